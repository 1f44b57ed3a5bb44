"""Goals: where a learner wants to get to, when they say so in their own words."""

import re

from ingest.records import Topic
from rag import cues
from rag.asking import last_asked
from rag.case import Case
from rag.curriculum import BUILDS_MODELS, PRACTICE
from rag.learner import Learner
from rag.paths import surely_hinted
from rag.planner import planner_of

# Areas that a wish in a learner's own words may mean; a wish for work itself is the default goal.
_AREAS = frozenset({
    "nlp", "vision", "generative-ai", "rag-agents", "rl", "mlops", "cloud", "deep-learning", "classical-ml", "data",
})  # fmt: skip

_TAUGHT = 2  # roadmaps that must teach a topic for it to be a goal that the learner did not name


def goals_of(case: Case, learner: Learner) -> tuple[Topic, ...]:
    """The topics that a learner wants to get to: those named, else the one that the wish comes nearest to, if any."""
    if learner.goals or learner.aim or surely_hinted(learner):
        return learner.goals
    if any(t.area in BUILDS_MODELS for t in learner.known) and (gaps := _gaps(learner)):
        return gaps
    asked = case.question.normal
    wish = cues.WISH.search(asked)
    if wish:
        wished = re.split(r"[.?!;]", asked[wish.end() :])[0]
        return _meant(case, learner, wished)
    is_bare = learner.beginner or cues.BEGIN.search(asked) or all(u.topic for u in case.question.units)
    known = {t.area for t in learner.known}
    return () if is_bare else tuple(t for t in _meant(case, learner, last_asked(asked)) if t.area not in known)


def _gaps(learner: Learner) -> tuple[Topic, ...]:
    """What somebody who builds models lacks of the work around them."""
    return tuple(t for t in learner.lacking if t.area in PRACTICE)


def _meant(case: Case, learner: Learner, text: str) -> tuple[Topic, ...]:
    """The topic that a wish comes nearest to; its whole area, where hardly any roadmap teaches it by itself."""
    topic = case.topic_by_meaning(text)
    if topic is None or topic.area not in _AREAS:
        return ()
    if len(planner_of(case.library).curriculum.places(topic)) < _TAUGHT:
        topic = next(t for t in case.library.topics.all if t.area == topic.area)
    return (topic,) if topic not in learner.known else ()
