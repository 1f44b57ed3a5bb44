"""What a question wants to know of the resource that it names, where the finder is sure of it."""

from collections.abc import Sequence

import numpy as np

from rag import cues
from rag.case import Case
from rag.extractive import versus
from rag.extractive.draft import Draft
from rag.extractive.figure import has_figure
from rag.extractive.pointed import told_by_name
from rag.fact import Fact
from rag.found import Found
from rag.records import Intent

_INTENTS = frozenset[Intent]({"fact", "what_is", "resource", "count", "projects", "plan"})
_MOST_NAMED = 2  # resources that one question asks a detail of
_SURE = 0.5  # share of the likeness that goes to the summary of what is named; development questions
_AS_NEAR, _MOST = 0.06, 2  # how much less near a second statement may come
_AS_GOOD = 0.12  # how much less near one may come that is to be said already


def compose(case: Case, told: Draft | None) -> Draft | None:
    """The statements that answer the question, from the summary of what it names.

    None where another document may be meant, or where `told`, what is to be said otherwise, has the best of them.
    """
    question, found = case.question, case.found
    if found is None or question.intent not in _INTENTS or not 0 < len(question.resources) <= _MOST_NAMED:
        return None
    is_of_several = cues.ROADMAPS.search(question.normal) or (question.intent == "count" and question.leans)
    if is_of_several or versus.choice(case):
        return None
    thing = case.library.facts[found.best].document
    summary = case.library.facts_of.get(thing.id, ())
    if thing not in question.resources or found.share_of(np.array([f.number for f in summary])) < _SURE:
        return None
    best = _nearest(found, summary, _AS_NEAR)[:_MOST]
    if told is not None and any(_quotes(told, f) for f in _nearest(found, summary, _AS_GOOD)):
        return None
    if question.figure and not any(map(has_figure, best)):
        return None
    draft = Draft(case.library)
    return draft.say(*told_by_name(draft, best, thing))


def _nearest(found: Found, facts: Sequence[Fact], within: float) -> list[Fact]:
    """The nearest of `facts`, and those that come less near by no more than `within`."""
    ordered = sorted(facts, key=lambda fact: -found.own[fact.number])
    enough = found.own[ordered[0].number] - within
    return [fact for fact in ordered if found.own[fact.number] >= enough]


def _quotes(draft: Draft, fact: Fact) -> bool:
    said = fact.statement
    places = (span for span in draft.spans if span.document_id == fact.document.id)
    return any(span.start <= said.start and said.end <= span.end for span in places)
