"""Versus: what sets resources apart, from their own summaries."""

from collections.abc import Sequence
from itertools import chain

from ingest.records import Document
from rag import cues
from rag.case import Case
from rag.evidence import Scored
from rag.extractive.draft import Draft
from rag.extractive.tell import tell
from rag.fact import Fact
from rag.question import Unit

_TELLING = ("What it is", "What it teaches", "Where it fits")
_WORDS = 130  # of all resources together


def is_asked(case: Case) -> bool:
    """Whether a question holds resources against each other, and not what the roadmaps make of them."""
    question = case.question
    return len(question.resources) > 1 and not question.sources and not cues.ROADMAPS.search(question.normal)


def compose(case: Case) -> Draft | None:
    """The sentence that sets them against each other, then one line for each; None where fewer than two tell of it."""
    told = [(d, scored) for d in case.question.resources if (scored := _weighed(case, d))]
    if len(told) < 2:
        return None
    draft = Draft(case.library)
    contrast = _contrast(case, [s for _, scored in told for s in scored])
    first = contrast or max(chain(*(scored for _, scored in told)), key=lambda s: s.score)
    draft.say(*tell(draft, [first.fact]))
    budget = _WORDS - len(first.fact.content.split())
    for _, scored in told:
        facts = _brief([s for s in scored if s is not first], budget // len(told))
        draft.lines([" ".join(tell(draft, facts))] if facts else [])
    return draft


def _weighed(case: Case, document: Document) -> list[Scored]:
    """The sentences of a summary that tell what the resource is like, best first; not which roadmap lists it."""
    facts = [f for f in case.library.facts_of.get(document.id, ()) if f.section.heading in _TELLING]
    return case.weighed([f for f in facts if not any(d.short in f.content for d in case.library.roadmaps)])


def _contrast(case: Case, scored: Sequence[Scored]) -> Scored | None:
    """The best sentence of one summary that names another of the resources; else the best on where one fits."""
    units = [u for u in case.question.units if u.named]
    naming = [s for s in scored if _names_another(s.fact, units)] or [s for s in scored if _fits(s.fact)]
    return max(naming, key=lambda s: s.score, default=None)


def _names_another(fact: Fact, units: Sequence[Unit]) -> bool:
    own = next((u for u in units if u.text == fact.document.title), None)
    return any(u is not own and u.is_in(fact.own_stems) for u in units)


def _fits(fact: Fact) -> bool:
    """Whether a sentence tells where a resource fits, by name."""
    return fact.section.heading == _TELLING[-1] and fact.document.title in fact.content


def _brief(scored: Sequence[Scored], most_words: int) -> list[Fact]:
    """What the thing is, the best sentence, where it fits, and more where there is room, in reading order."""
    facts = [s.fact for s in scored]
    by_section = {f.section.order: f for f in sorted(facts, key=lambda f: -f.number)}
    opening = [by_section[order] for order in sorted(by_section)]
    kept: list[Fact] = []
    left = most_words
    for fact in dict.fromkeys([*opening[:1], *facts[:1], *opening[-1:], *opening[1:2], *facts]):
        cost = len(fact.content.split())
        if not kept or cost <= left:
            kept.append(fact)
            left -= cost
    return sorted(kept, key=lambda f: f.number)
