"""Look-ups: what a source says on the thing asked about."""

from rag.case import Case
from rag.evidence import Scored
from rag.extractive.draft import Draft
from rag.extractive.select import choose, supports
from rag.extractive.tell import tell
from rag.library import Fact
from rag.words import stems

_SECOND = 0.85  # of the best score: another roadmap whose word on the matter is worth adding
_MOST_SOURCES = 3


def compose(case: Case) -> Draft | None:
    """The look-up's answer, or None when the library does not hold it."""
    facts = choose(case.scored, case)
    if not supports(case, facts):
        return None
    draft = Draft(case.library)
    if case.question.sources:
        return draft.say(*tell(draft, facts))
    draft.say(*tell(draft, facts, speaker=facts[0].document.short))
    for other in _other_roadmaps(case, facts[0]):
        draft.say(*tell(draft, [other.fact], speaker=other.fact.document.short))
    return draft


def _other_roadmaps(case: Case, first: Fact) -> list[Scored]:
    """The best fact of each further roadmap that speaks to the question nearly as well as the first."""
    others: dict[str, Scored] = {}
    for scored in case.scored:
        if scored.score < _SECOND * case.scored[0].score:
            break
        if scored.fact.document.kind == "roadmap" and scored.fact.document is not first.document and _adds(case, scored.fact):
            others.setdefault(scored.fact.document.id, scored)
    return list(others.values())[: _MOST_SOURCES - 1]


def _adds(case: Case, fact: Fact) -> bool:
    """Whether a fact says more than the question's own words."""
    asked = frozenset(s for unit in case.question.units for a in unit.alternatives for s in a)
    return bool(frozenset(stems(fact.content)) - asked)
