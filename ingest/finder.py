"""Finding: a question as a vector near what answers it, by the upper half of the encoder, taught to put it there."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime

from ingest.embed import FINDER, States, Vectors, open_verified


class Finder:
    """The taught upper half of the encoder, opened when it is first needed; safe to share between threads.

    The shipped model puts a question near texts that are like it; this one near statements of the shipped corpus that
    answer it, and near what else is asked of those, however it is worded.
    """

    def __init__(self, folder: Path, lower: Callable[..., States]) -> None:
        """The one in `folder`, which goes on from what `lower`, the other half, makes of a text, or of two."""
        self._folder = folder
        self._lower = lower

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        return open_verified(self._folder, FINDER, threads=1)

    def vector(self, question: str, said: str = "") -> Vectors:
        """The unit vector of what answers `question`, shape (dimension,), to be held against the model's own.

        It is read beside what was `said` before it, if that is not empty.
        """
        lower = self._lower(said, question) if said else self._lower(question)
        (states,) = self._session.run(None, {"states": lower.vectors[np.newaxis]})
        mean = states[0][lower.start :].mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)
