"""Look-ups: what a source says on the thing asked about."""

from dataclasses import replace

from rag.case import Case
from rag.extractive.choose import adds, best_of_others, choose
from rag.extractive.draft import Draft
from rag.extractive.gate import holds_things, supports
from rag.extractive.tell import tell

_SECOND = 0.85  # of the best score: another roadmap whose word on the matter is worth adding


def listed(case: Case) -> Draft | None:
    """What a question wants counted, listed where nothing states its number; None where the library lacks it."""
    uncounted = replace(case, question=replace(case.question, figure=False))
    return compose(uncounted) if holds_things(case, choose(uncounted.scored, uncounted)) else None


def compose(case: Case) -> Draft | None:
    """The look-up's answer, or None when the library does not hold it."""
    facts = choose(case.scored, case)
    if not supports(case, facts):
        return None
    draft = Draft(case.library)
    if case.question.sources:
        return draft.say(*tell(draft, facts))
    draft.say(*tell(draft, facts, speaker=facts[0].document.short))
    others = best_of_others(
        case.scored,
        facts[0],
        share=_SECOND,
        fits=lambda s: s.fact.document.kind == "roadmap" and adds(case, s.fact),
    )
    for other in others:
        draft.say(*tell(draft, [other], speaker=other.document.short))
    return draft
