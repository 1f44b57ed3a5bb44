"""What a thing is and why one learns it."""

import re

from rag.case import Case
from rag.evidence import Scored, in_scope
from rag.extractive.draft import Draft
from rag.extractive.phrase import is_action, is_clause
from rag.extractive.select import choose, supports
from rag.extractive.tell import tell
from rag.library import Fact
from rag.words import stems

_EXPLAINS = 0.12  # for a statement that is a whole sentence, which explains better than a list item
_SECOND = 0.75
_PURPOSE = re.compile(r", (?:as|for|to|in order|which|so that)\b|\buseful\b|\bessential|\bcritical\b|\bused (?:to|for|in)\b|\binto\b")
_MOST_SOURCES = 3


def compose(case: Case) -> Draft | None:
    """What the sources say the thing is or is for, or None when they do not."""
    question = case.question
    if question.resources and not question.sources and len(question.resources) == 1:
        return _resource(case)
    facts = [f for f in in_scope(case.library, question) if f.document.kind != "resource" and _adds(case, f)]
    scored = sorted((_explaining(s) for s in case.weighed(facts)), key=lambda s: (-s.score, s.fact.number))
    chosen = choose(scored, case)
    if not supports(case, chosen):
        return None
    draft = Draft(case.library)
    named = len(question.sources) != 1
    draft.say(*tell(draft, chosen, speaker=chosen[0].document.short if named else "", labelled=True))
    for other in _others(scored, chosen[0]) if named else []:
        draft.say(*tell(draft, [other], speaker=other.document.short, labelled=True))
    return draft


def _resource(case: Case) -> Draft | None:
    """What a resource is and where it fits, from its summary."""
    document = case.question.resources[0]
    facts = case.library.facts_of.get(document.id, ())
    what = [f for f in facts if f.section.heading == "What it is"][:2] or list(facts[:2])
    where = [f for f in facts if f.section.heading == "Where it fits"][:1]
    if not what:
        return None
    draft = Draft(case.library)
    return draft.say(*tell(draft, what), *tell(draft, where))


def _explaining(scored: Scored) -> Scored:
    fact = scored.fact
    bonus = _EXPLAINS if explains(fact) else 0.0
    bonus -= _EXPLAINS if is_action(fact.content) or fact.section.role in {"about", "projects"} else 0.0
    return Scored(fact, scored.score + bonus, scored.cover, scored.similarity, scored.units)


def explains(fact: Fact) -> bool:
    """Whether a fact says what a thing is or is for, rather than only naming it."""
    return fact.section.role == "why" or not fact.statement.is_item or is_clause(fact.content) or bool(_PURPOSE.search(fact.content))


def _adds(case: Case, fact: Fact) -> bool:
    """Whether a fact says more than the question's own words."""
    asked = frozenset(s for unit in case.question.units for a in unit.alternatives for s in a)
    return bool(frozenset(stems(fact.content)) - asked)


def _others(scored: list[Scored], first: Fact) -> list[Fact]:
    found: dict[str, Fact] = {}
    for s in scored:
        if s.score >= _SECOND * scored[0].score and s.fact.document is not first.document and explains(s.fact):
            found.setdefault(s.fact.document.id, s.fact)
    return list(found.values())[: _MOST_SOURCES - 1]
