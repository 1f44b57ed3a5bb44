"""How near a question comes to what learners are known to ask of each statement, and of its whole section."""

from collections.abc import Sequence

import numpy as np

from ingest.embed import Vectors
from ingest.records import Section

_NONE = -1.0  # the cosine of what nobody is known to ask for


class Wordings:
    """The search wordings of a library: row by row, which statements each of them asks for."""

    def __init__(self, sections: Sequence[Section], vectors: Vectors) -> None:
        self._vectors = vectors
        own: list[tuple[int, int]] = []
        whole: list[tuple[int, int]] = []
        lengths = []
        row = number = 0
        for place, section in enumerate(sections):
            for _ in section.asked:
                whole.append((row, place))
                row += 1
            for statement in section.statements:
                for _ in statement.asked:
                    own.append((row, number))
                    row += 1
                number += 1
            lengths.append(len(section.statements))
        self._lengths = np.array(lengths, dtype=np.intp)
        self._count = number
        self._own, self._whole = _Runs(own), _Runs(whole)

    def likeness(self, vector: Vectors) -> tuple[Vectors, Vectors]:
        """How near `vector` comes to what is asked of each statement itself, and of its section as a whole.

        Two arrays of cosines, each of shape (statements,), in the order of the index; -1 where nothing is asked.
        """
        near = self._vectors @ vector if len(self._vectors) else np.zeros(0, dtype=np.float32)
        own, whole = self._own.greatest(near, self._count), self._whole.greatest(near, len(self._lengths))
        return own, np.repeat(whole, self._lengths)


class _Runs:
    """Rows in runs, each of which belongs to one thing; `pairs` are rows and the numbers of their things, in order."""

    def __init__(self, pairs: Sequence[tuple[int, int]]) -> None:
        rows, things = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
        self._rows = rows
        self._things, self._starts = np.unique(things, return_index=True)

    def greatest(self, near: Vectors, count: int) -> Vectors:
        """For each of `count` things the greatest of what `near` has in its rows, -1 where it has none."""
        greatest = np.full(count, _NONE, dtype=np.float32)
        if len(self._things):
            greatest[self._things] = np.maximum.reduceat(near[self._rows], self._starts)
        return greatest
