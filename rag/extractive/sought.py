"""What the finder is sure that a question wants to know of one resource, told from that resource's summary."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rag import cues
from rag.case import Case
from rag.cues.follow_up import PLACE
from rag.cues.pattern import cue
from rag.extractive import versus
from rag.extractive.draft import Draft
from rag.extractive.figure import has_figure
from rag.extractive.offers import names_of
from rag.extractive.pointed import told_by_name
from rag.extractive.tell import tell
from rag.fact import Fact
from rag.found import Found
from rag.records import Intent

_NOT_OF_ONE = frozenset[Intent]({"next_step", "about", "greeting", "empty"})
# Chosen by the questions of writers that had not taught the finder: share of the likeness that goes to the summary,
# where the resource is named, where a roadmap is too, and where nothing tells it.
_NAMED, _BESIDE_ROADMAP, _UNNAMED = 0.2, 0.5, 0.5
_HARDLY_LESS = 0.06  # how much less near than what is nearest the one thing that is named may come
_SPOKEN_OF, _IN_SECTION = 0.4, 0.5  # the same after other turns, of a summary and of a section of a roadmap
_NEAR = 0.5  # cosine with the nearest statement, where the name is not given
_AS_NEAR, _MOST = 0.3, 3  # how much less near other statements of the summary may come that are told too
_AS_GOOD = 0.05  # the same of other items of a roadmap's list
_WHAT_IS = cue(r"what(?:'s| is| are| sort| kind)")  # which what the thing is answers
_OF_THEM = cue(r"how many of", r"(?:which|what) of (?:them|these|those)")


def compose(case: Case, told: Draft | None) -> Draft | None:
    """The statements of one summary, or in a follow-up of one section, that answer the question.

    None where others are meant, or where `told`, what is to be said otherwise, says the nearest of them too.
    """
    found = case.found
    if found is None or case.question.intent in _NOT_OF_ONE or _is_of_several(case):
        return None
    facts = _spoken_of(case, found) if case.said else _of_thing(case, found, told)
    if not facts:
        return None
    source, draft = facts[0].document, Draft(case.library)
    if source.kind == "roadmap":
        return None if told else draft.say(*tell(draft, _nearest(found, facts, _AS_GOOD), speaker=source.short))
    best = _nearest(found, facts, _AS_NEAR)[:_MOST]
    if case.question.intent == "count" and not any(map(has_figure, best)):
        return None
    enough = facts[0] if _WHAT_IS.search(case.question.normal) else best[0]
    if told and enough in told.facts and not _is_brief(told, best):
        return None
    return draft.say(*told_by_name(draft, best, source))


def _is_of_several(case: Case) -> bool:
    """Whether a question is about the roadmaps, or about things one of which is to be chosen or counted."""
    question = case.question
    counts_them = question.intent == "count" and (question.leans or _OF_THEM.search(question.normal))
    is_of_roadmaps = cues.ROADMAPS.search(question.rest) or sum(d.kind == "roadmap" for d in question.sources) > 1
    return bool(is_of_roadmaps or counts_them or versus.choice(case))


def _of_thing(case: Case, found: Found, told: Draft | None) -> Sequence[Fact]:
    """The summary that the finder is sure enough that a question is about: less sure will do where that is named."""
    question, library = case.question, case.library
    named = {d.id for d in question.resources} | library.half_names.found_in(question.text)
    facts = [f for id_ in named for f in library.facts_of.get(id_, ())]
    is_of_roadmap = any(d.kind == "roadmap" for d in question.sources)
    nearest = max(facts, key=lambda f: float(found.near[f.number]), default=None)
    if nearest and _has(found, facts, _BESIDE_ROADMAP if is_of_roadmap else _NAMED):
        return library.facts_of[nearest.document.id]
    thing = library.facts[found.best].document
    if nearest and len(named) == 1 and found.near[found.best] - found.near[nearest.number] <= _HARDLY_LESS:
        return library.facts_of[nearest.document.id] if not is_of_roadmap else ()
    is_told = told is not None and any(name in told.text for name in names_of(thing))
    if thing.kind != "resource" or is_of_roadmap or is_told or found.near[found.best] < _NEAR:
        return ()
    summary = library.facts_of[thing.id]
    return summary if found.share_of(_numbers(summary)) >= _UNNAMED else ()


def _spoken_of(case: Case, found: Found) -> Sequence[Fact]:
    """The summary, or the section of a roadmap, that the finder is sure that a question after other turns is about.

    What the question picks out by its place among what was named is known without the finder.
    """
    question, library = case.question, case.library
    things = question.resources if question.pointed else ()
    if len(things) == 1 and (PLACE.search(question.normal) or _has(found, library.facts_of[things[0].id], _NAMED)):
        return library.facts_of[things[0].id]
    best = library.facts[found.best]
    if best.document.kind == "roadmap":
        section = [f for f in library.facts_of[best.document.id] if f.section is best.section]
        return section if _has(found, section, _IN_SECTION) else ()
    summary = library.facts_of[best.document.id]
    return summary if _has(found, summary, _SPOKEN_OF) else ()


def _has(found: Found, facts: Sequence[Fact], share: float) -> bool:
    return found.share_of(_numbers(facts)) >= share


def _numbers(facts: Sequence[Fact]) -> NDArray[np.intp]:
    return np.array([fact.number for fact in facts], dtype=np.intp)


def _nearest(found: Found, facts: Sequence[Fact], within: float) -> list[Fact]:
    """The nearest of `facts`, and those that come less near by no more than `within`."""
    ordered = sorted(facts, key=lambda fact: -found.own[fact.number])
    enough = found.own[ordered[0].number] - within
    return [fact for fact in ordered if found.own[fact.number] >= enough]


def _is_brief(draft: Draft, best: Sequence[Fact]) -> bool:
    """Whether a draft tells but one thing where there are several to tell."""
    return len({(span.document_id, span.start) for span in draft.spans}) == 1 < len(best)
