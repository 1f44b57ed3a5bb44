"""Doubting: how likely a question goes beyond the sources, by the upper half of the encoder, taught to tell it."""

from collections.abc import Callable
from functools import cached_property
from math import exp
from pathlib import Path

import numpy as np
import onnxruntime

from ingest.doubts import Doubts, doubts
from ingest.embed import DOUBTER, States, Vectors, open_verified
from ingest.low_rank import shares

_READ_FROM = 0.2  # doubt at first glance from which the two texts are read together


class Doubter:
    """The taught upper half of the encoder, opened when it is first needed; safe to share between threads."""

    def __init__(self, folder: Path, lower: Callable[[str, str], States], what: Callable[[], Doubts] = doubts) -> None:
        """The one in `folder`, which goes on from what `lower`, the other half, makes of two texts side by side."""
        self._folder = folder
        self._lower = lower
        self._taught = what

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        return open_verified(self._folder, DOUBTER)

    def doubt(self, question: str, vector: Vectors, found: str, scores: Vectors) -> float:
        """How likely the sources do not hold what `question` asks for, 0 to 1, where `found` comes nearest to it.

        `vector` is the question's unit vector, `scores` are those by which what was found came first, shape (5,). The
        two texts are read together only where the question gives reason to doubt by itself.
        """
        at_first = _likely(self._taught().glance(np.concatenate([vector, scores])))
        if at_first < _READ_FROM:
            return at_first
        (states,) = self._session.run(None, {"states": self._lower(question, found).vectors[np.newaxis]})
        heeded = shares(self._taught().heed(states[0])[:, 0]) @ states[0]
        return _likely(self._taught().tell(np.concatenate([heeded, scores])))


def _likely(log_odds: Vectors) -> float:
    return 1 / (1 + exp(-float(log_odds[0])))
