"""One question together with everything that answering it needs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ingest.embed import Vectors
from ingest.records import Document, Topic
from rag.evidence import Ranking, Weighing, in_scope
from rag.fact import Fact
from rag.found import Found
from rag.library import Library
from rag.near import Near
from rag.question import Question, Unit

# Cosine with the nearest topic's gloss, and how far the second must lie behind; off every topic it stays under 0.3.
_CLEAR = ((0.5, 0.0), (0.4, 0.05), (0.37, 0.1))


@dataclass(frozen=True)
class Case:
    """A read question over a library, and what was `said` before it.

    Statements are weighed by what is `meant`, where that is put in other words.
    """

    library: Library
    question: Question
    said: str = ""
    meant: str = ""

    @cached_property
    def vector(self) -> Vectors:
        """The unit vector of what the question is about."""
        return self.library.vector_of(self.sought_for)

    @property
    def near(self) -> Near:
        """How near the question comes to each fact."""
        return self.library.near(self.sought_for)

    @property
    def sought_for(self) -> str:
        """What the question is about, in words."""
        return self.meant or self.question.about or self.question.text or " "

    @cached_property
    def found(self) -> Found | None:
        """How near each fact comes to what answers the question; None without a finder."""
        return self.library.found(*self.read_by_finder)

    @property
    def read_by_finder(self) -> tuple[str, str]:
        """The question, and what was said before it, from which the finder makes out by itself what it leans on."""
        return (self.question.text if self.said else self.sought_for), self.said

    @cached_property
    def scored(self) -> Ranking:
        """The facts in the question's scope, weighed, best first."""
        return self.weighed(in_scope(self.library, self.question))

    def weighed(self, facts: Sequence[Fact]) -> Ranking:
        """These facts, weighed for the question, best first."""
        return self._weighing.of(facts)

    @cached_property
    def _weighing(self) -> Weighing:
        return Weighing(self.library, self.question, self.near, self.found)

    @cached_property
    def _spoken_of(self) -> frozenset[str]:
        """The ids of the topics that the facts in the question's scope name."""
        return frozenset(id_ for s in self.scored for id_ in s.fact.topics)

    @cached_property
    def roadmaps(self) -> tuple[Document, ...]:
        """The roadmaps that the question is about: those it names, else all."""
        return tuple(d for d in self.question.sources if d.kind == "roadmap") or self.library.roadmaps

    def names(self, unit: Unit) -> bool:
        """Whether any statement in the question's scope holds a unit."""
        return any(i in s.units for s in self.scored for i, u in enumerate(self.question.units) if u is unit)

    def as_written(self, word: str) -> str:
        """A word of the question with the capitals it was written with."""
        found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", self.question.text, re.IGNORECASE)
        return found.group() if found else word

    def topic_by_meaning(self, text: str = "") -> Topic | None:
        """The topic whose plain-words gloss comes nearest to the question (or to `text`), when one clearly does."""
        glosses = self.library.contents.glosses
        if len(glosses) < 2:
            return None
        near = glosses @ (self.library.vector_of(text) if text else self.vector)
        if self.question.left_out and not text:
            near = np.where([t.id in self._spoken_of for t in self.library.topics.all], near, -1.0)
        second, best = (float(s) for s in np.sort(near)[-2:])
        clear = any(best >= enough and best - second >= ahead for enough, ahead in _CLEAR)
        return self.library.topics.all[int(near.argmax())] if clear else None
