"""What the listener was taught: the changes to the upper half of the shipped encoder, and what it tells from it.

The changes are of low rank (Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models", ICLR 2022), which keeps
them small enough to ship. `python -m ingest.teach` makes the file anew.
"""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
FILE = Path(__file__).with_name("taught.npz")


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
class Taught:
    """What was taught; `factors` are those of the change to each of the encoder's weights of these names.

    `stance` tells how a writer stands to a mention, from its state and those beside it; `heed_need` and `heed_skill`
    weigh the pieces of a sentence, from whose mean `need` tells what its writer needs (first: nothing) and `skill`
    what they know, both in the order of `topics`. `heed_step` and `heed_goal` weigh those of a whole text, the former
    in two ways, from whose means `step` tells what a mentor would name next and `goal` where to its writer wants to get
    (first: they tell none, then `goals`). `words` are those around a
    mention (ingest/nearby.py), with what each speaks for. `lessons` is the SHA-256 of the texts that taught it.
    """

    factors: dict[str, tuple[Vectors, Vectors]]
    stance: Linear
    heed_need: Linear
    heed_skill: Linear
    need: Linear
    skill: Linear
    heed_step: Linear
    step: Linear
    heed_goal: Linear
    goal: Linear
    words: dict[str, Vectors]
    topics: tuple[str, ...]
    goals: tuple[str, ...]
    lessons: str

    def change(self, name: str) -> Vectors:
        """What is added to the weights called `name`, to the last bit the same wherever it is worked out."""
        up, down = self.factors[name]  # which BLAS multiplies with other roundings now and then
        return np.asarray(np.einsum("ir,rj->ij", up, down, optimize=False), dtype=np.float32)


HEADS = ("stance", "heed_need", "heed_skill", "need", "skill", "heed_step", "step", "heed_goal", "goal")


@cache
def taught() -> Taught:
    """What the shipped listener was taught."""
    with np.load(FILE) as file:
        held = {name: file[name] for name in file.files}
    factors = sorted(name.removesuffix(".up") for name in held if name.endswith(".up"))
    heads = {h: Linear(_full(held[f"{h}.weight"]), _full(held[f"{h}.bias"])) for h in HEADS}
    return Taught(
        factors={name: (_full(held[f"{name}.up"]), _full(held[f"{name}.down"])) for name in factors},
        words=dict(zip(map(str, held["words"]), _full(held["words.weight"]), strict=True)),
        topics=tuple(map(str, held["topics"])),
        goals=tuple(map(str, held["goals"])),
        lessons=str(held["lessons"]),
        **heads,
    )


@cache
def fingerprint() -> str:
    """The SHA-256 of the shipped file."""
    return sha256(FILE.read_bytes()).hexdigest()


def _full(half: NDArray[np.float16]) -> Vectors:
    return half.astype(np.float32)
