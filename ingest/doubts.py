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

    `glance` tells from the vector of a question and the scores of what was found for it how likely there is reason to
    doubt it, as a log-odds. `heed` weighs in some ways the pieces of the question read together with what was found,
    from whose means and the scores `tell` scores each of `VERDICTS`. `lessons` is the SHA-256 of what taught it.
    """

    changes: Changes
    glance: Linear
    heed: Linear
    tell: Linear
    lessons: str


HEADS = ("glance", "heed", "tell")
# The sources hold what is asked, hold nothing of it, or say that it is otherwise than the question supposes.
HELD, BEYOND, OTHERWISE = VERDICTS = ("held", "beyond", "otherwise")


@cache
def doubts() -> Doubts:
    """What the shipped doubter was taught."""
    held = held_in(FILE)
    return Doubts(
        changes=changes_in(held), lessons=str(held["lessons"]), **{head: linear_in(held, head) for head in HEADS}
    )
