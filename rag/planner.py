"""The next-step planner: from what a learner knows to a goal, by prerequisites and by what the roadmaps agree on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ingest.prerequisites import Prerequisites
from ingest.records import Goal, Topic
from rag.curriculum import Curriculum
from rag.library import Library
from rag.subjects import SPECIALITIES, SUBJECTS, areas_before, place_of

# What speaks for taking up a topic now; each part lies between 0 and 1. Tuned on the development scenarios.
_GOAL = 1.0  # how much it matters to the goal
_CONSENSUS = 0.25  # the share of the roadmaps that teach it
_ORDER = 0.1  # how early the roadmaps, on average, come to it; for one that few of them teach that says little
_UNLOCKS = 0.5  # the share of what is left to learn that rests on it
_WANTED = 4.0  # the learner said to lack it; half of that where it leads there
_NEEDED = 15.0  # how strongly the learner's words hint at it
_ADVISED = 10.0  # how likely a mentor would name it next
HINTED = 0.1  # strength from which a hint counts for a topic that the goal does not ask for
_REQUIRED = 0.9  # what is only required, against the most that rests on it
_NEAR = 0.5  # it goes on directly from what the learner said to know


@dataclass(frozen=True, slots=True)
class Weighed:
    """A topic that can be taken up now, with what speaks for it, each part between 0 and 1."""

    topic: Topic
    goal: float
    consensus: float
    order: float
    unlocks: float
    wanted: float
    near: float
    needed: float = 0.0
    advised: float = 0.0

    @property
    def score(self) -> float:
        """All that speaks for it together."""
        return (
            _GOAL * self.goal
            + _CONSENSUS * self.consensus
            + _ORDER * self.order
            + _UNLOCKS * self.unlocks
            + _NEAR * self.near
            + _WANTED * self.wanted
            + _NEEDED * self.needed
            + _ADVISED * self.advised
        )


@dataclass(frozen=True, slots=True)
class State:
    """Where a learner stands, by ids of topics: what they `said` to know, all that is `known`, what is `lacking`.

    `needs` are topics that their words hint at, each with the strength of the hint, 0 to 1, and `advised` those that
    a mentor would name next, each with its likelihood.
    """

    goal: Goal
    said: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    lacking: frozenset[str] = frozenset()
    needs: Mapping[str, float] = field(default_factory=dict)
    advised: Mapping[str, float] = field(default_factory=dict)


@lru_cache(maxsize=1)  # the generation in use; one that is read to the end meanwhile makes its own
def planner_of(library: Library) -> "Planner":
    """The planner over `library`, made once."""
    return Planner(Curriculum(library))


class Planner:
    """What to learn next, computed over one library; immutable and safe to share."""

    def __init__(self, curriculum: Curriculum) -> None:
        self.curriculum = curriculum
        self.topics = curriculum.topics
        self.prerequisites = Prerequisites(self.topics.all)
        self._parts = {t.id: self._parts_of(t) for t in self.topics.all}

    def steps(self, state: State, wanted: Sequence[str], most: int) -> list[Topic]:
        """The first `most` topics on the way of `state` to the topics that are `wanted`, and then to its goal."""
        to_wanted = self.prerequisites.closed(wanted)
        hinted = {id_: strength for id_, strength in state.needs.items() if id_ in to_wanted}
        there = replace(state, goal=Goal("wanted", "", (), "", tuple(wanted)), needs=hinted)
        steps = self.path(there, most) if wanted else []
        beyond = replace(state, known=state.known.union(t.id for t in steps))
        return [*steps, *self.path(beyond, most - len(steps))]

    @property
    def usual_goal(self) -> Goal:
        """The goal of who names none: the first of the corpus, and all there is to learn in one without goals."""
        everything = Goal("all", "all of it", (), "", tuple(topic.id for topic in self.topics.all))
        return next(iter(self.topics.goals), everything)

    def implied(self, known: Iterable[str], lacking: Iterable[str] = ()) -> frozenset[str]:
        """All that a learner knows who says to know and to lack these: prerequisites and parts of subjects count in."""
        said = frozenset(known)
        parts = (self._parts[id_] for id_ in said if not self._is_spelt_out(id_, said))
        met = said.union(self._way_to(said), *parts)
        return self.prerequisites.behind(met, frozenset(lacking)) - frozenset(lacking) | said

    def open(self, state: State) -> list[Weighed]:
        """What can be taken up now, the best first; empty when nothing is left to learn."""
        wanted = self.prerequisites.closed(state.lacking) - state.known
        left = self.prerequisites.closed(state.goal.topics) - state.known | wanted
        hints = (*state.needs.items(), *state.advised.items())
        hinted = {id_ for id_, strength in hints if strength >= HINTED} - state.known
        ready = [id_ for id_ in left | hinted if self.prerequisites.is_open(id_, state.known)]
        weighed = [self._weighed(id_, state, left, wanted) for id_ in ready]
        return sorted(weighed, key=lambda w: (-w.score, self._place(w.topic)))

    def path(self, state: State, most: int) -> list[Topic]:
        """The first `most` topics from what is known to the goal, each after all that it requires."""
        steps: list[Topic] = []
        while len(steps) < most and (ready := self.open(state)):
            steps.append(ready[0].topic)
            state = replace(state, known=state.known | {ready[0].topic.id})
        return steps

    def _is_spelt_out(self, id_: str, said: frozenset[str]) -> bool:
        """Whether a learner who has a speciality says which parts of it they know."""
        area = self.topics.by_id[id_].area
        return area in SPECIALITIES and any(self.topics.by_id[other].area == area for other in said - {id_})

    def _way_to(self, said: frozenset[str]) -> frozenset[str]:
        """What lies behind a learner on the way to models: what precedes the furthest area they know something of."""
        furthest = max((place_of(self.topics.by_id[id_]) for id_ in self.prerequisites.closed(said)), default=0)
        passed = areas_before(furthest)
        return frozenset(t.id for t in self.topics.all if t.area in passed and self._is_common(t))

    def _is_common(self, topic: Topic) -> bool:
        """Whether most roadmaps teach a topic."""
        return bool(self.curriculum.places(topic))

    def _weighed(self, id_: str, state: State, left: frozenset[str], wanted: frozenset[str]) -> Weighed:
        topic = self.topics.by_id[id_]
        consensus = len(self.curriculum.places(topic)) / max(len(self.curriculum.library.roadmaps), 1)
        return Weighed(
            topic=topic,
            goal=self._relevance(id_, state.goal),
            consensus=consensus,
            order=consensus * (1 - self.curriculum.position(topic)),
            unlocks=len(self.prerequisites.after(id_) & left) / max(len(left), 1),
            wanted=1.0 if id_ in state.lacking else 0.5 if id_ in wanted else 0.0,
            near=self._nearness(topic, state.said),
            needed=state.needs.get(id_, 0.0),
            advised=state.advised.get(id_, 0.0),
        )

    def _relevance(self, id_: str, goal: Goal) -> float:
        """How much a topic matters to a goal: from 1 for its first topic to a half for its last.

        What is only required matters nearly as much as the first topic of the goal that rests on it.
        """
        if id_ in goal.topics:
            return _rank(id_, goal)
        return max((_rank(g, goal) for g in goal.topics if g in self.prerequisites.after(id_)), default=0.0) * _REQUIRED

    def _nearness(self, topic: Topic, said: frozenset[str]) -> float:
        """1 for what rests directly on something that a learner knows, a half for what is of the same area."""
        if self.prerequisites.direct(topic.id) & said:
            return 1.0
        return 0.5 if any(self.topics.by_id[id_].area == topic.area for id_ in said) else 0.0

    def _place(self, topic: Topic) -> int:
        return self.topics.all.index(topic)

    def _parts_of(self, topic: Topic) -> frozenset[str]:
        """The topics that knowing all of `topic` means to have met: those of the subject whose main topic it is."""
        own: Sequence[Topic] = [t for t in self.topics.all if t.area == topic.area]
        is_main = topic.area in SUBJECTS and own[0] == topic
        return frozenset(t.id for t in own) if is_main else frozenset()


def _rank(id_: str, goal: Goal) -> float:
    return 1 - goal.topics.index(id_) / (2 * len(goal.topics))
