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
        self._statement_of: list[int] = []
        self._own_rows: list[int] = []
        self._section_of: list[int] = []
        self._section_rows: list[int] = []
        lengths = []
        row = number = 0
        for place, section in enumerate(sections):
            for _ in section.asked:
                self._section_rows.append(row)
                self._section_of.append(place)
                row += 1
            for statement in section.statements:
                for _ in statement.asked:
                    self._own_rows.append(row)
                    self._statement_of.append(number)
                    row += 1
                number += 1
            lengths.append(len(section.statements))
        self._lengths = np.array(lengths, dtype=np.intp)
        self._count = number

    def likeness(self, vector: Vectors) -> tuple[Vectors, Vectors]:
        """How near `vector` comes to what is asked of each statement itself, and of its section as a whole.

        Two arrays of cosines, each of shape (statements,), in the order of the index; -1 where nothing is asked.
        """
        near = self._vectors @ vector if len(self._vectors) else np.zeros(0, dtype=np.float32)
        own = np.full(self._count, _NONE, dtype=np.float32)
        np.maximum.at(own, self._statement_of, near[self._own_rows])
        whole = np.full(len(self._lengths), _NONE, dtype=np.float32)
        np.maximum.at(whole, self._section_of, near[self._section_rows])
        return own, np.repeat(whole, self._lengths)
