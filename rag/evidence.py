"""Weighing statements as evidence for a question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.embed import Vectors
from rag.library import Fact, Library
from rag.question import Question, Unit
from rag.words import stems

_COVER = 0.6  # share of what is asked that stands in the statement; meaning and words weigh alike, tuned on the development questions
_MEANING = 0.6  # cosine of question and statement
_ROLE = 0.1  # for a statement in the kind of section that the question asks for
_TEACHES = 0.06  # for a statement that teaches, where no other kind of section was asked for
_ROADMAP = 0.2  # for a roadmap's statement where no resource was named: learners ask what the roadmaps say
_BESIDE = 0.15  # against a statement that holds none of the topics asked about
_FIGURE = 0.12  # for a statement with a figure where one was asked for
_INFORMED = 6.0  # weight of what is asked from which words count in full: one vague word decides little
_ALIAS = 0.9  # a unit under another of its names
_IN_HEADING = 0.9  # a unit that only the heading names counts a little less than one in the statement, one further out less again
_IN_PATH = 0.65
_ECHO = 0.25  # for a statement under a heading that the question repeats
_IN_TITLE = 0.6
_ARTICLES = frozenset({"a", "an", "the"})
_DIGIT = re.compile(r"\b(?!(?:19|20)\d\d\b)\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve)\b", re.IGNORECASE)
_MONTHS = re.compile(r"months?\s+(\d+)\s*(?:-|–|to)\s*(\d+)", re.IGNORECASE)  # noqa: RUF001


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """A fact with its weight as evidence: `cover` and `similarity` in 0..1, and which units stand in it."""

    fact: Fact
    score: float
    cover: float
    similarity: float
    units: frozenset[int]


def weigh(library: Library, question: Question, vector: Vectors, facts: Sequence[Fact]) -> list[Scored]:
    """`facts` with their weights for `question`, whose unit vector is `vector`, the best first, ties in reading order."""
    if not facts:
        return []
    similarities = library.contents.statements[[f.number for f in facts]] @ vector
    total = sum(u.weight for u in question.units)
    asked = frozenset(stems(question.text))
    aimed = bool(question.topics) and not question.described
    scored = []
    for fact, similarity in zip(facts, similarities.tolist(), strict=True):
        strengths = [_strength(u, fact) for u in question.units]
        cover = sum(u.weight * s for u, s in zip(question.units, strengths, strict=True)) / total if total else 0.0
        bonus = _ROLE if question.role is not None and fact.section.role == question.role else 0.0
        bonus += _TEACHES if question.role is None and fact.section.role in {"learn", "tools"} else 0.0
        bonus += _ROADMAP if fact.document.kind == "roadmap" and not question.resources else 0.0
        bonus += _FIGURE if question.figure and _DIGIT.search(fact.statement.content) else 0.0
        bonus += _ECHO if _echoes(fact, asked) else 0.0
        if aimed and not any(u.topic and s for u, s in zip(question.units, strengths, strict=True)):
            bonus -= _BESIDE
        score = _COVER * cover * min(1.0, total / _INFORMED) + _MEANING * max(similarity, 0.0) + bonus
        scored.append(Scored(fact, score, cover, similarity, frozenset(i for i, s in enumerate(strengths) if s)))
    return sorted(scored, key=lambda s: (-s.score, s.fact.number))


def _strength(unit: Unit, fact: Fact) -> float:
    if unit.alternatives and unit.alternatives[0] <= fact.own_stems:
        return 1.0
    if unit.is_in(fact.own_stems):
        return _ALIAS
    if unit.is_in(fact.own_stems | fact.heading_stems):
        return _IN_HEADING
    if unit.is_in(fact.own_stems | fact.path_stems):
        return _IN_PATH
    return _IN_TITLE if fact.document.kind != "roadmap" and unit.is_in(frozenset(stems(fact.document.title)) | fact.own_stems) else 0.0


def _echoes(fact: Fact, asked: frozenset[str]) -> bool:
    """Whether every word of the fact's heading that says anything stands in the question, and there are at least two."""
    said = fact.heading_stems - _ARTICLES
    return len(said) > 1 and said <= asked


def in_scope(library: Library, question: Question) -> list[Fact]:
    """The facts a question may be answered from: of the roadmaps it names, else of all documents; of its stage, when it names one."""
    only_roadmaps = not question.resources and re.search(r"\broadmaps?\b", question.normal)
    documents = question.sources or (library.roadmaps if only_roadmaps else tuple(library.documents.values()))
    facts = [f for f in library.facts_in(documents) if f.section.role != "about" or f.document.kind == "roadmap"]
    if question.stage:
        low, high = question.stage
        facts = [f for f in facts if f.section.stage is not None and low <= f.section.stage <= high]
    if question.months:
        facts = [f for f in facts if f.section.duration and overlap(months_of(f.section.duration), question.months)] or facts
    return facts


def months_of(duration: str | None) -> tuple[int, int] | None:
    """The first and last month of a stretch such as `Months 4-6`, or None for another kind of duration."""
    found = _MONTHS.match(duration or "")
    return (int(found.group(1)), int(found.group(2))) if found else None


def overlap(one: tuple[int, int] | None, other: tuple[int, int]) -> bool:
    """Whether two stretches of months share at least one."""
    return one is not None and one[0] <= other[1] and other[0] <= one[1]
