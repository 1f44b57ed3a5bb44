"""Which summary, or section of a roadmap, the finder is sure enough that a question is about."""

from collections.abc import Sequence

import numpy as np

from rag.case import Case
from rag.cues.follow_up import PLACE, names_that_stage
from rag.extractive.draft import Draft
from rag.extractive.offers import names_of
from rag.fact import Fact
from rag.found import Found

# Chosen by the questions of writers that had not taught the finder: share of the likeness that goes to the summary,
# where the resource is named, where a roadmap is too, and where nothing tells it.
_NAMED, _BESIDE_ROADMAP, _UNNAMED = 0.2, 0.75, 0.5
_HARDLY_LESS = 0.06  # how much less near than what is nearest the one thing that is named may come
_NEAR = 0.5  # cosine with the nearest statement, where the name is not given
_SPOKEN_OF, _SURELY, _IN_SECTION = 0.4, 0.8, 0.5  # shares after other turns, of a summary or a roadmap's section


def meant(case: Case, found: Found, told: Draft | None) -> Sequence[Fact]:
    """The statements of what a question is about, by what the finder `found`; none where it is not sure.

    Less sure will do where a resource is named, or half named, and surer it must be where `told`, what is to be said
    otherwise, names it already.
    """
    return _spoken_of(case, found) if case.said else _named(case, found) or _unnamed(case, found, told)


def _named(case: Case, found: Found) -> Sequence[Fact]:
    """The summary of the resource that a question names: that of several of which a statement comes nearest."""
    question, library = case.question, case.library
    named = {d.id for d in question.resources if d.kind == "resource"} | library.half_names.found_in(question.text)
    facts = [fact for id_ in named for fact in library.facts_of.get(id_, ())]
    if not facts:
        return ()
    nearest = max(facts, key=lambda fact: float(found.near[fact.number]))
    is_sure = _has(found, facts, _BESIDE_ROADMAP if _names_roadmap(case) else _NAMED)
    is_near = found.near[found.best] - found.near[nearest.number] <= _HARDLY_LESS
    is_only_one = len(named) == 1 and is_near and not _names_roadmap(case)
    return library.facts_of[nearest.document.id] if is_sure or is_only_one else ()


def _unnamed(case: Case, found: Found, told: Draft | None) -> Sequence[Fact]:
    """The summary that a question is about which names no resource, or another."""
    thing = case.library.facts[found.best].document
    if case.question.intent == "what_is" and case.question.topics:  # what a topic is the roadmaps tell
        return ()
    is_told = told is not None and any(name in told.text for name in names_of(thing))
    if thing.kind != "resource" or _names_roadmap(case) or is_told or found.near[found.best] < _NEAR:
        return ()
    summary = case.library.facts_of[thing.id]
    return summary if _has(found, summary, _UNNAMED) else ()


def _spoken_of(case: Case, found: Found) -> Sequence[Fact]:
    """The summary, or the section of a roadmap, that a question after other turns is about.

    Unless it is very sure, what the question picks out by its place among what was named is known without the finder.
    """
    question, library = case.question, case.library
    best = library.facts[found.best]
    near: Sequence[Fact] = library.facts_of[best.document.id]
    is_summary = best.document.kind == "resource"
    if is_summary and _names_roadmap(case) and names_that_stage(question.normal):
        return ()
    things = question.resources if question.pointed and not (is_summary and _has(found, near, _SURELY)) else ()
    if len(things) == 1 and (PLACE.search(question.normal) or _has(found, library.facts_of[things[0].id], _NAMED)):
        return library.facts_of[things[0].id]
    if not is_summary:
        near = [fact for fact in near if fact.section is best.section]
    return near if _has(found, near, _SPOKEN_OF if is_summary else _IN_SECTION) else ()


def _names_roadmap(case: Case) -> bool:
    return any(document.kind == "roadmap" for document in case.question.sources)


def _has(found: Found, facts: Sequence[Fact], share: float) -> bool:
    """Whether so much of the likeness goes to `facts`."""
    return found.share_of(np.array([fact.number for fact in facts], dtype=np.intp)) >= share
