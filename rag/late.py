"""Search legs that are opened with their first search: who asks for a plan or a list never waits for them."""

from collections.abc import Callable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ingest.dense import DenseLeg
from ingest.embed import Vectors
from ingest.keyword import KeywordLeg


class LateDense:
    """A dense leg that `opening` opens when it is first searched; what that raises, the search raises."""

    def __init__(self, opening: Callable[[], DenseLeg]) -> None:
        self._opening = opening
        self._opened: DenseLeg | None = None

    def __len__(self) -> int:
        return len(self._leg)

    def search(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """As DenseLeg has it."""
        return self._leg.search(vector, k)

    def close(self) -> None:
        """Close the leg if it was ever opened."""
        if self._opened is not None:
            self._opened.close()

    @property
    def _leg(self) -> DenseLeg:
        if self._opened is None:
            self._opened = self._opening()
        return self._opened


class LateKeyword:
    """A keyword leg that `opening` opens when it is first searched; what that raises, the search raises."""

    def __init__(self, opening: Callable[[], KeywordLeg]) -> None:
        self._opening = opening

    def search(self, query: str, k: int) -> list[tuple[int, float]]:
        """As KeywordLeg has it."""
        return self._leg.search(query, k)

    def scores(self, query: str) -> NDArray[np.float32]:
        """As KeywordLeg has it."""
        return self._leg.scores(query)

    @cached_property
    def _leg(self) -> KeywordLeg:
        return self._opening()
