"""Telling from a clause in a learner's own words what they know, lack and want."""

import re
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from ingest.embed import Embedder, Vectors
from ingest.sayings import Saying
from rag.cues import LACKS
from rag.normal import normal

_ALIKE = 0.6  # cosine from which a clause says the same as a saying
_ALIKE_ASKED = 0.7  # the same, for a question, which says less of who asks it
_SENTENCE = re.compile(r"(?<=[.;!?:])\s+")
_PART = re.compile(r", |,? and (?:i )?|,? but (?:i )?|,? though ")
_LEAST = 2  # words of a clause that says anything


class Sayings:
    """The sayings of a library, embedded when they are first needed."""

    def __init__(self, sayings: Sequence[Saying], embedder: Embedder) -> None:
        self._sayings = tuple(sayings)
        self._embedder = embedder

    def meant_by(self, text: str) -> list[Saying]:
        """The sayings that the sentences of `text`, or their parts where those come nearer, mean as much as."""
        return [s for sentence in _SENTENCE.split(normal(text)) for s in self._meant_by_one(sentence)]

    def _meant_by_one(self, sentence: str) -> list[Saying]:
        parts = [p for part in (sentence, *_PART.split(sentence)) if len((p := part.strip(" .,;!?")).split()) >= _LEAST]
        parts = list(dict.fromkeys(parts))
        if not parts or not self._sayings:
            return []
        near = self._embedder.embed(parts) @ self._vectors.T
        best, score = np.argmax(near, axis=1).tolist(), near.max(axis=1).tolist()
        enough = _ALIKE_ASKED if sentence.endswith("?") else _ALIKE
        if score[0] >= max(score):
            whole = self._sayings[best[0]]
            return [whole if len(parts) > 1 else _turned(whole, sentence)] if score[0] >= enough else []
        found = zip(parts[1:], best[1:], score[1:], strict=True)
        return [_turned(self._sayings[at], part) for part, at, alike in found if alike >= enough]

    @cached_property
    def _vectors(self) -> Vectors:
        return self._embedder.embed([normal(saying.text) for saying in self._sayings])


def _turned(saying: Saying, clause: str) -> Saying:
    """The saying; turned about where a clause denies what it says, or says what it denies."""
    if saying.wants or bool(LACKS.search(clause)) == bool(LACKS.search(saying.text.lower())):
        return saying
    return Saying(saying.text, knows=saying.lacks, lacks=saying.knows)
