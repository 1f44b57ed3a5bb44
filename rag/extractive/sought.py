"""What the finder is sure that a question wants to know of one resource, told from that resource's summary."""

from collections.abc import Sequence

from rag import cues
from rag.case import Case
from rag.cues.pattern import cue
from rag.extractive import versus
from rag.extractive.draft import Draft
from rag.extractive.figure import has_figure
from rag.extractive.meant import meant
from rag.extractive.pointed import told_by_name
from rag.extractive.tell import tell
from rag.fact import Fact
from rag.found import Found
from rag.records import Intent

_NOT_OF_ONE = frozenset[Intent]({"next_step", "about", "greeting", "empty"})
_AS_NEAR, _MOST = 0.3, 3  # how much less near other statements of the summary may come that are told too
_AS_GOOD = 0.05  # the same of other items of a roadmap's list
_WHAT_IS = cue(r"what(?:'s| is| are| sort| kind)")  # which what the thing is answers
_OF_THEM = cue(r"how many of", r"(?:which|what) of (?:them|these|those)")


def compose(case: Case, told: Draft | None) -> Draft | None:
    """The statements of one summary, or in a follow-up of one section, that answer the question.

    None where others are meant, or where `told`, what is to be said otherwise, says the nearest of them too.
    """
    found = case.found
    if found is None or case.question.intent in _NOT_OF_ONE or _is_of_several(case):
        return None
    facts = meant(case, found, told)
    if not facts:
        return None
    source, draft = facts[0].document, Draft(case.library)
    if source.kind == "roadmap":
        return None if told else draft.say(*tell(draft, _nearest(found, facts, _AS_GOOD), speaker=source.short))
    best = _nearest(found, facts, _AS_NEAR)[:_MOST]
    if case.question.intent == "count" and not any(map(has_figure, best)):
        return None
    enough = facts[0] if _WHAT_IS.search(case.question.normal) else best[0]
    if told and enough in told.facts and not _is_brief(told, best):
        return None
    return draft.say(*told_by_name(draft, best, source))


def _is_of_several(case: Case) -> bool:
    """Whether a question is about the roadmaps, or about things that are to be told apart, chosen from or counted."""
    question = case.question
    if question.intent == "what_is" and versus.is_asked(case):
        return True
    counts_them = question.intent == "count" and (question.leans or _OF_THEM.search(question.normal))
    is_of_roadmaps = cues.ROADMAPS.search(question.rest) or sum(d.kind == "roadmap" for d in question.sources) > 1
    return bool(is_of_roadmaps or counts_them or versus.choice(case))


def _nearest(found: Found, facts: Sequence[Fact], within: float) -> list[Fact]:
    """The nearest of `facts`, and those that come less near by no more than `within`."""
    ordered = sorted(facts, key=lambda fact: -found.own[fact.number])
    enough = found.own[ordered[0].number] - within
    return [fact for fact in ordered if found.own[fact.number] >= enough]


def _is_brief(draft: Draft, best: Sequence[Fact]) -> bool:
    """Whether a draft tells but one thing where there are several to tell."""
    return len({(span.document_id, span.start) for span in draft.spans}) == 1 < len(best)
