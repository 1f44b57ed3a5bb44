"""Recommending resources: one pick that fits the wish, who names it, and what else there is."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.records import Document, Topic
from rag import cues
from rag.case import Case
from rag.evidence import Scored, in_scope
from rag.extractive.draft import Draft
from rag.extractive.phrase import capital, is_action, listed, number_word, phrase_of
from rag.extractive.select import coverage, missing_head
from rag.library import Fact
from rag.words import stems

_FORM = 0.3  # for the form asked for (a book, a course, ...)
_LIKE = 0.3  # of the likeness of the question and what the summary says
_FREE = 0.25  # for one that costs nothing, when that was asked
_TEACHES = 0.3  # for a resource whose summary says that it teaches the topic
_NAMED_TWICE = 0.04  # for each further roadmap that names it
_FITS = 0.42  # score, role bonus aside, from which a resource answers the wish at all
_SECOND = 0.8
_OTHER = 0.7  # of the best score, for the one alternative
_LIST_CUES = ("which", "what", "resources", "books", "courses", "videos", "material", "list", "podcasts", "newsletters", "conferences", "blogs", "communities")


@dataclass(frozen=True, slots=True)
class Offer:
    """A resource as a roadmap offers it: the statement, and the summary of the resource where there is one."""

    fact: Fact
    document: Document | None
    score: float
    cover: float


def compose(case: Case) -> Draft | None:
    """The resource that fits best, with one alternative; every fitting one of a named roadmap's list; None when none fits."""
    if cues.PRICE.search(case.question.normal) or any(u.named and not case.names(u) for u in case.question.units):
        return None
    offers = _offers(case)
    if case.question.form:
        offers = [o for o in offers if _has_form(o, case.question.form) and o.score >= _FITS] or offers
    if not offers or offers[0].score < _FITS:
        return None
    if case.question.form and not any(_has_form(o, case.question.form) for o in offers[:6]) and not _in_words(case, offers[0]):
        return None
    if missing_head(case, frozenset(s for o in offers[:4] for s in o.fact.own_stems | o.fact.path_stems | _title_stems(o))) is not None:
        return None
    draft = Draft(case.library)
    best = offers[0]
    alike = [o for o in offers if o.score >= _SECOND * best.score and o.fact.section is best.fact.section]
    shown = [best]
    if cues.MANY.search(case.question.normal) and case.question.form and not case.question.sources and not case.question.topics:
        return _each_once(case, draft, offers)
    if case.question.sources and len(alike) > 1:
        shown = chosen = sorted(alike[:6], key=lambda o: o.fact.number)
        draft.say(f"{_sentence(chosen)} {draft.cite(*(o.fact for o in chosen))}.")
    else:
        draft.say(_pick(draft, best, named=len(case.question.sources) != 1))
        other = next((o for o in offers[1:] if o.score >= _OTHER * best.score and not _same(o, best)), None)
        if other:
            shown.append(other)
            draft.say(f"Or {_thing(other)}, from {other.fact.document.short} {draft.cite(other.fact)}.")
    for document in dict.fromkeys(o.document for o in shown if o.document):
        note = status_note(case, draft, document)
        if note:
            draft.say(note)
    return draft


def _each_once(case: Case, draft: Draft, offers: Sequence[Offer]) -> Draft:
    """Every resource of the form asked for, each once, with who names it."""
    chosen: list[Offer] = []
    for offer in offers:
        if _has_form(offer, case.question.form or "") and not any(_same(offer, o) for o in chosen):
            chosen.append(offer)
    parts = [f"{_thing(o)} ({o.fact.document.short}) {draft.cite(o.fact)}" for o in chosen[:5]]
    draft.say(f"{capital(number_word(len(parts)))} among others:" if len(chosen) > len(parts) else f"{capital(number_word(len(parts)))}:")
    return draft.lines(f"{part}." for part in parts)


def best_for(case: Case, topic: Topic) -> Fact | None:
    """The resource that most roadmaps name for a topic, judged by what its summary says it teaches first."""
    best: tuple[float, Fact] | None = None
    for document in case.library.roadmaps:
        for fact in case.library.facts_of[document.id]:
            linked = case.library.resource_of(fact) if fact.section.role == "resources" and fact.statement.is_item else None
            if linked and linked.resource and topic.id in linked.resource.teaches:
                rank = linked.resource.teaches.index(topic.id)
                score = len(linked.resource.named_by) - rank + (1 if linked.resource.form in {"course", "book", "video"} else 0) - (2 if linked.resource.status == "closed" else 0)
                if best is None or score > best[0]:
                    best = (score, fact)
    return best[1] if best else None


def status_note(case: Case, draft: Draft, document: Document) -> str:
    """Waymark's note that a resource has moved, closed or been succeeded, resting on its summary; nothing while it is open."""
    facts = document.resource
    if facts is None or facts.status == "open" or not facts.status_note:
        return ""
    wanted = frozenset(stems(facts.status_note))
    own = case.library.facts_of.get(document.id, ())
    best = max(own, key=lambda f: len(wanted & f.own_stems), default=None)
    return f"{facts.status_note.rstrip('.')} {draft.cite(best)}." if best else ""


def _pick(draft: Draft, offer: Offer, *, named: bool) -> str:
    thing = _thing(offer)
    source = f", from {offer.fact.document.short}" if named else ""
    opening = "" if is_action(thing) else "Take "
    return f"{opening}{thing[:1].upper() + thing[1:] if not opening else thing}{source} {draft.cite(offer.fact)}."


def _sentence(offers: Sequence[Offer]) -> str:
    body = listed([_thing(o) for o in offers])
    return body[:1].upper() + body[1:]


def _thing(offer: Offer) -> str:
    return phrase_of(offer.fact, labelled=False)


def _same(one: Offer, other: Offer) -> bool:
    """Whether two offers are of one thing, or of things by one name, such as Kaggle and Kaggle Datasets."""
    if one.document is not None and one.document is other.document:
        return True
    names = [frozenset(w for w in o.fact.content.split() if w[:1].isupper()) for o in (one, other)]
    return bool(names[0] & names[1])


def _offers(case: Case) -> list[Offer]:
    """Every resource that the roadmaps in scope name, weighed for the wish, best first."""
    question = case.question
    facts = [f for f in in_scope(case.library, question) if f.document.kind == "roadmap" and (f.section.role in {"resources", "tools"} or _link(case, f))]
    offers = [_offer(case, s) for s in case.weighed(facts) if s.fact.statement.is_item]
    return sorted(offers, key=lambda o: (-o.score, o.fact.number))


def _offer(case: Case, scored: Scored) -> Offer:
    question, fact = case.question, scored.fact
    document = _link(case, fact)
    resource = document.resource if document else None
    score = scored.score
    cover = scored.cover
    if resource:
        taught = [t.id for t in question.topics]
        if any(t in resource.teaches for t in taught):
            score += _TEACHES * (1.0 if any(t in resource.teaches[:2] for t in taught) else 0.6)
            cover = max(cover, 0.5)
        score += _NAMED_TWICE * (len(resource.named_by) - 1)
    if document:
        own = [f.number for f in case.library.facts_of.get(document.id, ())]
        score += _LIKE * float((case.library.contents.statements[own] @ case.vector).max()) if own else 0.0
    offer = Offer(fact, document, score, cover)
    if question.form and _has_form(offer, question.form):
        score += _FORM
    if cues.FREE.search(question.normal) and ((resource and resource.cost in {"free", "freemium"}) or "free" in fact.own_stems):
        score += _FREE if "free" in fact.own_stems or (resource and resource.cost == "free") else _FREE / 2
    return Offer(fact, document, score, cover)


def _has_form(offer: Offer, form: str) -> bool:
    if offer.document and offer.document.resource and offer.document.resource.form == form:
        return True
    return any(stem in offer.fact.own_stems | offer.fact.path_stems for stem in stems(form))


def _in_words(case: Case, offer: Offer) -> bool:
    return coverage(case.question.units, offer.fact.own_stems | offer.fact.path_stems) >= 0.6


def _title_stems(offer: Offer) -> frozenset[str]:
    return frozenset(stems(" ".join((offer.document.title, *offer.document.aliases)))) if offer.document else frozenset()


def _link(case: Case, fact: Fact) -> Document | None:
    return case.library.resource_of(fact)
