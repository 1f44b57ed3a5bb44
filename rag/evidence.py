"""Weighing statements as evidence for a question."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.embed import Vectors
from rag.fact import Fact
from rag.holdings import Mask, Weights
from rag.library import Library
from rag.months import months_of, overlap
from rag.question import Question

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

_WITH_ASKED = 0.6  # how much of a unit a statement holds with what learners would ask of it

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
    """The likeness of a question to each fact, to what it answers, and to what its section answers as a whole."""

    similarity: Weights
    asked: Weights
    listed: Weights

    @property
    def weight(self) -> Weights:
        """What the three are worth together."""
        asked, listed = np.maximum(self.asked, 0.0), np.maximum(self.listed, 0.0)
        known = np.maximum(asked, listed)
        return _MEANING * np.maximum(self.similarity, 0.0) + _ASKED * asked + _LISTED * listed + _KNOWN * known


def weigh(library: Library, question: Question, vector: Vectors, facts: Sequence[Fact]) -> list[Scored]:
    """`facts` weighed for `question`, whose unit vector is `vector`, the best first, ties in reading order."""
    if not facts:
        return []
    numbers = np.array([f.number for f in facts])
    own, whole = library.wordings.likeness(vector)
    cosines = (library.contents.statements[numbers] @ vector, own[numbers], whole[numbers])
    near = _Near(*(column.astype(np.float64) for column in cosines))
    strengths, told = _held(library, question, numbers)
    cover = _cover(question, told)
    informed = min(1.0, sum(u.weight for u in question.units) / _INFORMED)
    score = _COVER * cover * informed + near.weight + _SECTION * _of_section(facts, near) + _bonus(question, facts)
    units = _units(strengths > 0)
    columns = (c.tolist() for c in (score, cover, near.similarity, near.asked, near.listed))
    scored = [Scored(*row) for row in zip(facts, *columns, units, strict=True)]
    return sorted(scored, key=lambda s: (-s.score, s.fact.number))


def _held(library: Library, question: Question, numbers: NDArray[np.intp]) -> tuple[Weights, Weights]:
    """How much of each unit each fact holds, and the same with what learners would ask of it; shape (facts, units)."""
    holdings, shape = library.holdings, (len(question.units), len(numbers))
    strengths = [holdings.strength(unit.alternatives)[numbers] for unit in question.units]
    asked = [holdings.asked(unit.alternatives)[numbers] for unit in question.units]
    held = np.array(strengths, dtype=np.float64).reshape(shape)
    told = np.where(held > 0, held, _WITH_ASKED * np.array(asked, dtype=np.float64).reshape(shape))
    return held.T, told.T


def _cover(question: Question, told: Weights) -> Weights:
    """The share of what is asked, by weight, that stands in each fact."""
    weights = np.array([unit.weight for unit in question.units], dtype=np.float64)
    total = weights.sum()
    return told @ weights / total if total else np.zeros(len(told))


def _of_section(facts: Sequence[Fact], near: _Near) -> Weights:
    """The best meaning within the section of each fact."""
    best: dict[int, float] = defaultdict(float)
    for fact, meaning in zip(facts, np.maximum(near.similarity, near.asked).tolist(), strict=True):
        best[id(fact.section)] = max(best[id(fact.section)], meaning)
    return np.array([best[id(fact.section)] for fact in facts])


def _bonus(question: Question, facts: Sequence[Fact]) -> Weights:
    """What speaks for or against each statement besides its words and meaning."""
    role, of_roadmaps = question.role, not question.resources
    return np.array(
        [
            _ROLE * (role is not None and f.section.role == role)
            + _ROADMAP * (of_roadmaps and f.document.kind == "roadmap")
            + _FIGURE * (question.figure and f.has_figure)
            + _ABOUT * (f.section.role == "about")
            + _PROSE * (not f.statement.is_item)
            for f in facts
        ]
    )


def _units(held: Mask) -> list[frozenset[int]]:
    """The numbers of the units that each fact holds, the many alike sharing one set."""
    rows, which = np.unique(held, axis=0, return_inverse=True)
    sets = [frozenset(np.flatnonzero(row).tolist()) for row in rows]
    return [sets[i] for i in which.ravel()]


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
    return fact.section.role != "about" or fact.document.kind != "resource"
