"""Weighing statements as evidence for a question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.embed import Vectors
from rag.fact import Fact
from rag.library import Library
from rag.months import months_of, overlap
from rag.numbers import states_number
from rag.question import Question, Unit
from rag.words import stems

# The score of a statement, in shares tuned on the development questions: what it holds of what is asked, in words and
# in meaning, and what speaks for or against it besides.
_COVER = 0.24  # of the weight asked for that stands in it
_MEANING = 0.6  # of its own cosine with the question
_ASKED = 0.6  # of the question's likeness to the nearest that it, or its section as a whole, is known to answer
_ROLE = 0.04  # it stands in the kind of section that the question asks for
_TEACHES = 0.024  # it teaches, where no other kind of section was asked for
_ROADMAP = 0.08  # it is a roadmap's, where no resource was named: learners ask what the roadmaps say
_FIGURE = 0.05  # it states a figure where one was asked for
_ECHO = 0.1  # its heading stands in the question
_BESIDE = -0.06  # it holds none of the topics asked about
_INFORMED = 6.0  # weight of what is asked from which words count in full: one vague word decides little

# How much of a unit a statement holds.
_BY_NAME = 1.0
_BY_ALIAS = 0.9
_WITH_HEADING = 0.9
_WITH_PATH = 0.65  # with the headings further out
_WITH_TITLE = 0.6
_WITH_ASKED = 0.6  # with what learners would ask of it

_TEACHING = frozenset({"learn", "tools"})
_ARTICLES = frozenset({"a", "an", "the"})
_ROADMAPS = re.compile(r"\broadmaps?\b")


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """A fact with its weight as evidence: `cover` and the cosines in 0..1, and which units stand in it.

    `asked` is the question's likeness to the nearest that the fact is known to answer, `listed` to the nearest that its
    section is known to answer as a whole.
    """

    fact: Fact
    score: float
    cover: float
    similarity: float
    asked: float
    listed: float
    units: frozenset[int]

    @property
    def meaning(self) -> float:
        """How near the fact comes to the question, by its own words or by what it is known to answer."""
        return max(self.similarity, self.asked, self.listed, 0.0)


def weigh(library: Library, question: Question, vector: Vectors, facts: Sequence[Fact]) -> list[Scored]:
    """`facts` weighed for `question`, whose unit vector is `vector`, the best first, ties in reading order."""
    if not facts:
        return []
    numbers = [f.number for f in facts]
    own, whole = library.wordings.likeness(vector)
    columns = (library.contents.statements[numbers] @ vector, own[numbers], whole[numbers])
    near = zip(*(column.tolist() for column in columns), strict=True)
    asked = frozenset(stems(question.text))
    scored = [_scored(question, asked, fact, n) for fact, n in zip(facts, near, strict=True)]
    return sorted(scored, key=lambda s: (-s.score, s.fact.number))


def _scored(question: Question, words: frozenset[str], fact: Fact, near: tuple[float, float, float]) -> Scored:
    total = sum(u.weight for u in question.units)
    strengths = [_strength(u, fact) for u in question.units]
    held = frozenset(i for i, strength in enumerate(strengths) if strength)
    told = [s or _WITH_ASKED * _is_asked_of(u, fact) for u, s in zip(question.units, strengths, strict=True)]
    cover = sum(u.weight * s for u, s in zip(question.units, told, strict=True)) / total if total else 0.0
    similarity, asked, listed = near
    meaning = _MEANING * max(similarity, 0.0) + _ASKED * max(asked, listed, 0.0)
    score = _COVER * cover * min(1.0, total / _INFORMED) + meaning + _bonus(question, words, fact, held)
    return Scored(fact, score, cover, similarity, asked, listed, held)


def _bonus(question: Question, asked: frozenset[str], fact: Fact, held: frozenset[int]) -> float:
    """What speaks for a statement besides its words and meaning; `asked` are the question's stems, `held` its units."""
    aimed = bool(question.topics) and not question.described
    grounds = (
        (_ROLE, question.role is not None and fact.section.role == question.role),
        (_TEACHES, question.role is None and fact.section.role in _TEACHING),
        (_ROADMAP, fact.document.kind == "roadmap" and not question.resources),
        (_FIGURE, question.figure and states_number(fact.statement.content)),
        (_ECHO, _echoes(fact, asked)),
        (_BESIDE, aimed and not any(question.units[i].topic for i in held)),
    )
    return sum(weight for weight, holds in grounds if holds)


def _strength(unit: Unit, fact: Fact) -> float:
    if unit.alternatives and unit.alternatives[0] <= fact.own_stems:
        return _BY_NAME
    if unit.is_in(fact.own_stems):
        return _BY_ALIAS
    if unit.is_in(fact.own_stems | fact.heading_stems):
        return _WITH_HEADING
    if unit.is_in(fact.own_stems | fact.path_stems):
        return _WITH_PATH
    if fact.document.kind != "roadmap" and unit.is_in(fact.own_stems | frozenset(stems(fact.document.title))):
        return _WITH_TITLE
    return 0.0


def _is_asked_of(unit: Unit, fact: Fact) -> bool:
    """Whether a unit stands in what learners would ask of a fact."""
    return unit.is_in(fact.own_stems | fact.path_stems | fact.asked_stems)


def _echoes(fact: Fact, asked: frozenset[str]) -> bool:
    """Whether every telling word of the fact's heading stands in the question, and there are at least two."""
    said = fact.heading_stems - _ARTICLES
    return len(said) > 1 and said <= asked


def in_scope(library: Library, question: Question) -> list[Fact]:
    """The facts a question may be answered from.

    They are of the roadmaps it names, else of all documents, or all roadmaps where it speaks of those; and of the stage
    or months it names.
    """
    only_roadmaps = not question.resources and _ROADMAPS.search(question.normal)
    every = library.roadmaps if only_roadmaps else tuple(library.documents.values())
    facts = [f for f in library.facts_in(question.sources or every) if _tells(f)]
    if question.stage:
        low, high = question.stage
        facts = [f for f in facts if f.section.stage is not None and low <= f.section.stage <= high]
    if question.months:
        facts = [f for f in facts if overlap(months_of(f.section.duration), question.months)] or facts
    return facts


def _tells(fact: Fact) -> bool:
    """Whether a fact tells of its subject; what a resource summary says of itself does not."""
    return fact.section.role != "about" or fact.document.kind == "roadmap"
