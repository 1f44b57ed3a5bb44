"""What the listener was taught: the changes to the upper half of the shipped encoder, and what it tells from it.

`python -m ingest.teach` makes the file anew.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from ingest.low_rank import Changes, Linear, Vectors, changes_in, held_in, linear_in

FILE = Path(__file__).with_name("taught.npz")


@dataclass(frozen=True, slots=True)
class Taught:
    """What was taught: `changes` to the encoder, and linear maps from its states.

    `stance` tells how a writer stands to a mention, from its state and those beside it; `heed_need` and `heed_skill`
    weigh the pieces of a sentence, from whose mean `need` tells what its writer needs (first: nothing) and `skill`
    what they know, both in the order of `topics`. `heed_step` and `heed_goal` weigh those of a whole text, the former
    in two ways, from whose means `step` tells what a mentor would name next and `goal` where to its writer wants to get
    (first: they tell none, then `goals`). `words` are those around a
    mention (ingest/nearby.py), with what each speaks for. `lessons` is the SHA-256 of the texts that taught it.
    """

    changes: Changes
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


HEADS = ("stance", "heed_need", "heed_skill", "need", "skill", "heed_step", "step", "heed_goal", "goal")


@cache
def taught() -> Taught:
    """What the shipped listener was taught."""
    held = held_in(FILE)
    words = np.asarray(held["words.weight"], np.float32)
    return Taught(
        changes=changes_in(held),
        words=dict(zip(map(str, held["words"]), words, strict=True)),
        topics=tuple(map(str, held["topics"])),
        goals=tuple(map(str, held["goals"])),
        lessons=str(held["lessons"]),
        **{head: linear_in(held, head) for head in HEADS},
    )
