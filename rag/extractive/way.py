"""The way from what a learner knows to where they want to go, and the whole of it told as a route."""

from dataclasses import dataclass, replace
from typing import Any

from ingest.records import Topic
from rag.case import Case
from rag.curriculum import Curriculum
from rag.extractive.draft import Draft
from rag.extractive.stages import timed
from rag.extractive.wording import capital, listed, number_word
from rag.fact import Fact
from rag.learner import Learner
from rag.paths import state_of, surely_hinted
from rag.planner import planner_of
from rag.profile import profile_json

_MOST_FOUND = 40  # steps looked for on the way to a goal
_USUAL = "AI engineer"  # the goal of who names none
_MOST_STEPS = 8  # of a route whose end the learner did not name
_MOST_KNOWN = 5  # topics told by name of what was understood
_MOST_CITED = 2  # roadmaps for each step


@dataclass(frozen=True)
class Way:
    """The topics from what `learner` knows to `goals`, nearest first, each after what it requires.

    `known` are all that they know, with what comes with the topics that they named.
    """

    curriculum: Curriculum
    learner: Learner
    goals: tuple[Topic, ...]
    steps: tuple[Topic, ...]
    known: tuple[Topic, ...] = ()

    @property
    def profile(self) -> dict[str, Any]:
        """What was understood of the learner, as data."""
        return profile_json(self.aimed)

    @property
    def goal(self) -> str:
        """What they want to get to, by name."""
        aim = [self.learner.aim.name] if self.learner.aim else []
        return listed([*(topic.name for topic in self.goals), *aim]) or _USUAL

    @property
    def aimed(self) -> Learner:
        """The learner with the goals that were understood."""
        return replace(self.learner, goals=self.goals)

    def cited(self, draft: Draft, topic: Topic) -> str:
        """A topic by name, with the mark for where a roadmap first teaches it, if one does."""
        place = next(iter(self.curriculum.places(topic).values()), None)
        return f"{topic.name} {draft.cite(place)}" if place else topic.name

    @property
    def admitted(self) -> "Way":
        """The way of a learner who is told what their words were taken to hint at: the first step, where they did."""
        step, learner = self.steps[0], self.learner
        if step.id not in surely_hinted(learner) or step in learner.lacking:
            return self
        return replace(self, learner=replace(learner, lacking=(*learner.lacking, step)))

    @property
    def understood(self) -> str:
        """What was understood of the learner, in one line that they can correct."""
        learner = self.learner
        if not learner.known:
            start = "I took it that you are starting from the beginning"
            return f"{start} and that the goal is {self.goal}{self._wishes}.{self._unplaced} What do you know already?"
        lacking = f", not {listed([t.name for t in learner.lacking])}" if learner.lacking else ""
        names = [self._name(t) for t in learner.known]
        more = [f"{number_word(len(names) - _MOST_KNOWN)} topics more"] if len(names) > _MOST_KNOWN + 1 else []
        known = f"I took it that you know {listed([*names[: None if not more else _MOST_KNOWN], *more])}{lacking}"
        return f"{known}, and that the goal is {self.goal}{self._wishes}.{self._unplaced} Tell me if that is wrong."

    @property
    def _unplaced(self) -> str:
        """What they said that counted for nothing."""
        return f" I have no topic for {listed(self.learner.unplaced)}." if self.learner.unplaced else ""

    def _name(self, topic: Topic) -> str:
        return f"{topic.name} (the basics)" if topic in self.learner.basics else topic.name

    @property
    def _wishes(self) -> str:
        """What was understood of how they want to learn."""
        wishes = self.learner.wishes
        hours = [f"{wishes.hours_per_week:g} hours a week"] if wishes.hours_per_week else []
        free = ["free resources only"] if wishes.free_only else []
        forms = [f"{form}s first" for form in wishes.forms]
        language = [f"in {wishes.language.capitalize()}"] if wishes.language else []
        said = [*hours, *free, *forms, *language]
        return f", with {listed(said)}" if said else ""


def find_way(case: Case, learner: Learner, goals: tuple[Topic, ...]) -> Way:
    """The way of a learner to the goals, and on to an engineer's work; without steps when nothing is left to learn."""
    planner = planner_of(case.library)
    state = state_of(planner, learner)
    steps = planner.steps(state, [topic.id for topic in goals], _MOST_FOUND)
    known = tuple(topic for topic in planner.topics.all if topic.id in state.known)
    return Way(planner.curriculum, learner, goals, tuple(steps), known)


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
