"""The model that reads learners' texts: taken over from the previous index, or fitted where the texts are new."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from hashlib import sha256

import numpy as np

from ingest.embed import Embedder, Vectors
from ingest.generation import Contents
from ingest.learners import STANCES, Telling, phrases_in
from ingest.stances import FEATURES, Lexis, fit
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
    key = _key(tellings, embedder)
    if previous and previous.lexis.key == key:
        return Lexis(previous.lexis.columns, phrases, key), previous.stances
    columns, weights = fit(tellings, embedder, progress)
    return Lexis(columns, phrases, key), weights


def _key(tellings: Sequence[Telling], embedder: Embedder) -> str:
    """The same for two models exactly if they were fitted to the same texts in the same way."""
    told = json.dumps([asdict(telling) for telling in tellings])
    return sha256(f"{FEATURES} {embedder.fingerprint} {told}".encode()).hexdigest()
