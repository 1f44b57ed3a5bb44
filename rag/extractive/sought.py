"""What the finder is sure that a question wants to know of one resource, told from that resource's summary."""

from collections.abc import Sequence

import numpy as np

from ingest.records import Document
from rag import cues
from rag.case import Case
from rag.cues.pattern import cue
from rag.extractive import versus
from rag.extractive.draft import Draft
from rag.extractive.offers import names_of
from rag.extractive.pointed import told_by_name
from rag.fact import Fact
from rag.found import Found
from rag.records import Intent

_INTENTS = frozenset[Intent]({"fact", "what_is", "resource", "count", "projects", "plan"})
# All of these were chosen by the questions of four writers that had not taught the finder.
_SURE, _SURE_UNNAMED = 0.4, 0.5  # share of the likeness that goes to the summary, where its name is given and where not
_NEAR = 0.5  # cosine with the nearest statement, where the name is not given
_AS_NEAR, _MOST = 0.3, 3  # how much less near other statements of the summary may come that are told too
_OF_THEM = cue(r"how many of", r"(?:which|what) of (?:them|these|those)")
_AS_GOOD = 0.12  # how much less near one may come that is to be said already


def compose(case: Case, told: Draft | None) -> Draft | None:
    """The statements of one summary that answer the question.

    None where others are meant, or where `told`, what is to be said otherwise, says as much.
    """
    found = case.found
    if found is None or case.question.intent not in _INTENTS or _is_of_several(case):
        return None
    thing = case.library.facts[found.best].document
    if thing.kind != "resource" or not _is_meant(case, found, thing, told):
        return None
    summary = case.library.facts_of[thing.id]
    best = _nearest(found, summary, _AS_NEAR)[:_MOST]
    is_named = thing in case.question.resources
    if told and _quoted(told, _nearest(found, summary, _AS_GOOD)) and not (is_named and _is_brief(told, best)):
        return None
    draft = Draft(case.library)
    return draft.say(*told_by_name(draft, best, thing))


def _is_of_several(case: Case) -> bool:
    """Whether a question is about roadmaps, or about several things one of which is to be chosen or counted."""
    question = case.question
    is_of_roadmaps = cues.ROADMAPS.search(question.normal) or any(d.kind == "roadmap" for d in question.sources)
    counts_them = question.intent == "count" and (question.leans or _OF_THEM.search(question.normal))
    return bool(is_of_roadmaps or counts_them or versus.choice(case))


def _is_meant(case: Case, found: Found, thing: Document, told: Draft | None) -> bool:
    """Whether the finder is sure that a question is about `thing`: surer, where neither it nor `told` names that."""
    share = found.share_of(np.array([f.number for f in case.library.facts_of[thing.id]]))
    if thing in case.question.resources:
        return share >= _SURE
    is_told = told is not None and any(name in told.text for name in names_of(thing))
    return not (case.question.pointed or is_told) and share >= _SURE_UNNAMED and found.near[found.best] >= _NEAR


def _nearest(found: Found, facts: Sequence[Fact], within: float) -> list[Fact]:
    """The nearest of `facts`, and those that come less near by no more than `within`."""
    ordered = sorted(facts, key=lambda fact: -found.own[fact.number])
    enough = found.own[ordered[0].number] - within
    return [fact for fact in ordered if found.own[fact.number] >= enough]


def _quoted(draft: Draft, facts: Sequence[Fact]) -> bool:
    """Whether a draft quotes any of `facts`."""
    return any(
        span.document_id == fact.document.id and span.start <= fact.statement.start and fact.statement.end <= span.end
        for span in draft.spans
        for fact in facts
    )


def _is_brief(draft: Draft, best: Sequence[Fact]) -> bool:
    """Whether a draft tells but one thing where there are several to tell."""
    return len({(span.document_id, span.start) for span in draft.spans}) == 1 < len(best)
