"""Where a question's evidence stands, and how much of it a reader meets in the first words of the passages."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.golden import Evidence
from ingest.outline import outline
from ingest.records import Section

if TYPE_CHECKING:
    from ingest.records import Document
    from rag.records import Citation, Passage

BUDGET = 750  # words: about 1000 tokens, what a language model would be given

Span = tuple[str, int, int]  # a document's id, start and end


@dataclass(frozen=True, slots=True)
class Target:
    """Where a piece of evidence stands: `regions` are its sections whole, `statements` the smallest things they say.

    A heading with nothing directly under it stands for all that lies below it.
    """

    regions: tuple[Span, ...]
    statements: tuple[Span, ...]


class Outlines:
    """The sections of every document of an index, by document and heading path."""

    def __init__(self, documents: Iterable["Document"], superseded: Mapping[str, str]) -> None:
        self.superseded = superseded
        self._sections = {d.id: outline(d) for d in documents}

    def sections(self) -> tuple[Section, ...]:
        """All of them."""
        return tuple(s for sections in self._sections.values() for s in sections)

    def target(self, evidence: Evidence) -> Target:
        """Where `evidence` stands; in the original, under the same words, where that took a restatement's place."""
        document = self.superseded.get(evidence.document, evidence.document)
        path = _bare(evidence.heading_path)
        sections = [(s, _bare(s.heading_path)) for s in self._sections.get(document, ())]
        found = [s for s, its in sections if its == path]
        if not any(s.statements for s in found):
            found = [s for s, its in sections if its[: len(path)] == path]
        regions = tuple((document, s.start, s.end) for s in found)
        headings = tuple((document, s.start, s.heading_end) for s in found if not s.statements)
        statements = tuple((document, x.start, x.end) for s in found for x in s.statements)
        return Target(regions, headings + statements)


def share_found(targets: Sequence[Target], passages: Iterable["Passage"], budget: int = BUDGET) -> float:
    """The share of `targets` of which at least one whole statement stands in the first `budget` words of `passages`."""
    read = tuple(read_within(passages, budget))
    return sum(any(_inside(s, span) for s in target.statements for span in read) for target in targets) / len(targets)


def read_within(passages: Iterable["Passage"], budget: int) -> Iterable[Span]:
    """The spans that the first `budget` words show, best passage first; its title and heading path count as words."""
    left = budget
    for passage in passages:
        left -= len(" ".join((passage.title, *passage.chunk.heading_path)).split())
        words = list(re.finditer(r"\S+", passage.chunk.text))[: max(left, 0)]
        left -= len(words)
        if words:
            yield passage.chunk.document_id, passage.chunk.start, passage.chunk.start + words[-1].end()


def any_cited(targets: Iterable[Target], citations: Sequence["Citation"]) -> bool:
    """Whether a citation's quote stands in a section of the evidence."""
    quotes = [(c.document_id, c.start, c.end) for c in citations]
    return any(_inside(quote, region) for target in targets for region in target.regions for quote in quotes)


def _inside(small: Span, large: Span) -> bool:
    return small[0] == large[0] and large[1] <= small[1] and small[2] <= large[2]


def _bare(heading_path: Sequence[str]) -> tuple[str, ...]:
    """The headings as bare words: an original may have signs and spaces that its restatement lacks."""
    return tuple(" ".join(re.findall(r"\w+", heading.lower())) for heading in heading_path)
