"""Voices: the statements by which each roadmap speaks of a matter."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.records import Document
from rag.case import Case
from rag.evidence import Scored
from rag.extractive.draft import Draft
from rag.extractive.naming import mentions
from rag.extractive.phrase import is_instruction
from rag.extractive.place import USING
from rag.extractive.reach import speaking
from rag.extractive.stages import stage_label
from rag.extractive.tell import tell_after_colon
from rag.extractive.wording import listed
from rag.fact import Fact
from rag.words import STOP, stem, words

_EQUAL = 0.75  # of the best statement's score in its roadmap: others worth their words beside it
_BESIDE = 0.08  # for the items of the list that the best stands in
_COVERED = 0.2  # of what is asked, for its words beside its meaning where no name was asked about
_GENERAL = -0.1  # against a sentence that says why, beside list items that say what
_USES = -0.06  # against projects and resources that nobody asked for
_JOINT = 2  # words that lead over to a further statement
_MOST_OF_EACH = 7
WORDS = 135  # of all voices together
_NAME = 8  # words of a roadmap's name

Voice = list[Scored]  # the statements of one roadmap on a matter, best first


def voices(case: Case, documents: Sequence[Document]) -> list[Voice]:
    """For each of `documents` that speaks of the matter: the statements that hold a name asked about, else mean it."""
    weighed = [_weighed(case, d) for d in documents]
    firm = [] if case.question.described else [u for u in case.question.units if u.is_firm]
    if firm:
        holding = [[s for s in v if any(mentions(case.library, s.fact, u) for u in firm)] for v in weighed]
        return [voice for voice in holding if voice]
    near = speaking(weighed, apart=len(case.question.sources) > 1)
    return [sorted(voice, key=lambda s: (-s.score, s.fact.number)) for voice in near if voice]


def told(spoken: Sequence[Voice], most_words: int = WORDS) -> list[list[Fact]]:
    """The best statement of each voice, and the best others of all voices that there is room for, in reading order."""
    kept = [[voice[0].fact] for voice in spoken]
    left = most_words - sum(_NAME + _cost(facts[0]) for facts in kept)
    others = [
        (_worth(s, voice[0]), facts, s.fact) for voice, facts in zip(spoken, kept, strict=True) for s in voice[1:]
    ]
    for worth, facts, fact in sorted(others, key=lambda other: -other[0]):
        if worth and _cost(fact) <= left and len(facts) < _MOST_OF_EACH and _adds(fact, facts):
            facts.append(fact)
            left -= _cost(fact)
    return [sorted(facts, key=lambda f: f.number) for facts in kept]


def line(draft: Draft, facts: Sequence[Fact]) -> str:
    """A roadmap's line: `Short (Step 8): what it says [1].`."""
    stages = {f.section.stage: f.section for f in facts if f.section.stage is not None}
    labels = [stage_label(stages[number]) for number in sorted(stages)]
    where = f" ({listed(labels)})" if labels else ""
    return f"{facts[0].document.short}{where}: {tell_after_colon(draft, facts)}"


def _weighed(case: Case, document: Document) -> Voice:
    """A roadmap's statements as its voice on the matter, best first."""
    scored = case.weighed(case.library.facts_of.get(document.id, ()))
    if not scored:
        return []
    biased = [replace(s, score=_own_score(case, s) + _bias(case, s)) for s in scored]
    return sorted(biased, key=lambda s: (-s.score, s.fact.number))


def _worth(scored: Scored, best: Scored) -> float:
    """What a statement is worth beside the best of its roadmap; 0 where it falls too far behind."""
    is_beside = scored.fact.section is best.fact.section and scored.fact.statement.is_item
    return scored.score + (_BESIDE if is_beside else 0.0) if scored.score >= _EQUAL * best.score else 0.0


def _cost(fact: Fact) -> int:
    return len(fact.content.split()) + _JOINT


def _own_score(case: Case, scored: Scored) -> float:
    """What speaks for a statement: meaning before words where no name was asked about."""
    is_named = any(u.is_firm for u in case.question.units) and not case.question.described
    return scored.score if is_named else scored.meaning + _COVERED * scored.cover


def _bias(case: Case, scored: Scored) -> float:
    """What speaks against a statement in a voice: it says why and not what, or only uses what the matter is."""
    fact, role = scored.fact, case.question.role
    is_general = not fact.statement.is_item and not is_instruction(fact.content) and scored.asked < scored.meaning
    uses = fact.section.role in USING and fact.section.role != role
    return (_GENERAL if is_general else 0.0) + (_USES if uses else 0.0)


def _adds(fact: Fact, kept: Sequence[Fact]) -> bool:
    """Whether a statement says something that those before it do not."""
    said = {part for f in kept for part in _parts(f)}
    return bool(set(_parts(fact)) - said - STOP)


def _parts(fact: Fact) -> list[str]:
    """The stems of a statement's words, hyphened and slashed ones taken apart."""
    return [stem(part) for word in words(fact.content) for part in re.split(r"[-/&.]", word)]
