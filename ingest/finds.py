"""What the finder was taught: the changes to the upper half of the shipped encoder.

`python -m eval.finds` makes the file anew.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.low_rank import Changes, changes_in, held_in

FILE = Path(__file__).with_name("finds.npz")
SHARPNESS = 25.0  # of the shares into which cosines are turned, by who teaches it and by who asks it


@dataclass(frozen=True, slots=True)
class Finds:
    """What was taught: `changes` to the encoder; `lessons` is the SHA-256 of the questions that taught it."""

    changes: Changes
    lessons: str


@cache
def finds() -> Finds:
    """What the shipped finder was taught."""
    held = held_in(FILE)
    return Finds(changes=changes_in(held), lessons=str(held["lessons"]))
