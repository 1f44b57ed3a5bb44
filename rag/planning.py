"""A learner's plan: their way, spread over the weeks that it takes."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.records import Document, Topic
from rag.extractive.way import Way
from rag.extractive.wording import listed
from rag.learner import Learner
from rag.library import Library
from rag.pace import paced
from rag.paths import known_to, needed_by, own_path, path_of
from rag.plan import Pace, Plan
from rag.planner import Planner, planner_of
from rag.stated import StatedTimes


def plan_for(library: Library, learner: Learner, pace: Pace, roadmap: Document | None = None) -> Plan:
    """The way of a learner to what they want, or the one on which `roadmap` alone leads them, at their `pace`.

    Times of that roadmap count before those of the others; raises PlanError for a plan without end.
    """
    planner = planner_of(library)
    pace = replace(pace, hours_a_week=pace.hours_a_week or learner.wishes.hours_per_week)
    steps = own_path(planner, learner, roadmap) if roadmap else path_of(planner, learner)
    known = [library.topics.by_id[id_] for id_ in known_to(planner, learner)]
    times = StatedTimes(planner.curriculum, pace.hours_a_month, roadmap)
    has_goal = learner.aim or learner.goals or not roadmap
    understood = (
        Way(planner.curriculum, learner, learner.goals, tuple(steps)).understood if has_goal else _known(learner)
    )
    plan = replace(paced(times, steps, known, pace), understood=understood)
    if not roadmap:
        return plan
    besides = _besides(planner, learner, steps) if has_goal else []
    said = [f"{roadmap.short} does not teach {listed(besides)}, which the goal rests on."] if besides else []
    return replace(plan, roadmap=roadmap.short, assumptions=(*plan.assumptions, *said))


def _besides(planner: Planner, learner: Learner, steps: Sequence[Topic]) -> list[str]:
    """The names of the topics that a learner still needs and that are not among the steps."""
    missing = needed_by(planner, learner) - {topic.id for topic in steps}
    return [topic.name for topic in planner.topics.all if topic.id in missing]


def _known(learner: Learner) -> str:
    """What was understood of a learner who names no goal beside the roadmap that they follow."""
    if not learner.known:
        return "I took it that you are starting from the beginning. What do you know already?"
    return f"I took it that you know {listed([t.name for t in learner.known])}. Tell me if that is wrong."
