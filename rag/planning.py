"""A learner's plan: their way, spread over the weeks that it takes."""

from dataclasses import replace

from ingest.records import Document
from rag.curriculum import Curriculum
from rag.extractive.way import Way
from rag.extractive.wording import listed
from rag.learner import Learner
from rag.library import Library
from rag.pace import paced
from rag.paths import known_to, own_path, path_of
from rag.plan import Pace, Plan
from rag.planner import Planner
from rag.stated import StatedTimes


def plan_for(library: Library, learner: Learner, pace: Pace, roadmap: Document | None = None) -> Plan:
    """The way of a learner to what they want, or the one on which `roadmap` alone leads them, at their `pace`.

    Times of that roadmap count before those of the others; raises PlanError for a plan without end.
    """
    planner = Planner(Curriculum(library))
    steps = own_path(planner, learner, roadmap) if roadmap else path_of(planner, learner)
    known = [library.topics.by_id[id_] for id_ in known_to(planner, learner)]
    times = StatedTimes(planner.curriculum, pace.hours_a_month, roadmap)
    has_goal = learner.aim or learner.goals or not roadmap
    understood = (
        Way(planner.curriculum, learner, learner.goals, tuple(steps)).understood if has_goal else _known(learner)
    )
    plan = paced(times, steps, known, pace)
    return replace(plan, understood=understood, roadmap=roadmap.short if roadmap else None)


def _known(learner: Learner) -> str:
    """What was understood of a learner who names no goal beside the roadmap that they follow."""
    if not learner.known:
        return "I took it that you are starting from the beginning. What do you know already?"
    return f"I took it that you know {listed([t.name for t in learner.known])}. Tell me if that is wrong."
