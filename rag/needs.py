"""What a learner's text shows without naming it: what they need and know, where they want to get, what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.listener import Listener
from ingest.records import Goal, Topic
from ingest.topics import Topics

_LEAST = 0.02  # likelihood below which a topic is as good as not hinted at
_SURE_OF_SKILL = 0.5  # likelihood from which a topic counts as known
_MISSED = 0.5  # likelihood of a need from which it does not
_SURE_OF_GOAL = 0.3  # likelihood from which a goal counts as told


@dataclass(frozen=True, slots=True)
class Need:
    """A topic that a text hints at, as needed or as the next step, and how strongly: 0 to 1."""

    topic: Topic
    strength: float


class Needs:
    """Reads needs, skills, goals and next steps by what the listener hears; none where there is no listener."""

    def __init__(self, topics: Topics, listener: Listener | None) -> None:
        self._topics = topics
        self._listener = listener

    def read(self, text: str) -> tuple[Need, ...]:
        """The topics that the sentences of `text` hint at as needed, the strongest first."""
        return self._likely(self._listener.hear(text).needs) if self._listener else ()

    def skills(self, text: str) -> tuple[Topic, ...]:
        """The topics that a sentence of `text` shows its writer to know, with or without naming them."""
        if not self._listener:
            return ()
        heard = self._listener.hear(text)
        known = (i for i, s in heard.skills.items() if s >= _SURE_OF_SKILL and heard.needs[i] < _MISSED)
        return tuple(self._topics.by_id[i] for i in known if i in self._topics.by_id)

    def steps(self, text: str) -> tuple[Need, ...]:
        """The topics that a mentor would name to the writer of `text` as the next step, the likeliest first."""
        return self._likely(self._listener.hear(text).steps) if self._listener else ()

    def goal(self, text: str) -> Goal | None:
        """The goal that `text` tells its writer to have, with or without naming it; None where it tells none surely."""
        heard = self._listener.hear(text).goals if self._listener else {}
        surely = [goal for goal in self._topics.goals if heard.get(goal.id, 0.0) >= _SURE_OF_GOAL]
        return max(surely, key=lambda goal: heard[goal.id], default=None)

    def _likely(self, heard: Mapping[str, float]) -> tuple[Need, ...]:
        """The topics of this library that are likely enough, the likeliest first."""
        found = [Need(self._topics.by_id[i], s) for i, s in heard.items() if s >= _LEAST and i in self._topics.by_id]
        return tuple(sorted(found, key=lambda need: -need.strength))
