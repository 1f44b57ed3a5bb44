"""Numbering and checking citations: a marker is shown only if its quote stands exactly where it says."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from ingest.embed import Vectors
from rag.extractive.draft import MARK, Draft, Span
from rag.hybrid import passage_of
from rag.inert import inert
from rag.library import Library
from rag.records import Citation, Passage

_MARK = re.compile(f"( ?){MARK.pattern}")  # with the space before it, which goes where the mark is dropped


def cited(library: Library, draft: Draft) -> tuple[str, tuple[Citation, ...], dict[str, Any] | None]:
    """The draft's text with markers from 1 in order of appearance, their citations, and its plan with the same markers.

    Marks that fail are dropped, and so is whatever a document's words would make of a page: markup, markers, addresses.
    """
    citations: dict[Span, Citation] = {}

    def marker(mark: re.Match[str]) -> str:
        space, number = mark.groups()
        span = draft.spans[int(number)]
        citation = citations.get(span) or citation_of(library, span, len(citations) + 1)
        if citation is None:
            return ""
        citations[span] = citation
        return f"{space}[{citation.marker}]"

    allowed = {url for span in draft.spans if (url := library.documents[span.document_id].url)}
    text = _MARK.sub(marker, inert(draft.text, allowed))
    plan = throughout(draft.plan, lambda told: _MARK.sub(marker, inert(told, allowed)))
    return text, tuple(citations.values()), plan


def throughout(data: Any, change: Callable[[str], str]) -> Any:
    """`data` with every text in it changed."""
    if isinstance(data, dict):
        return {key: throughout(value, change) for key, value in data.items()}
    if isinstance(data, list):
        return [throughout(value, change) for value in data]
    return change(data) if isinstance(data, str) else data


def citation_of(library: Library, span: Span, marker: int) -> Citation | None:
    """The citation for a span, or None unless its quote lies whole inside one passage of the stored text."""
    document = library.documents[span.document_id]
    quote = document.text[span.start : span.end]
    if not quote.strip() or library.chunk_with(span.document_id, span.start, span.end) is None:
        return None
    return Citation(
        marker=marker,
        document_id=document.id,
        title=document.title,
        kind=document.kind,
        heading_path=span.heading_path,
        url=document.url,
        start=span.start,
        end=span.end,
        quote=quote,
    )


def with_evidence(
    library: Library, citations: Sequence[Citation], passages: Sequence[Passage], vector: Vectors, k: int
) -> tuple[Passage, ...]:
    """The passages that are quoted, in order of their markers, and then the retrieved ones up to `k` in all."""
    chunks = (library.chunk_with(c.document_id, c.start, c.end) for c in citations)
    quoted = dict.fromkeys(chunk.id for chunk in chunks if chunk)
    retrieved = {p.chunk.id: p for p in passages}
    top = max((p.score for p in passages), default=1.0)  # a passage that search missed was chosen for its statements
    evidence = [retrieved.get(id_) or passage_of(library, id_, vector, top, {}) for id_ in quoted]
    rest = [p for p in passages if p.chunk.id not in quoted]
    return tuple([*evidence, *rest][: max(k, len(evidence))])
