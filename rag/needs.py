"""What a learner's text shows them to need or to know without naming it."""

from dataclasses import dataclass

from ingest.listener import Listener
from ingest.records import Topic
from ingest.topics import Topics

_LEAST = 0.02  # likelihood below which a topic is as good as not hinted at
_SURE_OF_SKILL = 0.6  # likelihood from which a topic counts as known
_MISSED = 0.3  # likelihood of a need from which it does not


@dataclass(frozen=True, slots=True)
class Need:
    """A topic that a text hints at as needed, and how strongly: 0 to 1."""

    topic: Topic
    strength: float


class Needs:
    """Reads needs and skills by what the listener hears; none where there is no listener."""

    def __init__(self, topics: Topics, listener: Listener | None) -> None:
        self._topics = topics
        self._listener = listener

    def read(self, text: str) -> tuple[Need, ...]:
        """The topics that the sentences of `text` hint at as needed, the strongest first."""
        heard = self._listener.hear(text).needs if self._listener else {}
        needs = [Need(self._topics.by_id[i], s) for i, s in heard.items() if s >= _LEAST and i in self._topics.by_id]
        return tuple(sorted(needs, key=lambda need: -need.strength))

    def skills(self, text: str) -> tuple[Topic, ...]:
        """The topics that a sentence of `text` shows its writer to know, with or without naming them."""
        if not self._listener:
            return ()
        heard = self._listener.hear(text)
        known = (i for i, s in heard.skills.items() if s >= _SURE_OF_SKILL and heard.needs[i] < _MISSED)
        return tuple(self._topics.by_id[i] for i in known if i in self._topics.by_id)
