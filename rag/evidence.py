"""Weighing statements as evidence for a question."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy.typing import NDArray

from rag.fact import Fact
from rag.found import Found
from rag.holdings import Mask, Weights
from rag.library import Library
from rag.months import months_of, overlap
from rag.near import Near
from rag.question import Question
from rag.traits import Traits

# The score of a statement, in shares fitted on the development questions (listwise, held against five folds of them):
# what it holds of what is asked, in words and in meaning, and what speaks for or against it besides.
_COVER = 0.33  # of the weight asked for that stands in it
_MEANING = 0.3  # of its own cosine with the question
_ASKED = 0.14  # of the question's likeness to the nearest that it is known to answer
_LISTED = 0.15  # of the likeness to the nearest that its section is known to answer as a whole
_KNOWN = 0.3  # of the greater of these two
_FOUND = 0.9  # of how much nearer another comes to what answers it, as the finder sees it
_SECTION = 0.25  # of the meaning of the best statement of its section: neighbours vouch for each other
_ROLE = 0.12  # it stands in the kind of section that the question asks for
_ROADMAP = 0.04  # it is a roadmap's, where no resource was named: learners ask what the roadmaps say
_FIGURE = 0.12  # it states a figure where one was asked for
_ABOUT = -0.07  # it stands in a section about the document itself
_PROSE = -0.055  # it is a sentence, not an item of a list
_INFORMED = 6.0  # weight of what is asked from which words count in full: one vague word decides little

_WITH_ASKED = 0.6  # how much of a unit a statement holds with what learners would ask of it

_FIRST = 32  # made at once by who reads one after another, and twice as many each time after

_ROADMAPS = re.compile(r"\broadmaps?\b")


@dataclass(slots=True, eq=False)  # not frozen, which takes three times as long: each question makes thousands
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


class Ranking(Sequence[Scored]):
    """Facts with their weights, best first: those in `order` of `facts`, with a column for each weight.

    A question weighs thousands and reads few, so they are made as far as somebody reads. `numbers` has the number of
    each, best first, and `held` tells which units each holds, shape (facts, units).
    """

    def __init__(
        self,
        facts: Sequence[Fact],
        order: NDArray[np.intp],
        numbers: NDArray[np.intp],
        columns: Sequence[Weights],
        held: Mask,
    ) -> None:
        self._facts, self._order, self._columns, self._held = facts, order, columns, held
        self.numbers = numbers
        self._made: list[Scored] = []

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, place: int) -> Scored: ...
    @overload
    def __getitem__(self, place: slice) -> list[Scored]: ...
    def __getitem__(self, place: int | slice) -> Scored | list[Scored]:
        """The fact at a place, or those of a slice."""
        last = range(len(self))[place]
        return self._upto(max(last, default=-1) + 1 if isinstance(last, range) else last + 1)[place]

    def __iter__(self) -> Iterator[Scored]:
        """The facts one by one; what nobody comes to is not made."""
        at = 0
        while at < len(self):
            block = self._upto(min(len(self), max(_FIRST, 2 * at)))[at:]
            yield from block
            at += len(block)

    def _upto(self, count: int) -> list[Scored]:
        """At least the first `count` of them."""
        done = len(self._made)
        if done < count:
            facts = (self._facts[i] for i in self._order[done:count].tolist())
            columns = (column[done:count].tolist() for column in self._columns)
            self._made += map(Scored, facts, *columns, _units(self._held[done:count]))
        return self._made


def _units(held: Mask) -> list[frozenset[int]]:
    """The numbers of the units that each fact holds, the many alike sharing one set."""
    if not held.size:
        return [frozenset()] * len(held)
    rows = np.ascontiguousarray(held).view(f"V{held.shape[1]}").ravel().tolist()  # each as so many bytes
    sets = {row: frozenset(np.flatnonzero(np.frombuffer(row, np.bool_)).tolist()) for row in set(rows)}
    return [sets[row] for row in rows]


class Weighing:
    """All statements of a library weighed for one question, which comes so `near` to each.

    What was `found` counts for statements of the documents that the finder was taught by, and not for the user's own.
    """

    def __init__(self, library: Library, question: Question, near: Near, found: Found | None = None) -> None:
        self._found = np.where(library.traits.of_user, np.inf, found.near) if found else None
        self._library, self._traits = library, library.traits
        self._near = near
        self._strengths, told = _held(library, question)
        self._cover = _cover(question, told)
        informed = min(1.0, sum(u.weight for u in question.units) / _INFORMED)
        self._own = _COVER * informed * self._cover + _meaning(near) + _bonus(question, library.traits)

    def of(self, facts: Sequence[Fact]) -> Ranking:
        """`facts` with their weights, the best first, ties in reading order."""
        numbers = self._library.numbers_of(facts)
        score = self._own[numbers] + _SECTION * self._of_section(numbers) + self._behind(numbers)
        order = np.lexsort((numbers, -score))
        best, near = numbers[order], self._near
        columns = (score[order], *(c[best] for c in (self._cover, near.similarity, near.asked, near.listed)))
        return Ranking(facts, order, best, columns, self._strengths[best] > 0)

    def _behind(self, numbers: NDArray[np.intp]) -> Weights | float:
        """What these facts lose for being further from what answers the question than the best of them."""
        if self._found is None or not len(numbers):
            return 0.0
        found = self._found[numbers]
        own = np.isinf(found)
        return np.where(own, 0.0, _FOUND * (found - np.max(found, where=~own, initial=-1.0)))

    def _of_section(self, numbers: NDArray[np.intp]) -> Weights:
        """The best meaning of these facts within the section of each."""
        sections = self._traits.section[numbers]
        best = np.zeros(self._traits.sections)
        np.maximum.at(best, sections, np.maximum(self._near.similarity, self._near.asked)[numbers])
        return best[sections]


def _meaning(near: Near) -> Weights:
    """What the three kinds of nearness are worth together."""
    asked, listed = np.maximum(near.asked, 0.0), np.maximum(near.listed, 0.0)
    known = np.maximum(asked, listed)
    return _MEANING * np.maximum(near.similarity, 0.0) + _ASKED * asked + _LISTED * listed + _KNOWN * known


def _held(library: Library, question: Question) -> tuple[Weights, Weights]:
    """How much of each unit each fact holds, and the same with what learners would ask of it; shape (facts, units)."""
    holdings, shape = library.holdings, (len(question.units), len(library.facts))
    strengths = [holdings.strength(unit.alternatives) for unit in question.units]
    asked = [holdings.asked(unit.alternatives) for unit in question.units]
    held = np.array(strengths, dtype=np.float64).reshape(shape)
    told = np.where(held > 0, held, _WITH_ASKED * np.array(asked, dtype=np.float64).reshape(shape))
    return held.T, told.T


def _cover(question: Question, told: Weights) -> Weights:
    """The share of what is asked, by weight, that stands in each fact."""
    weights = np.array([unit.weight for unit in question.units], dtype=np.float64)
    total = weights.sum()
    return told @ weights / total if total else np.zeros(len(told))


def _bonus(question: Question, traits: Traits) -> Weights:
    """What speaks for or against each statement besides its words and meaning."""
    bonus = _ABOUT * traits.of_role("about") + _PROSE * ~traits.is_item
    if question.role is not None:
        bonus += _ROLE * traits.of_role(question.role)
    if not question.resources:
        bonus += _ROADMAP * traits.of_roadmap
    if question.figure:
        bonus += _FIGURE * traits.has_figure
    return bonus


def in_scope(library: Library, question: Question) -> Sequence[Fact]:
    """The facts a question may be answered from.

    They are of the roadmaps it names, else of all documents, or all roadmaps where it speaks of those; and of the stage
    or months it names.
    """
    only_roadmaps = not question.resources and _ROADMAPS.search(question.normal)
    among = question.sources or (library.roadmaps if only_roadmaps else None)
    facts: Sequence[Fact] = library.telling if among is None else library.telling_in(among)
    if question.left_out:
        facts = [f for f in facts if f.number not in question.left_out]
    if question.stage:
        low, high = question.stage
        facts = [f for f in facts if f.section.stage is not None and low <= f.section.stage <= high]
    if question.months:
        facts = [f for f in facts if overlap(months_of(f.section.duration), question.months)] or facts
    return facts
