"""What a follow-up asks of the resources that it points to: one sentence for each, from its summary."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.records import Document
from rag import cues
from rag.case import Case
from rag.cues.follow_up import INSTEAD, IT, THOSE
from rag.extractive import absent
from rag.extractive.draft import Draft
from rag.extractive.figure import has_figure
from rag.extractive.naming import is_told_by_name, names_a_roadmap
from rag.extractive.status import status_note
from rag.extractive.tell import tell, tell_after_colon
from rag.extractive.trait import trait_told, wants_a_kind
from rag.extractive.wording import listed
from rag.fact import Fact

_MOST = 4
_MEANS = 0.35  # likeness from which a statement answers
_ALMOST = 0.75  # of the nearest statement's likeness: as good an answer, if it names its subject
_AS_GOOD, _MOST_OF_ONE = 0.9, 2  # for a thing that the question itself names
_TURNS_AWAY = re.compile(r"\btoo \w+ for (?:me|us)\b|\boff the table\b")
_WHAT = re.compile(r"\b(?:what(?:'?s)?|wh?ats?) (?:is |are )?(?:it|that|there|on|in|does|do|can|can i|there)\b")
_FREELY = ("free", "freemium", "paid", None)  # what costs nothing first


def compose(case: Case) -> Draft | None:
    """What the summaries say of each thing pointed to; None where they are silent or nothing is pointed to."""
    question = case.question
    if not question.pointed:
        return None
    if cues.STATUS.search(question.normal):
        return _statuses(case)
    things = question.resources
    if cues.FREE.search(question.normal):
        things = tuple(sorted(things, key=lambda d: _FREELY.index(d.resource.cost if d.resource else None)))
    found = [fact for thing in things if (fact := _said_of(case, thing))]
    if not found and len(things) == 1 and not wants_a_kind(case):
        return absent.compose(case)
    draft = Draft(case.library)
    for fact in found[:_MOST]:
        is_clear = len(found) == 1 or is_told_by_name(fact, fact.document)
        speaker = fact.document.short if fact.document.kind == "roadmap" else ""
        told = tell(draft, [fact], speaker=speaker)
        draft.say(*told if speaker or is_clear else (f"{fact.document.title}: {told[0]}", *told[1:]))
    return draft if found else None


def instead(case: Case) -> Draft | None:
    """What the summary of the one resource that a question turns away from names in its place; None for none."""
    question = case.question
    away = INSTEAD.search(question.normal) or _TURNS_AWAY.search(question.normal)
    if not away or question.pointed or question.sources or len(question.resources) != 1:
        return None
    thing = question.resources[0]
    named = [f for f in case.library.facts_of.get(thing.id, ()) if _names_another(case, f, thing)]
    own = [f for f in named if not names_a_roadmap(case.library, f)]
    best = next((s for s in case.weighed(own) if s.meaning >= _MEANS), None)
    if best is None:
        return None
    draft = Draft(case.library)
    return draft.say(*tell(draft, [best.fact]))


def named(case: Case) -> Case:
    """The case of what is asked of the first thing pointed to, put by its name, which leans on nothing."""
    text = _asked_of(case.question.resources[0], case.question.normal)
    return replace(case, said="", meant=text, question=replace(case.question, text=text, leans=False))


def told_of(case: Case, draft: Draft, thing: Document) -> list[str]:
    """What the summary of a thing that is named says to the question: its best statement, and another as good."""
    return told_by_name(draft, _best_of(case, thing), thing)


def told_by_name(draft: Draft, facts: Sequence[Fact], thing: Document) -> list[str]:
    """What `facts` say, opened by the name of the thing where the first of them does not name it."""
    if not facts or is_told_by_name(facts[0], thing):
        return tell(draft, facts)
    return [f"{thing.title}: {tell_after_colon(draft, facts)}"]


def _best_of(case: Case, thing: Document) -> list[Fact]:
    question = case.question
    facts = list(case.library.facts_of.get(thing.id, ()))
    if cues.PRICE.search(question.normal) or cues.FREE.search(question.normal):
        price = cues.MONEY if cues.AMOUNT.search(question.normal) else cues.PRICED
        facts = [f for f in facts if price.search(f.content)]
    if question.figure:
        facts = [f for f in facts if has_figure(f)]
    found = sorted(case.weighed(facts), key=lambda s: -s.meaning)
    near = [s.fact for s in found if s.meaning >= _MEANS and s.meaning >= _AS_GOOD * found[0].meaning][:_MOST_OF_ONE]
    is_open = near and not question.figure and _WHAT.search(question.normal)
    what = [f for f in case.library.facts_of[thing.id] if f.section.heading == "What it is"] if is_open else []
    return sorted({*near, *what[:_MOST_OF_ONE]}, key=lambda f: f.number)


def _statuses(case: Case) -> Draft:
    """What became of each thing; where nothing is noted, that."""
    draft = Draft(case.library)
    draft.say(*filter(None, (status_note(case, draft, d) for d in case.question.resources)))
    return draft if draft.text else _all_open(case, draft, case.question.resources)


def _all_open(case: Case, draft: Draft, things: Sequence[Document]) -> Draft:
    marks = "".join(draft.cite(*case.library.facts_of[d.id][:1]) for d in things[:_MOST])
    names = listed([d.title for d in things[:_MOST]])
    return draft.say(f"Waymark's summaries note no closing, move or successor of {names} {marks}.")


def _said_of(case: Case, thing: Document) -> Fact | None:
    """The statement of a thing's summary that answers what is asked of it, one that names it where there is one."""
    library, asked = case.library, case.question.normal
    facts = [f for f in library.facts_of.get(thing.id, ()) if _is_to_the_point(case, f, thing)]
    of_it = replace(case, meant=_asked_of(thing, asked))
    found = sorted(of_it.weighed(facts), key=lambda s: -s.meaning)
    if INSTEAD.search(asked):
        return found[0].fact if found else _named_beside(case, thing)
    if len(case.question.resources) == 1:
        return trait_told(case, found, thing)
    near = [s.fact for s in found if s.meaning >= _MEANS and s.meaning >= _ALMOST * found[0].meaning]
    return next((f for f in near if is_told_by_name(f, thing)), next(iter(near), None))


def _is_to_the_point(case: Case, fact: Fact, thing: Document) -> bool:
    """Whether a statement gives the price, figure, detail or other resource asked; of several things, the topics."""
    question = case.question
    topics = [u for u in question.units if u.topic] if len(question.resources) > 1 else []
    if any(not (u.is_in(fact.own_stems) or (u.topic and u.topic.id in fact.topics)) for u in topics):
        return False
    if cues.PRICE.search(question.normal) or cues.FREE.search(question.normal):
        return bool(cues.PRICED.search(fact.content))
    if INSTEAD.search(question.normal):
        return _names_another(case, fact, thing)
    details = cues.details_of_it(question.normal)
    if not all(detail.gives.search(_unnamed(fact, thing)) for detail in details):
        return False
    return not question.figure or (has_figure(fact) and not names_a_roadmap(case.library, fact))


def _unnamed(fact: Fact, thing: Document) -> str:
    """A statement of a thing with `it` for the thing's names, which tell nobody who made it."""
    names = sorted((thing.title, *thing.aliases), key=len, reverse=True)
    return re.sub("|".join(map(re.escape, names)), "it", fact.content)


def _named_beside(case: Case, thing: Document) -> Fact | None:
    """The first statement of a roadmap that names a thing beside others."""
    named = (f for f in case.library.facts_in(case.library.roadmaps) if is_told_by_name(f, thing))
    return next((f for f in named if _names_another(case, f, thing)), None)


def _names_another(case: Case, fact: Fact, thing: Document) -> bool:
    return any(
        is_told_by_name(fact, d) for d in case.library.resources if d is not thing and d.title not in thing.title
    )


def _asked_of(thing: Document, asked: str) -> str:
    """The question with the thing's name where it points to it."""
    whole, count = re.subn(rf"(?:{THOSE.pattern}|{IT.pattern})", thing.title, asked, count=1)
    return whole if count else f"{asked} {thing.title}"
