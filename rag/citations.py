"""Numbering and checking citations: a marker is shown only if its quote stands exactly where it says."""

from collections.abc import Sequence

from ingest.embed import Vectors
from rag.extractive.draft import MARK, Draft, Span
from rag.hybrid import passage_of
from rag.library import Library
from rag.records import Citation, Passage


def cited(library: Library, draft: Draft) -> tuple[str, tuple[Citation, ...]]:
    """The draft's text with markers from 1 in order of appearance, and their citations; a mark that fails its check is dropped."""
    citations: dict[Span, Citation] = {}

    def marker(match: object) -> str:
        span = draft.spans[int(match.group(1))]  # type: ignore[attr-defined]
        if span not in citations:
            citation = _checked(library, span, len(citations) + 1)
            if citation is None:
                return ""
            citations[span] = citation
        return f"[{citations[span].marker}]"

    text = MARK.sub(marker, draft.text)
    return text, tuple(citations.values())


def _checked(library: Library, span: Span, marker: int) -> Citation | None:
    """The citation for a span, or None unless its quote lies whole inside one passage of the stored text."""
    document = library.documents[span.document_id]
    quote = document.text[span.start : span.end]
    if not quote.strip() or library.chunk_with(span.document_id, span.start, span.end) is None:
        return None
    return Citation(marker, document.id, document.title, document.kind, span.heading_path, document.url, span.start, span.end, quote)


def with_evidence(library: Library, citations: Sequence[Citation], passages: Sequence[Passage], vector: Vectors, k: int) -> tuple[Passage, ...]:
    """The passages that are quoted, in order of their markers, and then the retrieved ones: at least `k` where there are as many."""
    quoted = dict.fromkeys(chunk.id for c in citations if (chunk := library.chunk_with(c.document_id, c.start, c.end)))
    retrieved = {p.chunk.id: p for p in passages}
    top = max((p.score for p in passages), default=1.0)
    evidence = [retrieved.get(id_) or passage_of(library, id_, vector, top, {}) for id_ in quoted]
    rest = [p for p in passages if p.chunk.id not in quoted]
    return tuple([*evidence, *rest][: max(k, len(evidence))])
