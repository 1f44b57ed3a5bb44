"""The goal of a learner who names none as a whole: it shows in the subject that they want or have."""

from collections.abc import Sequence

from ingest.records import Goal, Topic
from rag.learner import Learner
from rag.planner import Planner
from rag.subjects import SPECIALITIES


def aim_of(planner: Planner, learner: Learner, wanted: Sequence[Topic]) -> Goal | None:
    """The goal that `learner` names; else that of the first subject `wanted`, or of their only speciality, if any."""
    return learner.aim or _of_subject(planner, wanted) or _of_speciality(planner, learner.known)


def _of_subject(planner: Planner, wanted: Sequence[Topic]) -> Goal | None:
    """The goal of those who work in a subject that is wanted as such: `computer vision` is that of its engineers."""
    by_subject = {goal.subject: goal for goal in reversed(planner.topics.goals) if goal.subject}
    return next((by_subject[t.id] for t in wanted if t.id in by_subject), None)


def _of_speciality(planner: Planner, known: Sequence[Topic]) -> Goal | None:
    """The goal that all a learner knows of specialities leads to; None where there is none, or more than one."""
    topics = planner.topics
    by_area = {topics.by_id[goal.subject].area: goal for goal in reversed(topics.goals) if goal.subject}
    own = {topic.area for topic in known if topic.area in SPECIALITIES and topic.area in by_area}
    return by_area[own.pop()] if len(own) == 1 else None
