"""Recommending resources: one pick that fits the wish, who names it, and what else there is."""

from collections.abc import Sequence

from rag import cues
from rag.case import Case
from rag.extractive.draft import Draft
from rag.extractive.gate import coverage, missing_thing
from rag.extractive.offers import Offer, offers
from rag.extractive.phrase import is_instruction
from rag.extractive.status import status_note
from rag.extractive.wording import capital, listed, number_word

_FITS = 0.42  # score from which a resource answers the wish at all
_ALIKE = 0.8  # of the best score: others of a named roadmap's list that fit as well
_OTHER = 0.7  # of the best score, for the one alternative
_IN_WORDS = 0.6  # of what is asked: as much as a resource must hold to stand in for one of the form asked for
_FORM_CHECKED, _THING_CHECKED = 6, 4  # best offers among which the form and the thing asked for must be found
_MOST_OF_LIST, _MOST_NAMED = 6, 5


def compose(case: Case) -> Draft | None:
    """The resource that fits best with one alternative, or all that fit of a named roadmap's list; else None."""
    found = _fitting(case)
    if not found:
        return None
    question, draft = case.question, Draft(case.library)
    if question.form and cues.MANY.search(question.normal) and not question.sources and not question.topics:
        each = _each_once(found, question.form)
        if len(each) > 1:
            return _name(draft, each)
    alike = [o for o in found if o.score >= _ALIKE * found[0].score and o.fact.section is found[0].fact.section]
    if question.sources and len(alike) > 1:
        shown = _list(draft, alike[:_MOST_OF_LIST])
    else:
        shown = _pick(draft, found, named=len(question.sources) != 1)
    for document in dict.fromkeys(o.document for o in shown if o.document):
        draft.say(status_note(case, draft, document))
    return draft


def _fitting(case: Case) -> list[Offer]:
    """The offers, best first; none where they lack the form, the thing or a name that was asked for."""
    question = case.question
    if cues.PRICE.search(question.normal) or any(u.named and not case.names(u) for u in question.units):
        return []
    found = offers(case)
    if question.form:
        found = [o for o in found if o.has_form(question.form) and o.score >= _FITS] or found
    if not found or found[0].score < _FITS:
        return []
    if question.form and not any(o.has_form(question.form) for o in found[:_FORM_CHECKED]):
        best = found[0].fact
        if coverage(question.units, best.own_stems | best.path_stems) < _IN_WORDS:
            return []
    held = (o.fact.own_stems | o.fact.path_stems | o.title_stems for o in found[:_THING_CHECKED])
    return [] if missing_thing(case, frozenset[str]().union(*held)) else found


def _each_once(found: Sequence[Offer], form: str) -> list[Offer]:
    """The offers of a form, the best of each thing."""
    chosen: list[Offer] = []
    for offer in found:
        if offer.has_form(form) and not any(offer.is_same_as(o) for o in chosen):
            chosen.append(offer)
    return chosen


def _name(draft: Draft, each: Sequence[Offer]) -> Draft:
    """Say the best few with who names them."""
    shown = each[:_MOST_NAMED]
    others = ", among others" if len(each) > len(shown) else ""
    draft.say(f"{capital(number_word(len(shown)))} that the roadmaps name{others}:")
    return draft.lines(f"{o.phrase} ({o.fact.document.short}) {draft.cite(o.fact)}." for o in shown)


def _list(draft: Draft, alike: Sequence[Offer]) -> list[Offer]:
    """Say all that fit from one list, in the source's order; returns them."""
    shown = sorted(alike, key=lambda o: o.fact.number)
    draft.say(f"{capital(listed([o.phrase for o in shown]))} {draft.cite(*(o.fact for o in shown))}.")
    return shown


def _pick(draft: Draft, found: Sequence[Offer], *, named: bool) -> list[Offer]:
    """Say the best and, where another comes near it, the alternative; with the roadmap that names it where `named`."""
    best = found[0]
    take = capital(best.phrase) if is_instruction(best.phrase) else f"Take {best.phrase}"
    draft.say(f"{take}{f', from {best.fact.document.short}' if named else ''} {draft.cite(best.fact)}.")
    other = next((o for o in found[1:] if o.score >= _OTHER * best.score and not o.is_same_as(best)), None)
    if other is None:
        return [best]
    draft.say(f"Or {other.phrase}, from {other.fact.document.short} {draft.cite(other.fact)}.")
    return [best, other]
