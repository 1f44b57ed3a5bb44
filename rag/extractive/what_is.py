"""What a thing is and why one learns it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.records import Document
from rag.case import Case
from rag.evidence import Scored, in_scope
from rag.extractive.choose import adds, best_of_others, choose
from rag.extractive.draft import Draft
from rag.extractive.gate import held_by, missing_thing, supports
from rag.extractive.phrase import is_clause, is_instruction
from rag.extractive.tell import tell
from rag.fact import Fact

_EXPLAINS = 0.12  # for a statement that explains, and against one that tells the learner to do something
_KNOWN_TO_ANSWER = 0.8  # likeness to what a statement is known to answer, from which it does answer
_SECOND = 0.75  # of the best score: another document whose explanation is worth adding
_PURPOSE = re.compile(
    r", (?:as|for|to|in order|which|so that)\b|\buseful\b|\bessential|\bcritical\b|\bused (?:to|for|in)\b|\binto\b"
)


def compose(case: Case) -> Draft | None:
    """What the sources say the thing is or is for, or None when they do not."""
    question = case.question
    if len(question.resources) == 1 and not question.sources:
        return _resource(case, question.resources[0])
    facts = [f for f in in_scope(case.library, question) if f.document.kind != "resource" and adds(case, f)]
    scored = sorted((_explaining(s) for s in case.weighed(facts)), key=lambda s: (-s.score, s.fact.number))
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
    what = [f for f in facts if f.section.heading == "What it is"][:2] or list(facts[:2])
    where = [f for f in facts if f.section.heading == "Where it fits"][:1]
    if not what:
        return None
    asked = _asked_of(case, facts)
    if asked and asked not in what:
        what, where = [asked, what[0]], []
    draft = Draft(case.library)
    return draft.say(*tell(draft, what), *tell(draft, where))


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
