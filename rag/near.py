"""How near a question comes to each statement, in words of its own or in those of who asks."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Cosines = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Near:
    """The cosines of a question with each fact, with the nearest that it, and that its section as a whole, answers.

    Each has shape (facts,), in the order of the index; -1 where nobody is known to ask anything.
    """

    similarity: Cosines
    asked: Cosines
    listed: Cosines

    @property
    def best(self) -> Cosines:
        """The greatest of the three."""
        return np.maximum(self.similarity, np.maximum(self.asked, self.listed))
