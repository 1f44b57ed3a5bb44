"""What the doubter was taught: the changes to the upper half of the shipped encoder, and what it tells from it.

`python -m eval.doubts` makes the file anew.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.low_rank import Changes, Linear, changes_in, held_in, linear_in

FILE = Path(__file__).with_name("doubts.npz")


@dataclass(frozen=True, slots=True)
class Doubts:
    """What was taught: `changes` to the encoder, and linear maps from its states.

    `glance` tells from the vector of a question and the scores of what was found for it how likely it goes beyond the
    sources, as a log-odds. `heed` weighs the pieces of the question read together with what was found, from whose mean
    and the scores `tell` tells the same. `lessons` is the SHA-256 of the questions that taught it.
    """

    changes: Changes
    glance: Linear
    heed: Linear
    tell: Linear
    lessons: str


HEADS = ("glance", "heed", "tell")


@cache
def doubts() -> Doubts:
    """What the shipped doubter was taught."""
    held = held_in(FILE)
    return Doubts(
        changes=changes_in(held), lessons=str(held["lessons"]), **{head: linear_in(held, head) for head in HEADS}
    )
