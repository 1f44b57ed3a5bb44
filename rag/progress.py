"""A learner's map: where they stand with every topic on the way to their goal, and how far they are in each area."""

from dataclasses import dataclass
from typing import Literal

from ingest.records import Topic
from rag.extractive.way import Way
from rag.learner import Learner
from rag.library import Library
from rag.paths import path_of, state_of
from rag.planner import planner_of

Standing = Literal["known", "next", "later", "aside"]


@dataclass(frozen=True, slots=True)
class Place:
    """How a learner stands to a topic: `known`, `next` (all it requires is known), `later`, or `aside` of their way.

    `step` counts the topics of their way from 1 and is None off it; `needs` leaves out what another need implies.
    """

    topic: Topic
    standing: Standing
    step: int | None
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """An area by its id and name: how many of the topics that the goal rests on, and how many of those are known."""

    id: str
    name: str
    needed: int
    known: int


@dataclass(frozen=True, slots=True)
class Progress:
    """All topics in the order of the corpus, and all areas; `understood` is what was taken from the learner's words."""

    goal: str
    understood: str
    places: tuple[Place, ...]
    areas: tuple[Area, ...]


def progress_of(library: Library, learner: Learner) -> Progress:
    """Where `learner` stands on the way to what they want; topics on the way are numbered as a plan has them."""
    planner = planner_of(library)
    state, path = state_of(planner, learner), path_of(planner, learner)
    way = Way(planner.curriculum, learner, learner.goals, tuple(path))
    steps = {topic.id: number for number, topic in enumerate(path, start=1)}
    wanted = [t.id for t in learner.goals] if learner.goals and not learner.aim else state.goal.topics
    needed = planner.prerequisites.closed({*wanted, *(t.id for t in learner.goals)}) | steps.keys()

    def standing(id_: str) -> Standing:
        if id_ in state.known:
            return "known"
        if id_ not in steps:
            return "aside"
        return "next" if planner.prerequisites.is_open(id_, state.known) else "later"

    reduced = planner.prerequisites.reduced
    places = tuple(Place(t, standing(t.id), steps.get(t.id), reduced[t.id]) for t in library.topics.all)

    def area(id_: str, name: str) -> Area:
        own = [t.id for t in library.topics.all if t.area == id_ and t.id in needed]
        return Area(id_, name, len(own), len(state.known.intersection(own)))

    return Progress(way.goal, way.understood, places, tuple(area(*pair) for pair in library.topics.areas.items()))
