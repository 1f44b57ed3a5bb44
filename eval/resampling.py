"""How sure a figure is: bootstrap intervals, and randomisation tests between two systems on the same questions.

Every draw comes from one seed, so the same values give the same interval and the same p-value on every run.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Item = TypeVar("Item")

_SEED = 20250101
_RESAMPLES = 2000
_FLIPS = 10_000
_FEW = 12  # differences at most, of which all 2 ** 12 ways to flip them are gone through
_BATCH = 500  # resamples drawn at once, so that thousands of questions take megabytes
_ROUNDING = 1e-12  # two sums of the same numbers in another order differ by less


@dataclass(frozen=True, slots=True)
class Interval:
    """The bounds between which 95 of 100 resampled figures lie."""

    low: float
    high: float


def mean_interval(values: Sequence[float]) -> Interval | None:
    """The 95 % percentile bootstrap interval of the mean (Efron, 1979); None where there are no values."""
    if not len(values):
        return None
    numbers = np.asarray(values, dtype=np.float64)
    return _between(np.concatenate([numbers[drawn].mean(axis=1) for drawn in _draws(len(values))]))


def interval(items: Sequence[Item], statistic: Callable[[Sequence[Item]], float | None]) -> Interval | None:
    """As `mean_interval`, of any statistic over any items.

    Resamples for which the statistic is None (an F1 without a positive) are left out; None where it is so for all.
    """
    found = [statistic([items[i] for i in row]) for drawn in _draws(len(items)) for row in drawn.tolist()]
    numbers = [number for number in found if number is not None]
    return _between(np.asarray(numbers, dtype=np.float64)) if numbers else None


def paired_p_value(one: Sequence[float], other: Sequence[float]) -> float:
    """How often chance alone sets the means of two systems at least this far apart, either way (Fisher, 1935).

    The values are of the same questions in the same order; raises ValueError where they are not equally many. Under
    chance a question's two values might as well be swapped: all ways are gone through for a few questions, 10 000
    random ones for more, of which the one at hand counts as one (so no p-value is 0). Without questions it is 1.
    """
    if len(one) != len(other):
        raise ValueError(f"{len(one)} values cannot be paired with {len(other)}.")
    differences = np.asarray(one, dtype=np.float64) - np.asarray(other, dtype=np.float64)
    differences = differences[differences != 0]  # a swap of equals changes nothing
    observed = abs(differences.sum()) - _ROUNDING
    if len(differences) <= _FEW:
        signs = np.array(list(product((1, -1), repeat=len(differences))), dtype=np.float64)
        return float(np.mean(np.abs(signs @ differences) >= observed))
    random = np.random.default_rng(_SEED)
    flips = (random.integers(2, size=(_BATCH, len(differences))) * 2 - 1 for _ in range(_FLIPS // _BATCH))
    as_far = sum(int(np.sum(np.abs(signs @ differences) >= observed)) for signs in flips)
    return (1 + as_far) / (1 + _FLIPS)


def _draws(count: int) -> Iterator[NDArray[np.int64]]:
    """The items of each resample by number, a row for each, some rows at a time; none of nothing."""
    random = np.random.default_rng(_SEED)
    for _ in range(_RESAMPLES // _BATCH if count else 0):
        yield random.integers(count, size=(_BATCH, count))


def _between(figures: NDArray[Any]) -> Interval:
    low, high = np.percentile(figures, [2.5, 97.5])
    return Interval(float(low), float(high))
