"""Answering a message that asks several things: the whole of it, and then what its parts add."""

from collections.abc import Sequence

from rag.case import Case
from rag.extractive.compose import compose
from rag.extractive.draft import Draft
from rag.learner import Learner
from rag.records import Intent

_MOST_WORDS = 60  # of a look-up
_ONE_ANSWER: frozenset[Intent] = frozenset({"next_step", "about", "greeting", "empty", "comparison", "count"})


def compose_all(case: Case, parts: Sequence[Case], learner: Learner) -> tuple[Intent, Draft]:
    """The draft for a case with what the questions within it add, and the intent of the whole."""
    intent, draft = compose(case, learner)
    if draft.abstained or intent in _ONE_ANSWER:
        return intent, draft
    for part in parts:
        # A plan is composed of all that a message asks about time and order, but not of what it asks besides.
        if intent == "plan" and not (part.question.role or part.question.form):
            continue
        _, own = compose(part, learner)
        if not own.abstained:
            draft.join(own, _MOST_WORDS)
    return intent, draft
