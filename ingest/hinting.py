"""Reading what a sentence hints at: the topic that it is about unnamed, and whether it is needed or known.

A linear model over the encoder's vector of the sentence and the mean state of its middle layers, fitted in closed form
by ridge regression, and beside it the likeness to each topic's nearest hints: each is right where the other is not.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from ingest.embed import Vectors
from ingest.hints import DRIFTS, Drift, Hint

FEATURES = 1  # raise it when the features below change

# Tuned by leaving out one writer of the shipped hints at a time.
_OF_STATES = 2.0  # the weight of the mean state against that of the vector
_RIDGE = 2.0
_LIKENESS = 0.5  # the weight of the nearest hints against that of the linear model
_NEAREST = 3  # hints of a topic whose likeness counts


class Reads(Protocol):
    """What the model asks of an encoder."""

    dimension: int

    def gists(self, texts: Sequence[str], progress: Callable[[int], None] = ...) -> Vectors:
        """For each text its unit vector of `dimension`, and beside it the unit mean of its middle states."""
        ...


@dataclass(frozen=True, slots=True)
class Labels:
    """What the model knows by name: the topics that it tells apart, and the one of each hint by its place there."""

    topics: tuple[str, ...] = ()
    of_hints: tuple[int, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Hinted:
    """What one sentence hints at: how well each topic fits, and how much speaks for each drift; about 0 to 1 both."""

    topics: dict[str, float]
    drifts: dict[Drift, float]


class Hinting:
    """The fitted model: `weights` has a column for each topic and each drift, `vectors` a row for each hint."""

    def __init__(self, labels: Labels, weights: Vectors, vectors: Vectors) -> None:
        self._topics = labels.topics
        self._weights = weights
        self._vectors = vectors
        self._places = [np.flatnonzero(np.array(labels.of_hints) == place) for place in range(len(labels.topics))]

    def __bool__(self) -> bool:
        return bool(self._topics)

    def read(self, sentences: Sequence[str], encoder: Reads) -> list[Hinted]:
        """What each of `sentences` hints at."""
        if not sentences or not self:
            return []
        gists = encoder.gists(sentences)
        scores = _rows(gists, encoder.dimension) @ self._weights
        likeness = gists[:, : encoder.dimension] @ self._vectors.T
        near = np.stack([np.sort(likeness[:, own], axis=1)[:, -_NEAREST:].mean(axis=1) for own in self._places], axis=1)
        fit = scores[:, : len(self._topics)] + _LIKENESS * near
        drifts = scores[:, len(self._topics) :]
        return [
            Hinted(dict(zip(self._topics, of_topics, strict=True)), dict(zip(DRIFTS, of_drifts, strict=True)))
            for of_topics, of_drifts in zip(fit.tolist(), drifts.tolist(), strict=True)
        ]


def fit(hints: Sequence[Hint], encoder: Reads, progress: Callable[[int, int], None]) -> tuple[Labels, Vectors, Vectors]:
    """The labels, the weights and the vectors of the model that reads `hints` as they are filed."""
    gists = encoder.gists([hint.text for hint in hints], lambda done: progress(done, len(hints)))
    rows = _rows(gists, encoder.dimension)
    telling = np.array([hint.topic is not None for hint in hints])
    topics = tuple(dict.fromkeys(hint.topic for hint in hints if hint.topic))
    places = [topics.index(hint.topic) for hint in hints if hint.topic]
    drifts = [DRIFTS.index(hint.drift) for hint in hints]
    of_topics = _ridge(rows[telling], np.eye(len(topics), dtype=np.float32)[places])
    of_drifts = _ridge(rows, np.eye(len(DRIFTS), dtype=np.float32)[drifts])
    vectors = np.ascontiguousarray(gists[telling, : encoder.dimension])
    return Labels(topics, tuple(places)), np.concatenate([of_topics, of_drifts], axis=1), vectors


def _rows(gists: Vectors, dimension: int) -> Vectors:
    """What the linear model sees of each gist, and a constant."""
    constant = np.ones((len(gists), 1), dtype=np.float32)
    return np.concatenate([gists[:, :dimension], _OF_STATES * gists[:, dimension:], constant], axis=1)


def _ridge(rows: Vectors, truth: Vectors) -> Vectors:
    weights: Vectors = np.linalg.solve(rows.T @ rows + _RIDGE * np.eye(rows.shape[1], dtype=np.float32), rows.T @ truth)
    return weights.astype(np.float32)
