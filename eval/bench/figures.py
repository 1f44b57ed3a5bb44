"""The figures of a benchmark: what each system took, and how the two compare."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

PERCENTILES = (50, 95, 99)
RIVAL = "LangChain"  # what a figure stands beside, if nothing else is said


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured of Waymark, round by round, and of what stands `beside` it, where anything does."""

    name: str
    unit: str
    own: tuple[float, ...]
    other: tuple[float, ...] = ()
    beside: str = RIVAL

    @property
    def ratios(self) -> tuple[float, ...]:
        """Waymark's figure by the other's, round by round: a machine's mood hits both of a round."""
        return tuple(own / other for own, other in zip(self.own, self.other, strict=False))

    @property
    def ratio(self) -> float | None:
        """The median of the rounds' ratios; None where nothing stands beside."""
        return median(self.ratios) if self.ratios else None


def percentile(times: Sequence[float], percent: float) -> float:
    """The time within which `percent` of 100 queries were answered."""
    return float(np.percentile(np.array(times), percent))
