"""How much of what is asked about each statement of a library holds, by an inverted index over its stems."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.fact import Fact

Mask = NDArray[np.bool_]
Weights = NDArray[np.float64]
Alternatives = Sequence[frozenset[str]]  # sets of stems that stand together; any of them will do, the first is a name

# How much of a unit a statement holds.
_BY_NAME = 1.0
_BY_ALIAS = 0.9
_WITH_HEADING = 0.9
_WITH_PATH = 0.65  # with the headings further out
_WITH_TITLE = 0.6


class Holdings:
    """The stems of every fact, so that one look tells which facts hold a unit; immutable and safe to share."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._own = Postings(fact.own_stems for fact in facts)
        self._headed = Postings(fact.headed_stems for fact in facts)
        self._placed = Postings(fact.placed_stems for fact in facts)
        self._titled = Postings(fact.titled_stems for fact in facts)
        self._asked = Postings(fact.asked_stems for fact in facts)

    def strength(self, unit: Alternatives) -> Weights:
        """How much of a unit each fact holds, from 0 to 1; shape (facts,)."""
        held = np.zeros(self._own.size)
        for postings, alternatives, strength in (  # what counts more goes over what counts less
            (self._titled, unit, _WITH_TITLE),
            (self._placed, unit, _WITH_PATH),
            (self._headed, unit, _WITH_HEADING),
            (self._own, unit, _BY_ALIAS),
            (self._own, unit[:1], _BY_NAME),
        ):
            postings.mark(held, alternatives, strength)
        return held

    def asked(self, unit: Alternatives) -> Mask:
        """Which facts hold a unit in what learners would ask of them; shape (facts,)."""
        return self._asked.holding(unit)


class Postings:
    """For each stem, in which of a row of texts it stands; each text is given as the set of its stems."""

    def __init__(self, texts: Iterable[frozenset[str]]) -> None:
        rows: dict[str, list[int]] = defaultdict(list)
        self.size = 0
        for number, text in enumerate(texts):
            for stem in text:
                rows[stem].append(number)
            self.size = number + 1
        self._rows = {stem: np.array(numbers) for stem, numbers in rows.items()}

    def holding(self, alternatives: Alternatives) -> Mask:
        """Which texts hold all stems of at least one alternative; shape (texts,)."""
        found = np.zeros(self.size, dtype=np.bool_)
        self.mark(found, alternatives, value=True)
        return found

    def mark(self, column: NDArray[Any], alternatives: Alternatives, value: float) -> None:
        """Put `value` where a text holds all stems of at least one alternative, into a column of shape (texts,)."""
        for alternative in alternatives:
            column[self._with_all(alternative)] = value

    def _with_all(self, stems: frozenset[str]) -> NDArray[np.intp]:
        if not stems <= self._rows.keys():
            return np.zeros(0, dtype=np.intp)
        rows = sorted((self._rows[stem] for stem in stems), key=len) or [np.arange(self.size)]
        return reduce(lambda a, b: np.intersect1d(a, b, assume_unique=True), rows)
