"""What a learner's text shows them to need without naming it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.embed import Embedder
from ingest.hinting import Hinting
from ingest.records import Topic
from ingest.topics import Topics

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+|\s[-–—]\s")  # noqa: RUF001 - people type the dashes
_LEAST = 3  # words of a sentence that says anything
_MOST = 60  # sentences that are read of one text
_MOST_READ = 64  # texts whose reading is kept


@dataclass(frozen=True, slots=True)
class Need:
    """A topic that a text hints at as needed, and how strongly: 0 to about 0.8."""

    topic: Topic
    strength: float


class Needs:
    """Reads needs by the model of one generation."""

    def __init__(self, hinting: Hinting, topics: Topics, encoder: Embedder) -> None:
        self._hinting = hinting
        self._topics = topics
        self._encoder = encoder
        self.read = lru_cache(_MOST_READ)(self._read)

    def _read(self, text: str) -> tuple[Need, ...]:
        """The topics that the sentences of `text` hint at as needed, the strongest first."""
        sentences = [s.strip() for s in _SENTENCE.split(text) if len(s.split()) >= _LEAST][:_MOST]
        strengths: dict[str, float] = {}
        for hinted in self._hinting.read(sentences, self._encoder):
            needy = min(max(hinted.drifts["needs"] - max(hinted.drifts["nothing"], 0.0), 0.0), 1.0)
            for id_, fit in hinted.topics.items():
                strengths[id_] = max(strengths.get(id_, 0.0), needy * fit)
        needs = [Need(self._topics.by_id[id_], s) for id_, s in strengths.items() if s > 0]
        return tuple(sorted(needs, key=lambda need: -need.strength))
