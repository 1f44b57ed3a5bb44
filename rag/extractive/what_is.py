"""What a thing is and why one learns it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.records import Document
from rag import cues
from rag.case import Case
from rag.cues.pattern import cue
from rag.evidence import Scored, in_scope
from rag.extractive import versus
from rag.extractive.choose import adds, best_of_others, choose
from rag.extractive.draft import Draft
from rag.extractive.gate import held_by, missing_thing, supports
from rag.extractive.phrase import is_clause, is_instruction
from rag.extractive.pointed import told_by_name
from rag.extractive.tell import tell
from rag.fact import Fact
from rag.names import Names
from rag.question import Question

_EXPLAINS = 0.12  # for a statement that explains, and against one that tells the learner to do something
_KNOWN_TO_ANSWER = 0.8  # likeness to what a statement is known to answer, from which it does answer
_REACH = 300  # best facts among which explanations are looked for
_SECOND = 0.75  # of the best score: another document whose explanation is worth adding
_MOST_APART, _MOST_BESIDE = 2, 3  # statements on what sets a thing apart, and in all beside what it is
_MOST_WORDS = 58  # of these together; two are left for a name put before one
_ASKS_WHAT = cue(r"what(?:'s|s)?", r"explain", r"describe", r"define", r"why")
_PURPOSE = re.compile(
    r", (?:as|for|to|in order|which|so that)\b|\buseful\b|\bessential|\bcritical\b|\bused (?:to|for|in)\b|\binto\b"
)


def compose(case: Case) -> Draft | None:
    """What the sources say the thing is or is for, or None when they do not."""
    question = case.question
    if len(question.resources) == 1 and not question.sources:
        return _resource(case, question.resources[0])
    if versus.is_asked(case):
        return _each(case) if cues.ALIKE.search(versus.with_things(question)) else _beside(case, _asked_about(question))
    facts = [f for f in in_scope(case.library, question) if f.document.kind != "resource" and adds(case, f)]
    scored = sorted((_explaining(s) for s in case.weighed(facts)[:_REACH]), key=lambda s: (-s.score, s.fact.number))
    chosen = choose(scored, case)
    if not supports(case, chosen):
        return None
    draft = Draft(case.library)
    if len(question.sources) == 1:
        return draft.say(*tell(draft, chosen, labelled=True))
    draft.say(*tell(draft, chosen, speaker=chosen[0].document.short, labelled=True))
    for other in best_of_others(scored, chosen[0], share=_SECOND, fits=lambda s: _explains(s.fact)):
        draft.say(*tell(draft, [other], speaker=other.document.short, labelled=True))
    return draft


def _resource(case: Case, document: Document) -> Draft | None:
    """What a resource is and where it fits, from its summary; None where an attribute is asked for that it lacks."""
    facts = case.library.facts_of.get(document.id, ())
    if case.question.figure or missing_thing(case, held_by(facts)):
        return None
    what = _section(case, document, "What it is")[:2] or list(facts[:2])
    where = _section(case, document, "Where it fits")[:1]
    if not what:
        return None
    asked = _asked_of(case, facts)
    if asked and asked not in what:
        what, where = [asked, what[0]], []
    draft = Draft(case.library)
    return draft.say(*tell(draft, what), *tell(draft, where))


def _each(case: Case) -> Draft | None:
    """What each of several resources asked about alike is, from its summary."""
    draft = Draft(case.library)
    for thing in case.question.resources:
        draft.say(*tell(draft, _section(case, thing, "What it is")[:1]))
    return draft


def _beside(case: Case, thing: Document) -> Draft | None:
    """What a resource is, what sets it apart from the others that are named, what it does and where it fits."""
    what = _section(case, thing, "What it is")[:1]
    if not what:
        return None
    every = [s for d in case.question.resources for s in versus.weighed(case, d) if s.fact not in what]
    apart = [s.fact for s in versus.contrasts(case, every)[:_MOST_APART]]
    own = [f for heading in ("Where it fits", "What it teaches") for f in _section(case, thing, heading)[:1]]
    own = [f for f in own if f not in apart][: _MOST_BESIDE - len(apart)]
    while own and sum(len(f.content.split()) for f in (*what, *apart, *own)) > _MOST_WORDS:
        own.pop()
    draft = Draft(case.library)
    draft.say(*tell(draft, what))
    for fact in apart:
        draft.say(*told_by_name(draft, [fact], fact.document))
    return draft.say(*tell(draft, sorted(own, key=lambda f: f.number)))


def _asked_about(question: Question) -> Document:
    """The resource that is asked about, where others are only named beside it: the first behind what asks."""
    behind = _ASKS_WHAT.search(question.normal)
    found = Names(question.resources).found_in(question.normal[behind.end() :] if behind else "")
    return next((d for id_, _, _ in found for d in question.resources if d.id == id_), question.resources[0])


def _section(case: Case, thing: Document, heading: str) -> list[Fact]:
    return [f for f in case.library.facts_of.get(thing.id, ()) if f.section.heading == heading]


def _asked_of(case: Case, facts: Sequence[Fact]) -> Fact | None:
    """The statement that says what is asked of a resource beyond what it is: `what does NumPy mean by broadcasting`."""
    best = max(case.weighed(facts), key=lambda s: (s.asked, -s.fact.number))
    beside = [u for u in case.question.units if not u.named]
    return best.fact if best.asked >= _KNOWN_TO_ANSWER and any(u.is_in(best.fact.own_stems) for u in beside) else None


def _explaining(scored: Scored) -> Scored:
    """A fact weighed as an explanation."""
    fact = scored.fact
    bonus = _EXPLAINS if _explains(fact) else 0.0
    bonus -= _EXPLAINS if is_instruction(fact.content) or fact.section.role in {"about", "projects"} else 0.0
    return replace(scored, score=scored.score + bonus)


def _explains(fact: Fact) -> bool:
    """Whether a fact says what a thing is or is for, rather than only naming it."""
    is_sentence = not fact.statement.is_item or is_clause(fact.content)
    return fact.section.role == "why" or is_sentence or bool(_PURPOSE.search(fact.content))
