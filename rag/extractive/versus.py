"""Versus: what sets resources apart, from their own summaries and from the roadmaps that weigh them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from ingest.records import Document
from rag import cues
from rag.case import Case
from rag.evidence import Scored
from rag.extractive.draft import Draft
from rag.extractive.naming import is_told_by_name, names_a_roadmap
from rag.extractive.pointed import told_by_name
from rag.extractive.tell import tell
from rag.extractive.weighed_up import weighed_up
from rag.fact import Fact
from rag.names import Names
from rag.question import Question, Unit

_TELLING = ("What it is", "What it teaches", "Before you start", "Where it fits")
_WORDS = 135  # of all resources together, and of the roadmap that weighs them


def is_asked(case: Case) -> bool:
    """Whether a question holds resources against each other, and not what the roadmaps make of them."""
    question = case.question
    return len(question.resources) > 1 and not question.sources and not cues.ROADMAPS.search(question.normal)


def choice(case: Case) -> Case | None:
    """The case of the resources alone that a question wants chosen from or told apart, but for their price.

    None where it wants no such thing; what is named before the choice, as something known, is none of it.
    """
    question = case.question
    if not is_asked(case) or question.figure or cues.PRICE.search(question.normal):
        return None
    asked = with_things(question)
    found = cues.CHOICE.search(asked)
    if not found or cues.ELSE.search(asked):
        return None
    before = asked[: found.start()].count(cues.THING)
    named = [id_ for id_, _, _ in Names(question.resources).found_in(question.normal)][before:]
    return replace(case, question=replace(question, resources=tuple(d for d in question.resources if d.id in named)))


def with_things(question: Question) -> str:
    """The question, in normal spelling, with a stand-in for the name of each resource."""
    asked = question.normal
    for _, start, end in reversed(Names(question.resources).found_in(asked)):
        asked = f"{asked[:start]}{cues.THING}{asked[end:]}"
    return asked


def compose(case: Case) -> Draft | None:
    """The sentence that sets them against each other, a line for each, and a roadmap's word; None without two."""
    told = [(d, scored) for d in case.question.resources if (scored := weighed(case, d))]
    if len(told) < 2:
        return None
    draft = Draft(case.library)
    every = _best_first(chain(*(scored for _, scored in told)))
    first = next(iter(contrasts(case, every) or _fitting(every) or every))
    draft.say(*told_by_name(draft, [first.fact], first.fact.document))
    word = weighed_up(case)
    budget = _WORDS - sum(len(fact.content.split()) for fact in (first.fact, *word))
    for document, scored in told:
        facts = _brief([s for s in scored if s is not first], budget // len(told))
        draft.lines([" ".join(told_by_name(draft, facts, document))] if facts else [])
    return draft.lines([" ".join(tell(draft, word, speaker=word[0].document.short))] if word else [])


def contrasts(case: Case, scored: Sequence[Scored]) -> Sequence[Scored]:
    """The sentences of one summary that name another of the resources, the best first."""
    units = [u for u in case.question.units if u.text in {d.title for d in case.question.resources}]
    return [s for s in _best_first(scored) if _names_another(s.fact, units)]


def weighed(case: Case, document: Document) -> Sequence[Scored]:
    """The sentences of a summary that tell what the resource is like, best first; not which roadmap lists it."""
    facts = [f for f in case.library.facts_of.get(document.id, ()) if f.section.heading in _TELLING]
    return case.weighed([f for f in facts if not tells_who_lists_it(case, f)])


def tells_who_lists_it(case: Case, fact: Fact) -> bool:
    """Whether a statement of a summary tells which roadmap lists its resource, and nothing of the resource itself."""
    return bool(cues.ROADMAPS.search(fact.content.lower())) or names_a_roadmap(case.library, fact)


def _names_another(fact: Fact, units: Sequence[Unit]) -> bool:
    own = next((u for u in units if u.text == fact.document.title), None)
    return any(u is not own and u.is_in(fact.own_stems) for u in units)


def _fitting(scored: Sequence[Scored]) -> Sequence[Scored]:
    """The sentences that tell where a resource fits, by name, the best first."""
    fitting = (s for s in _best_first(scored) if s.fact.section.heading == _TELLING[-1])
    return [s for s in fitting if is_told_by_name(s.fact, s.fact.document)]


def _best_first(scored: Iterable[Scored]) -> Sequence[Scored]:
    return sorted(scored, key=lambda s: -s.score)


def _brief(scored: Sequence[Scored], most_words: int) -> list[Fact]:
    """The best sentence, what the thing is, where it fits, and more where there is room, in reading order."""
    facts = [s.fact for s in scored]
    by_section = {f.section.order: f for f in sorted(facts, key=lambda f: -f.number)}
    opening = [by_section[order] for order in sorted(by_section)]
    kept: list[Fact] = []
    left = most_words
    for fact in dict.fromkeys([*facts[:1], *opening[:1], *opening[-1:], *opening[1:2], *facts]):
        cost = len(fact.content.split())
        if not kept or cost <= left:
            kept.append(fact)
            left -= cost
    return sorted(kept, key=lambda f: f.number)
