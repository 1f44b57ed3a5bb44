"""Picking the quote of a citation: the statements of the cited passage that best hold what a sentence says."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ingest.embed import Vectors
from ingest.records import Chunk
from rag.extractive.draft import Span
from rag.fact import Fact
from rag.library import Library
from rag.worded.claim import Claim, stems_in

_LONGEST = 4  # statements side by side that one quote may take in
_LIKENESS = 0.6  # of the cosine beside the share of the words
_EACH = 0.04  # what each further statement must add to be worth quoting
_DRAFTED = 0.06  # for a span that the program itself quoted: it was chosen with the whole library in view
_OF_SAME = 0.3  # more, where it quoted it for the very same thing


@dataclass(frozen=True, slots=True, eq=False)
class Quote:
    """A stretch of a passage that may be quoted, with its stems and its unit vector."""

    span: Span
    text: str
    stems: frozenset[str]
    vector: Vectors
    worth: float


class Quotes:
    """The quotes that passages can give; `drafted` are the spans that the program's own answer rests on."""

    def __init__(self, library: Library, drafted: Sequence[Span]) -> None:
        self._library = library
        self._drafted = drafted
        self._of: dict[str, tuple[Quote, ...]] = {}

    def best(self, claim: Claim, chunk: Chunk, same: Collection[Span] = ()) -> list[Quote]:
        """The one that holds `claim` best, the first of several.

        `same` are the spans that the program quoted when it said the same; those of them that hold more of it follow.
        """
        if chunk.id not in self._of:
            self._of[chunk.id] = tuple(self._quotes(chunk))
        found = [max(self._of[chunk.id], key=lambda q: _holds(claim, q) + _OF_SAME * (q.span in same))]
        for quote in self._of[chunk.id]:
            held = frozenset().union(*(q.stems for q in found))
            if quote.span in same and (quote.stems & claim.stems) - held:
                found.append(quote)
        return found

    def _quotes(self, chunk: Chunk) -> Iterator[Quote]:
        facts = [f for f in self._library.facts_of.get(chunk.document_id, ()) if _within(chunk, _span(f, f))]
        if not facts:  # a passage that is but a heading, or a part of a long statement
            yield self._quote(Span(chunk.document_id, chunk.heading_path, chunk.start, chunk.end), None, 0.0)
        for first in range(len(facts)):
            for last in range(first, min(first + _LONGEST, len(facts))):
                if facts[first].section is facts[last].section:
                    run = facts[first : last + 1]
                    yield self._quote(_span(run[0], run[-1]), self._of_facts(run), -_EACH * (last - first))
        for span in self._drafted:
            if span.document_id == chunk.document_id and _within(chunk, span):
                inside = [f for f in facts if span.start <= f.statement.start and f.statement.end <= span.end]
                yield self._quote(span, self._of_facts(inside) if inside else None, _DRAFTED)

    def _quote(self, span: Span, vector: Vectors | None, worth: float) -> Quote:
        text = self._library.documents[span.document_id].text[span.start : span.end]
        own: Vectors = self._library.embedder.embed_query(text) if vector is None else vector
        return Quote(span, text, stems_in(text), own, worth)

    def _of_facts(self, facts: Sequence[Fact]) -> Vectors:
        """The direction of statements taken together."""
        total = self._library.contents.statements[[f.number for f in facts]].sum(axis=0)
        return np.asarray(total / (float(np.linalg.norm(total)) or 1.0), dtype=np.float32)


def _holds(claim: Claim, quote: Quote) -> float:
    share = len(claim.stems & quote.stems) / max(1, len(claim.stems))
    return share + _LIKENESS * float(claim.vector @ quote.vector) + quote.worth


def _span(first: Fact, last: Fact) -> Span:
    return Span(first.document.id, first.section.heading_path, first.statement.start, last.statement.end)


def _within(chunk: Chunk, span: Span) -> bool:
    return chunk.start <= span.start and span.end <= chunk.end
