"""Golden evidence as judged units, and passages as rankings of units.

Systems cut the same documents differently, so their passages cannot be judged by id. A unit is a piece of evidence or
any other section, called by its document and headings; a passage finds those that its offsets overlap.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from eval.evidence import Outlines, Span, overlap
from eval.golden import GoldenQuestion

if TYPE_CHECKING:
    from rag.records import Passage


class Units:
    """The units of one question; `grades` has those that are judged, by name."""

    def __init__(self, question: GoldenQuestion, outlines: Outlines) -> None:
        self._outlines = outlines
        self._targets = {_name(e.document, e.heading_path): outlines.target(e) for e in question.evidence}
        self.grades = {_name(e.document, e.heading_path): int(e.grade) for e in question.evidence}

    def ranked(self, passages: Iterable["Passage"]) -> Sequence[str]:
        """The units that `passages` find, each once, at the place of the best passage that does."""
        return list(dict.fromkeys(chain.from_iterable(self._found_by(passage) for passage in passages)))

    def _found_by(self, passage: "Passage") -> Sequence[str]:
        """The judged units that a passage shows part of, or else the section that it begins in."""
        chunk = passage.chunk
        shown: Span = (chunk.document_id, chunk.start, chunk.end)
        judged = [name for name, target in self._targets.items() if any(overlap(shown, s) for s in target.statements)]
        return judged or [_name(chunk.document_id, self._outlines.heading_path_at(chunk.document_id, chunk.start))]


def _name(document: str, heading_path: Sequence[str]) -> str:
    return f"{document}#{' > '.join(heading_path)}"
