"""Voices: the statements by which each roadmap speaks of a matter."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.records import Document
from rag.case import Case
from rag.evidence import Scored
from rag.extractive.draft import Draft
from rag.extractive.phrase import is_clause, is_instruction
from rag.extractive.place import USING
from rag.extractive.stages import stage_label
from rag.extractive.tell import tell_after_colon
from rag.fact import Fact

_SPEAKS = 0.72  # of the best statement's score in all roadmaps: as much as one's best must have to speak of the matter
_MEANS = 0.4  # likeness that it must have besides
_EQUAL = 0.8  # of the best statement's score in its roadmap: others worth their words beside it
_BESIDE = 0.08  # for statements of the list that the best stands in
_GENERAL = -0.06  # against a sentence that says why, beside list items that say what
_USES = -0.1  # against projects and resources that nobody asked for
_NEW = 2  # words that a further statement must add
_MOST_OF_EACH = 7
WORDS = 120  # of all voices together, their names aside

Voice = list[Scored]  # the statements of one roadmap on a matter, best first


def voices(case: Case, documents: Sequence[Document]) -> list[Voice]:
    """For each of `documents` that speaks of the matter: the statements that hold a name asked about, else mean it."""
    weighed = [_weighed(case, d) for d in documents]
    firm = [] if case.question.described else [u for u in case.question.units if u.is_firm]
    if firm:
        holding = [[s for s in voice if any(u.is_in(s.fact.own_stems | s.fact.path_stems) for u in firm)] for voice in weighed]
        return [voice for voice in holding if voice]
    best = max((voice[0].score for voice in weighed if voice), default=0.0)
    named = len(case.question.sources) > 1
    enough = [[s for s in v if s.score >= _SPEAKS * (v[0].score if named else best) and s.meaning >= _MEANS] for v in weighed]
    return [voice for voice in enough if voice]


def told(spoken: Sequence[Voice], most_words: int = WORDS) -> list[list[Fact]]:
    """Of each voice the statements that there is room for, the best of all voices first, in reading order."""
    left = most_words
    kept: list[list[Fact]] = [[] for _ in spoken]
    queues = [[s.fact for s in voice if s.score >= _EQUAL * voice[0].score] for voice in spoken]
    for rank in range(_MOST_OF_EACH):
        for facts, queue in zip(kept, queues, strict=True):
            cost = len(queue[rank].content.split()) if rank < len(queue) else 0
            if cost and (not rank or (cost <= left and _adds(queue[rank], facts))):
                facts.append(queue[rank])
                left -= cost
    return [sorted(facts, key=lambda f: f.number) for facts in kept]


def line(draft: Draft, facts: Sequence[Fact]) -> str:
    """A roadmap's line: `Short (Step 8): what it says [1].`."""
    first = facts[0]
    is_sentence = is_clause(first.content) and not first.statement.is_item
    where = "" if first.section.stage is None or is_sentence else f" ({stage_label(first.section)})"
    return f"{first.document.short}{where}: {tell_after_colon(draft, facts)}"


def _weighed(case: Case, document: Document) -> Voice:
    """A roadmap's statements as its voice on the matter, best first."""
    scored = case.weighed(case.library.facts_of.get(document.id, ()))
    if not scored:
        return []
    biased = [replace(s, score=s.score + _bias(case, s)) for s in scored]
    best = max(biased, key=lambda s: s.score).fact
    beside = [replace(s, score=s.score + _BESIDE) if s.fact.section is best.section else s for s in biased]
    return sorted(beside, key=lambda s: (-s.score, s.fact.number))


def _bias(case: Case, scored: Scored) -> float:
    """What speaks against a statement in a voice: it says why and not what, or only uses what the matter is."""
    fact, role = scored.fact, case.question.role
    is_general = not fact.statement.is_item and not is_instruction(fact.content) and scored.asked < scored.meaning
    uses = fact.section.role in USING and fact.section.role != role
    return (_GENERAL if is_general else 0.0) + (_USES if uses else 0.0)


def _adds(fact: Fact, kept: Sequence[Fact]) -> bool:
    """Whether a statement says something that those before it do not."""
    said = frozenset[str]().union(*(f.own_stems for f in kept))
    return len(fact.own_stems - said) >= _NEW
