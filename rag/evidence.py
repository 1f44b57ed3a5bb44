"""Weighing statements as evidence for a question."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.embed import Vectors
from rag.fact import Fact
from rag.library import Library
from rag.months import months_of, overlap
from rag.numbers import states_number
from rag.question import Question, Unit

# The score of a statement, in shares fitted on the development questions (listwise, held against five folds of them):
# what it holds of what is asked, in words and in meaning, and what speaks for or against it besides.
_COVER = 0.33  # of the weight asked for that stands in it
_MEANING = 0.3  # of its own cosine with the question
_ASKED = 0.14  # of the question's likeness to the nearest that it is known to answer
_LISTED = 0.15  # of the likeness to the nearest that its section is known to answer as a whole
_KNOWN = 0.3  # of the greater of these two
_SECTION = 0.25  # of the meaning of the best statement of its section: neighbours vouch for each other
_ROLE = 0.12  # it stands in the kind of section that the question asks for
_ROADMAP = 0.04  # it is a roadmap's, where no resource was named: learners ask what the roadmaps say
_FIGURE = 0.12  # it states a figure where one was asked for
_ABOUT = -0.07  # it stands in a section about the document itself
_PROSE = -0.055  # it is a sentence, not an item of a list
_INFORMED = 6.0  # weight of what is asked from which words count in full: one vague word decides little

# How much of a unit a statement holds.
_BY_NAME = 1.0
_BY_ALIAS = 0.9
_WITH_HEADING = 0.9
_WITH_PATH = 0.65  # with the headings further out
_WITH_TITLE = 0.6
_WITH_ASKED = 0.6  # with what learners would ask of it

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


@dataclass(frozen=True, slots=True)
class _Near:
    """The likeness of a question to a fact, to what the fact answers, and to what its section answers as a whole."""

    similarity: float
    asked: float
    listed: float

    @property
    def weight(self) -> float:
        """What the three are worth together."""
        asked, listed = max(self.asked, 0.0), max(self.listed, 0.0)
        return _MEANING * max(self.similarity, 0.0) + _ASKED * asked + _LISTED * listed + _KNOWN * max(asked, listed)


def weigh(library: Library, question: Question, vector: Vectors, facts: Sequence[Fact]) -> list[Scored]:
    """`facts` weighed for `question`, whose unit vector is `vector`, the best first, ties in reading order."""
    if not facts:
        return []
    numbers = [f.number for f in facts]
    own, whole = library.wordings.likeness(vector)
    columns = (library.contents.statements[numbers] @ vector, own[numbers], whole[numbers])
    near = [_Near(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]
    best: dict[int, float] = defaultdict(float)
    for fact, its in zip(facts, near, strict=True):
        best[id(fact.section)] = max(best[id(fact.section)], its.similarity, its.asked)
    scored = [_scored(question, f, n, best[id(f.section)]) for f, n in zip(facts, near, strict=True)]
    return sorted(scored, key=lambda s: (-s.score, s.fact.number))


def _scored(question: Question, fact: Fact, near: _Near, section: float) -> Scored:
    """A fact weighed; `section` is the best meaning in its section."""
    total = sum(u.weight for u in question.units)
    strengths = [_strength(u, fact) for u in question.units]
    held = frozenset(i for i, strength in enumerate(strengths) if strength)
    told = [s or _WITH_ASKED * u.is_in(fact.asked_stems) for u, s in zip(question.units, strengths, strict=True)]
    cover = sum(u.weight * s for u, s in zip(question.units, told, strict=True)) / total if total else 0.0
    score = _COVER * cover * min(1.0, total / _INFORMED) + near.weight + _SECTION * section + _bonus(question, fact)
    return Scored(fact, score, cover, near.similarity, near.asked, near.listed, held)


def _bonus(question: Question, fact: Fact) -> float:
    """What speaks for or against a statement besides its words and meaning."""
    grounds = (
        (_ROLE, question.role is not None and fact.section.role == question.role),
        (_ROADMAP, fact.document.kind == "roadmap" and not question.resources),
        (_FIGURE, question.figure and states_number(fact.statement.content)),
        (_ABOUT, fact.section.role == "about"),
        (_PROSE, not fact.statement.is_item),
    )
    return sum(weight for weight, holds in grounds if holds)


def _strength(unit: Unit, fact: Fact) -> float:
    if unit.alternatives and unit.alternatives[0] <= fact.own_stems:
        return _BY_NAME
    if unit.is_in(fact.own_stems):
        return _BY_ALIAS
    if unit.is_in(fact.headed_stems):
        return _WITH_HEADING
    if unit.is_in(fact.placed_stems):
        return _WITH_PATH
    if unit.is_in(fact.titled_stems):
        return _WITH_TITLE
    return 0.0


def in_scope(library: Library, question: Question) -> list[Fact]:
    """The facts a question may be answered from.

    They are of the roadmaps it names, else of all documents, or all roadmaps where it speaks of those; and of the stage
    or months it names.
    """
    only_roadmaps = not question.resources and _ROADMAPS.search(question.normal)
    every = library.roadmaps if only_roadmaps else tuple(library.documents.values())
    facts = [f for f in library.facts_in(question.sources or every) if _tells(f) and f.number not in question.left_out]
    if question.stage:
        low, high = question.stage
        facts = [f for f in facts if f.section.stage is not None and low <= f.section.stage <= high]
    if question.months:
        facts = [f for f in facts if overlap(months_of(f.section.duration), question.months)] or facts
    return facts


def _tells(fact: Fact) -> bool:
    """Whether a fact tells of its subject; what a resource summary says of itself does not."""
    return fact.section.role != "about" or fact.document.kind == "roadmap"
