"""What responses hold of answers and the passages behind them."""

from typing import Annotated, Any

from pydantic import BaseModel, Field

from ingest.records import Kind
from rag.records import Intent


class CitationShape(BaseModel):
    """What a marker stands for: `text[start:end] == quote` in the text of its document, in Unicode characters."""

    marker: int
    document_id: str
    title: str
    kind: Kind
    heading_path: list[str]
    url: str | None
    start: int
    end: int
    quote: str


class FoundShape(BaseModel):
    """Where a passage stands, and its place from 1 in each leg of the search."""

    chunk_id: str
    document_id: str
    title: str
    heading_path: list[str]
    start: int
    end: int
    score: float
    ranks: dict[str, int] = {}


class PassageShape(FoundShape):
    """A passage of a document: `text` is the document's text from `start` to `end`."""

    text: str


class UsageShape(BaseModel):
    """What a language model was used for, in calls and tokens; `cost` where prices are set."""

    calls: int
    prompt_tokens: int | None
    completion_tokens: int | None
    cost: float | None
    unsupported: Annotated[int, Field(description="Sentences that were flagged.")]
    dropped: Annotated[int, Field(description="Markers that led to no passage.")]


class AnswerShape(BaseModel):
    """An answer; each marker like `[1]` in its text stands for the citation of that number."""

    id: str
    question: str
    text: str
    citations: list[CitationShape]
    abstained: bool
    intent: Intent
    passages: list[PassageShape]
    plan: Annotated[dict[str, Any] | None, Field(description="Of a next step: what was understood, and what is next.")]
    degraded: Annotated[str | None, Field(description="Why a lesser way of answering was taken.")]
    model: str
    timings_ms: dict[str, float]
    usage: UsageShape | None


class AskedShape(AnswerShape):
    """An answer, and whether it is kept in the conversation that was named."""

    kept: Annotated[bool | None, Field(description="Null where no conversation was named.")] = None


class SearchShape(BaseModel):
    """Passages, best first."""

    passages: list[PassageShape]
    degraded: Annotated[str | None, Field(description="Why a lesser way of searching was taken.")]
