"""The way from what a learner knows to where they want to go, and the whole of it told as a route."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ingest.records import Topic
from rag.case import Case
from rag.curriculum import Curriculum
from rag.extractive.draft import Draft
from rag.extractive.stages import timed
from rag.extractive.wording import capital, listed, number_word
from rag.fact import Fact
from rag.learner import Learner
from rag.planner import Planner

_MOST_FOUND = 40  # steps looked for on the way to a goal
_MOST_STEPS = 8  # of a route whose end the learner did not name
_MOST_KNOWN = 5  # topics told by name of what was understood
_MOST_CITED = 2  # roadmaps for each step


@dataclass(frozen=True)
class Way:
    """The topics from what `learner` knows to `goals`, nearest first, each after what it requires."""

    curriculum: Curriculum
    learner: Learner
    goals: tuple[Topic, ...]
    steps: tuple[Topic, ...]

    @property
    def profile(self) -> dict[str, Any]:
        """What was understood of the learner, as data."""
        return {
            "known": list(_ids(self.learner.known)),
            "lacking": list(_ids(self.learner.lacking)),
            "wanted": list(_ids(self.goals)),
            "goal": self.learner.aim.id if self.learner.aim else None,
        }

    @property
    def understood(self) -> str:
        """What was understood of the learner, in one line that they can correct."""
        learner = self.learner
        names = [g.name for g in self.goals]
        aim = [learner.aim.name] if learner.aim else []
        goal = listed([*names, *aim]) or "AI engineer"
        if not learner.known:
            start = "I took it that you are starting from the beginning"
            return f"{start} and that the goal is {goal}. What do you know already?"
        lacking = f", not {listed([t.name for t in learner.lacking])}" if learner.lacking else ""
        names = [t.name for t in learner.known]
        more = [f"{number_word(len(names) - _MOST_KNOWN)} topics more"] if len(names) > _MOST_KNOWN + 1 else []
        known = f"I took it that you know {listed([*names[: None if not more else _MOST_KNOWN], *more])}{lacking}"
        return f"{known}, and that the goal is {goal}. Tell me if that is wrong."


def find_way(case: Case, learner: Learner, goals: tuple[Topic, ...]) -> Way:
    """The way of a learner to the goals, and on to an engineer's work; without steps when nothing is left to learn."""
    planner = Planner(Curriculum(case.library))
    steps = planner.steps(_ids(learner.known), _ids(learner.lacking), _ids(goals), _MOST_FOUND, learner.aim)
    return Way(planner.curriculum, learner, goals, tuple(steps))


def _ids(topics: Iterable[Topic]) -> tuple[str, ...]:
    return tuple(topic.id for topic in topics)


def route(case: Case, way: Way) -> Draft:
    """All steps of a way in order, each with roadmaps that teach it and, where one states it, the time."""
    goal = way.goals[-1] if way.goals else None
    steps = way.steps[: way.steps.index(goal) + 1] if goal in way.steps else way.steps[:_MOST_STEPS]
    draft = Draft(case.library)
    draft.say(f"{capital(number_word(len(steps)))} steps, each after what it rests on, beginning with {steps[0].name}.")
    for step in steps:
        places = list(way.curriculum.places(step).values())
        marks = "".join(draft.cite(f) for f in places[:_MOST_CITED])
        draft.lines([f"{capital(step.name)}{' ' if marks else ''}{marks}{_time(case, draft, step, places)}."])
    return draft.say(way.understood)


def _time(case: Case, draft: Draft, step: Topic, places: list[Fact]) -> str:
    """The time by the first roadmap that states one, if it is for the step itself."""
    owner = next((s for f in places if (s := timed(case.library, f.section))), None)
    if owner is None or step.id not in owner.topics:
        return ""
    short = case.library.documents[owner.document_id].short
    return f", {(owner.duration or '').lower()} by {short} {draft.cite_heading(owner)}"
