"""Where a question's evidence stands, and how much of it a reader meets in the first words of the passages."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.golden import Evidence
from ingest.counterpart import bare, counterpart
from ingest.outline import outline
from ingest.records import Section

if TYPE_CHECKING:
    from ingest.records import Document
    from rag.records import Citation, Passage

BUDGET = 750  # words: about 1000 tokens, what a language model would be given

Span = tuple[str, int, int]  # a document's id, start and end
Length = Callable[[str], int]  # of a text, in words or in word pieces


def words(text: str) -> int:
    """The number of words in `text`."""
    return len(text.split())


@dataclass(frozen=True, slots=True)
class Target:
    """Where a piece of evidence stands: `regions` are its sections whole, `statements` the smallest things they say.

    A heading with nothing directly under it stands for all that lies below it. What is not `needed` is relevant only.
    """

    regions: tuple[Span, ...]
    statements: tuple[Span, ...]
    needed: bool = True


class Outlines:
    """The sections of every document of an index, by document and heading path."""

    def __init__(self, documents: Iterable["Document"], superseded: Mapping[str, str]) -> None:
        self.superseded = superseded
        self._sections = {d.id: outline(d) for d in documents}

    def sections(self) -> tuple[Section, ...]:
        """All of them."""
        return tuple(s for sections in self._sections.values() for s in sections)

    def heading_path_at(self, document_id: str, offset: int) -> tuple[str, ...]:
        """The headings over the section of a document that `offset` lies in."""
        sections = self._sections[document_id]
        return sections[max(0, bisect_right(sections, offset, key=lambda s: s.start) - 1)].heading_path

    def target(self, evidence: Evidence) -> Target:
        """Where `evidence` stands; in the original, as its headings go, where that took a restatement's place."""
        document = self.superseded.get(evidence.document, evidence.document)
        sections = [(s, bare(s.heading_path)) for s in self._sections.get(document, ())]
        wanted = path = bare(evidence.heading_path)
        if document != evidence.document:
            path = counterpart(wanted, [its for _, its in sections])
        found = [s for s, its in sections if its == path]
        if path[-len(wanted) :] != wanted or not any(s.statements for s in found):
            found = [s for s, its in sections if its[: len(path)] == path]
        regions = tuple((document, s.start, s.end) for s in found)
        headings = tuple((document, s.start, s.heading_end) for s in found if not s.statements)
        statements = tuple((document, x.start, x.end) for s in found for x in s.statements)
        return Target(regions, headings + statements, needed=evidence.grade == 2)


def share_found(
    targets: Sequence[Target], passages: Iterable["Passage"], budget: int = BUDGET, length: Length = words
) -> float:
    """The share of the needed `targets` of which at least one whole statement stands within `budget` of `passages`."""
    read = tuple(read_within(passages, budget, length))
    found = [any(inside(s, span) for s in t.statements for span in read) for t in targets if t.needed]
    return sum(found) / len(found)


def read_within(passages: Iterable["Passage"], budget: int, length: Length = words) -> Iterable[Span]:
    """The spans that a reader sees who has `budget` words, or pieces as `length` counts, for passages, best first.

    The title and heading path of each count too; the last one read is cut between two words.
    """
    left = budget
    for passage in passages:
        chunk = passage.chunk
        left -= length(" ".join((passage.title, *chunk.heading_path)))
        seen = _fitting(chunk.text, left, length)
        if seen:
            yield chunk.document_id, chunk.start, chunk.start + seen
        left -= length(chunk.text)
        if left <= 0:
            return


def _fitting(text: str, left: int, length: Length) -> int:
    """How many characters of `text` are read when `left` words or pieces are."""
    if length(text) <= left:
        return len(text.rstrip())
    ends = [0, *(word.end() for word in re.finditer(r"\S+", text))]
    return ends[bisect_right(ends, left, lo=1, key=lambda end: length(text[:end])) - 1]


def any_cited(targets: Iterable[Target], citations: Sequence["Citation"]) -> bool:
    """Whether a citation's quote stands in a section of the evidence."""
    quotes = [(c.document_id, c.start, c.end) for c in citations]
    return any(inside(quote, region) for target in targets for region in target.regions for quote in quotes)


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans have a character in common."""
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def inside(small: Span, large: Span) -> bool:
    """Whether one span lies whole in another."""
    return small[0] == large[0] and large[1] <= small[1] and small[2] <= large[2]
