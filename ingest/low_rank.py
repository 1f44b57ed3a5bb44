"""What can be taught to the shipped encoder: linear maps from its states, and changes of low rank to its weights.

Such changes (Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models", ICLR 2022) are small enough to ship.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Held = dict[str, NDArray[np.generic]]  # arrays by their names


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear map: `weight` of shape (outputs, inputs), `bias` of shape (outputs,)."""

    weight: Vectors
    bias: Vectors

    def __call__(self, rows: Vectors) -> Vectors:
        """The outputs for each of `rows`."""
        mapped: Vectors = rows @ self.weight.T + self.bias
        return mapped


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes to the encoder's weights; `factors` has for each weight's name the two whose product is added to it."""

    factors: Mapping[str, tuple[Vectors, Vectors]]

    def of(self, name: str) -> Vectors:
        """What is added to the weights called `name`, to the last bit the same wherever it is worked out."""
        up, down = self.factors[name]  # which BLAS multiplies with other roundings now and then
        return np.asarray(np.einsum("ir,rj->ij", up, down, optimize=False), dtype=np.float32)


def shares(scores: Vectors) -> Vectors:
    """Scores as shares of one (softmax)."""
    raised = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum(), dtype=np.float32)


def held_in(file: Path) -> Held:
    """The arrays in a file that a teaching wrote, by their names; most numbers are kept there in half precision."""
    with np.load(file) as arrays:
        return {name: _full(arrays[name]) for name in arrays.files}


def linear_in(held: Held, name: str) -> Linear:
    """The linear map that is `held` under `name`."""
    return Linear(np.asarray(held[f"{name}.weight"], np.float32), np.asarray(held[f"{name}.bias"], np.float32))


def changes_in(held: Held) -> Changes:
    """All changes that are `held`."""
    names = sorted(name.removesuffix(".up") for name in held if name.endswith(".up"))
    return Changes(
        {n: (np.asarray(held[f"{n}.up"], np.float32), np.asarray(held[f"{n}.down"], np.float32)) for n in names}
    )


@cache
def fingerprint(*files: Path) -> str:
    """The SHA-256 of these files that teachings wrote, one after another."""
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _full(array: NDArray[np.generic]) -> NDArray[np.generic]:
    return array.astype(np.float32) if array.dtype == np.float16 else array
