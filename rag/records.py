"""The small nouns of answering."""

from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

from ingest.records import Chunk, Kind

Speaker = Literal["user", "assistant"]
Intent = Literal[
    "next_step", "fact", "what_is", "projects", "comparison", "count",
    "resource", "plan", "about", "greeting", "out_of_scope", "empty",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of the conversation."""

    role: Speaker
    content: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A retrieved chunk.

    `score` orders the passages, `similarity` is the cosine with the question, `ranks` its place from 1 in each leg.
    """

    chunk: Chunk
    title: str
    score: float
    similarity: float
    ranks: dict[str, int] = field(default_factory=dict)

    def holds(self, citation: "Citation") -> bool:
        """Whether the quote of `citation` lies whole inside it."""
        its = self.chunk
        return its.document_id == citation.document_id and its.start <= citation.start and citation.end <= its.end


@dataclass(frozen=True, slots=True)
class Citation:
    """What a marker stands for: `quote == document.text[start:end]`, checked before the answer is shown."""

    marker: int
    document_id: str
    title: str
    kind: Kind
    heading_path: tuple[str, ...]
    url: str | None
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Usage:
    """What a language model was used for an answer, whether its words were kept or not.

    `calls` were made to it, for so many tokens, None where it does not tell; `cost` is worked out where prices are set.
    `unsupported` counts the sentences that were flagged, `dropped` the markers that led to no passage.
    """

    calls: int
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    cost: float | None = None
    unsupported: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer; `text` holds the markers `[1]`, `passages` are best first and hold every quote."""

    id: str
    question: str
    text: str
    citations: tuple[Citation, ...]
    abstained: bool
    intent: Intent
    passages: tuple[Passage, ...]
    plan: dict[str, Any] | None
    degraded: str | None
    model: str
    timings_ms: dict[str, float]
    usage: Usage | None = None


def answer_json(answer: Answer) -> dict[str, Any]:
    """The answer as plain JSON data, flat as documented in the README."""
    data = {field.name: getattr(answer, field.name) for field in fields(Answer)}
    data["citations"] = [asdict(c) | {"heading_path": list(c.heading_path)} for c in answer.citations]
    data["passages"] = [passage_json(p) for p in answer.passages]
    data["usage"] = asdict(answer.usage) if answer.usage else None
    return data


def passage_json(passage: Passage) -> dict[str, Any]:
    """The passage as plain JSON data."""
    return {
        "chunk_id": passage.chunk.id,
        "document_id": passage.chunk.document_id,
        "title": passage.title,
        "heading_path": list(passage.chunk.heading_path),
        "text": passage.chunk.text,
        "start": passage.chunk.start,
        "end": passage.chunk.end,
        "score": round(passage.score, 6),
        "ranks": dict(passage.ranks),
    }
