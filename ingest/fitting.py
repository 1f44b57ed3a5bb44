"""The models that read learners' texts: taken over from the previous index, or fitted where the texts are new."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from hashlib import sha256

import numpy as np

from ingest import hinting, stances
from ingest.embed import Embedder, Vectors
from ingest.generation import Contents
from ingest.hinting import Labels
from ingest.hints import Hint
from ingest.learners import STANCES, Telling, phrases_in
from ingest.stances import Lexis
from ingest.topics import Topics, fold


def model_for(
    tellings: Sequence[Telling],
    topics: Topics,
    embedder: Embedder,
    previous: Contents | None,
    progress: Callable[[int, int], None],
) -> tuple[Lexis, Vectors]:
    """The words and the weights by which `tellings` are read; without any, those of a model that knows nothing."""
    if not tellings:
        return Lexis(), np.zeros((0, len(STANCES)), dtype=np.float32)
    names = {fold(name) for topic in topics.all for name in (topic.name, *topic.aliases, *topic.parts)}
    phrases = phrases_in(tellings, names.__contains__)
    key = _key(tellings, stances.FEATURES, embedder)
    if previous and previous.lexis.key == key:
        return Lexis(previous.lexis.columns, phrases, key), previous.stances
    columns, weights = stances.fit(tellings, embedder, progress)
    return Lexis(columns, phrases, key), weights


def hinting_for(
    hints: Sequence[Hint], embedder: Embedder, previous: Contents | None, progress: Callable[[int, int], None]
) -> tuple[Labels, Vectors, Vectors]:
    """The labels, weights and vectors by which `hints` are read; without any, those of a model that knows nothing."""
    if not hints:
        nothing = np.zeros((0, 0), dtype=np.float32)
        return Labels(), nothing, nothing
    key = _key(hints, hinting.FEATURES, embedder)
    if previous and previous.labels.key == key:
        return previous.labels, previous.hints, previous.hinted
    labels, weights, vectors = hinting.fit(hints, embedder, progress)
    return replace(labels, key=key), weights, vectors


def _key(fitted_to: Sequence[Telling | Hint], features: int, embedder: Embedder) -> str:
    """The same for two models exactly if they were fitted to the same texts in the same way."""
    told = json.dumps([asdict(one) for one in fitted_to])
    return sha256(f"{features} {embedder.fingerprint} {told}".encode()).hexdigest()
