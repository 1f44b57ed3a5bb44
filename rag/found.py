"""What the finder makes of a question: how near each statement comes to what answers it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.finds import SHARPNESS

Likeness = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Found:
    """The likeness of each fact to what answers a question, each of shape (facts,).

    `own` is that of the fact itself or what it is known to answer, `near` also counts what its section as a whole is
    known to answer.
    """

    own: Likeness
    near: Likeness

    @property
    def best(self) -> int:
        """The number of the fact that comes nearest."""
        return int(self.near.argmax())

    def share_of(self, facts: NDArray[np.intp]) -> float:
        """How sure it is that some of the facts of these numbers answer the question, 0 to 1."""
        raised = np.exp(SHARPNESS * (self.near - self.near.max()))
        return float(raised[facts].sum() / raised.sum())
