"""Doubting: whether the sources hold what a question asks and supposes, by the upper half of the encoder, taught it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from math import exp
from pathlib import Path

import numpy as np
import onnxruntime

from ingest.doubts import BEYOND, OTHERWISE, VERDICTS, Doubts, doubts
from ingest.embed import DOUBTER, States, Vectors, open_verified
from ingest.low_rank import shares

_READ_FROM = 0.2  # doubt at first glance from which the two texts are read together


@dataclass(frozen=True, slots=True)
class Doubt:
    """How likely the sources hold nothing of what is asked, or say that it is otherwise than supposed; 0 to 1 each."""

    beyond: float
    otherwise: float


NONE = Doubt(0.0, 0.0)


class Doubter:
    """The taught upper half of the encoder, opened when it is first needed; safe to share between threads."""

    def __init__(self, folder: Path, lower: Callable[[str, str], States], what: Callable[[], Doubts] = doubts) -> None:
        """The one in `folder`, which goes on from what `lower`, the other half, makes of two texts side by side."""
        self._folder = folder
        self._lower = lower
        self._taught = what

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        return open_verified(self._folder, DOUBTER, threads=1)

    def doubt(self, question: str, vector: Vectors, found: str, scores: Vectors) -> Doubt:
        """How likely the sources do not hold what `question` asks or supposes, where `found` comes nearest to it.

        `vector` is the question's unit vector, `scores` are those by which what was found came first, shape (5,). The
        two texts are read together only where the question gives reason to doubt by itself.
        """
        log_odds = float(self._taught().glance(np.concatenate([vector, scores]))[0])
        if 1 / (1 + exp(-log_odds)) < _READ_FROM:
            return NONE
        (states,) = self._session.run(None, {"states": self._lower(question, found).vectors[np.newaxis]})
        heeded = np.concatenate([shares(way) @ states[0] for way in self._taught().heed(states[0]).T])
        told = shares(self._taught().tell(np.concatenate([heeded, scores]))).tolist()
        return Doubt(beyond=told[VERDICTS.index(BEYOND)], otherwise=told[VERDICTS.index(OTHERWISE)])
