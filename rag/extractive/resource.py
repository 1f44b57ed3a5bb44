"""Recommending resources: one pick that fits the wish, who names it, and what else there is."""

import re
from collections.abc import Callable, Sequence

from ingest.records import Document
from rag import cues
from rag.case import Case
from rag.cues.follow_up import INSTEAD
from rag.extractive.draft import Draft
from rag.extractive.gate import coverage, missing_thing
from rag.extractive.offers import Offer, forms_of, names_of, offers
from rag.extractive.phrase import is_instruction
from rag.extractive.pointed import told_by_name, told_of
from rag.extractive.status import status_note
from rag.extractive.summary import is_where
from rag.extractive.wording import capital, listed, number_word
from rag.normal import normal
from rag.resources import TEACHING_FORMS
from rag.wishes import wishes_in

_FITS = 0.42  # score from which a resource answers the wish at all
_ALIKE = 0.8  # of the best score: others of a named roadmap's list that fit as well
_OTHER = 0.7  # of the best score, for the one alternative
_IN_WORDS = 0.6  # of what is asked: as much as a resource must hold to stand in for one of the form asked for
_FORM_CHECKED, _THING_CHECKED = 6, 4  # best offers among which the form and the thing asked for must be found
_BEHIND = 0.1  # of likeness, by which another statement must be nearer for no resource to have been asked for
_MOST_THINGS = 3
_COSTLY = frozenset({"freemium", "paid"})
_MOST_OF_LIST, _MOST_NAMED = 6, 5

_PRICE = re.compile(r"\b(?:free|paid|pay|payment|billed|subscription|audit|costs?)\b", re.IGNORECASE)

# Another one than those that are named.
_OTHERS = re.compile(r"\b(?:else|others?|another|besides|apart from)\b|" + INSTEAD.pattern)


def compose(case: Case) -> Draft | None:
    """What is asked of a named resource; else the best fitting one, or all that fit of a list; else None."""
    about = _of_named(case)
    if about:
        return about
    found = _fitting(case)
    if not found:
        return None
    question, draft = case.question, Draft(case.library)
    if question.form and cues.MANY.search(question.normal) and not question.sources and not question.topics:
        each = _each_once(found)
        if len(each) > 1:
            return _name(draft, each)
    alike = [o for o in found if o.score >= _ALIKE * found[0].score and o.fact.section is found[0].fact.section]
    if question.sources and len(alike) > 1:
        shown = _list(draft, alike[:_MOST_OF_LIST])
    else:
        shown = _pick(draft, found, named=len(question.sources) != 1)
    for document in dict.fromkeys(o.document for o in shown if o.document):
        draft.say(status_note(case, draft, document), *_cost(case, draft, document))
    return draft


def _cost(case: Case, draft: Draft, document: Document) -> list[str]:
    """What a summary says of the price of a resource that costs something, where a free one was asked for."""
    costs = document.resource is not None and document.resource.cost in _COSTLY
    if not costs or not wishes_in(case.question.text).free_only:
        return []
    priced = [f for f in case.library.facts_of.get(document.id, ()) if _PRICE.search(f.content)]
    return told_by_name(draft, priced[:1], document)


def _of_named(case: Case) -> Draft | None:
    """What the summary of a resource says that a question is about; None where it asks for some other one."""
    question = case.question
    if question.intent == "plan" or question.sources or not question.resources or _OTHERS.search(question.normal):
        return None
    forms = forms_of(question)
    named = [d for d in question.resources if not is_where(d, question.normal)]
    is_priced = cues.PRICE.search(question.normal)
    things = [d for d in named if is_priced or not forms or (d.resource and d.resource.form in forms)]
    draft = Draft(case.library)
    for thing in things[:_MOST_THINGS]:
        draft.say(*told_of(case, draft, thing))
    return draft if draft.text else None


def _fitting(case: Case) -> list[Offer]:
    """The offers, best first; none where they lack the form, the thing or a name that was asked for."""
    question = case.question
    is_of_named = question.figure and question.resources  # a number asked of a thing that is named
    if is_of_named or cues.PRICE.search(question.normal) or any(u.named and not case.names(u) for u in question.units):
        return []
    found = _narrowed(case, offers(case))
    if not found or found[0].score < _FITS or _is_beaten(case, found):
        return []
    if question.form and not any(o.has_form(question.form) for o in found[:_FORM_CHECKED]):
        best = found[0].fact
        if coverage(question.units, best.own_stems | best.path_stems) < _IN_WORDS:
            return []
    held = (o.fact.own_stems | o.fact.path_stems | o.title_stems for o in found[:_THING_CHECKED])
    return [] if missing_thing(case, frozenset[str]().union(*held)) else found


def _narrowed(case: Case, found: list[Offer]) -> list[Offer]:
    """Those of the offers that meet each wish: other than one named, on the topic, free, of the form, for beginners."""
    question = case.question
    topics, forms = question.topics, forms_of(question)
    known = [o for o in found if o.document and any(normal(n) in question.normal for n in names_of(o.document))]
    # Who asks for a course on Docker is served by a book on it, but no podcast stands in for a paper.
    is_of_a_kind = question.form and question.form not in TEACHING_FORMS and not cues.READ.search(question.rest)
    wishes: list[tuple[object, Callable[[Offer], bool]]] = [
        (is_of_a_kind, lambda o: o.has_form(*forms)),
        (topics, lambda o: o.is_on(topics)),
        (forms, lambda o: o.has_form(*forms)),
        (cues.FREE.search(question.normal), lambda o: o.is_free),
        (cues.BEGINNER.search(question.normal), lambda o: o.is_for_beginners),
    ]
    if _OTHERS.search(question.normal):
        found = [o for o in found if not any(o.is_same_as(k) for k in known)]
    for asked, fits in wishes:
        if asked:
            found = [o for o in found if fits(o) and o.score >= _FITS] or found
    return found


def _is_beaten(case: Case, found: Sequence[Offer]) -> bool:
    """Whether some other statement comes so much nearer to the question that no resource was asked for."""
    if case.question.role == "resources" or case.question.form:
        return False
    nearest = max((s.meaning for s in case.scored), default=0.0)
    return max(o.meaning for o in found[:_THING_CHECKED]) < nearest - _BEHIND


def _each_once(found: Sequence[Offer]) -> list[Offer]:
    """The best offer of each thing."""
    chosen: list[Offer] = []
    for offer in found:
        if not is_instruction(offer.phrase) and not any(offer.is_same_as(o) for o in chosen):
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
