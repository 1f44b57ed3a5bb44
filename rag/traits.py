"""What can be told of the statements of a library before anything is asked: a column for each trait."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rag.fact import Fact

Column = NDArray[np.bool_]


class Traits:
    """The traits of every fact, each of shape (facts,); immutable and safe to share."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        places: dict[int, int] = {}
        self.section = np.array([places.setdefault(id(f.section), len(places)) for f in facts], dtype=np.intp)
        self.sections = len(places)
        self._role = np.array([f.section.role or "" for f in facts], dtype=np.str_)
        self.is_item: Column = np.array([f.statement.is_item for f in facts], dtype=np.bool_)
        self.has_figure: Column = np.array([f.has_figure for f in facts], dtype=np.bool_)
        self.of_user: Column = np.array([f.document.kind == "user" for f in facts], dtype=np.bool_)
        self.of_roadmap: Column = np.array([f.document.kind == "roadmap" for f in facts], dtype=np.bool_)

    def of_role(self, role: str) -> Column:
        """Which facts stand in a section of that role."""
        return np.asarray(self._role == role, dtype=np.bool_)
