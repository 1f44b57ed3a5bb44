"""One question together with everything that answering it needs."""

from dataclasses import dataclass
from functools import cached_property

from ingest.embed import Vectors
from ingest.records import Document, Topic
from rag.evidence import Scored, in_scope, weigh
from rag.library import Fact, Library
from rag.question import Question

_GLOSS = 0.4  # cosine with a topic's gloss; right ones mostly score 0.42 to 0.55, off-topic questions under 0.3


@dataclass(frozen=True)
class Case:
    """A read question over a library; `vector` is the unit vector of what it is about."""

    library: Library
    question: Question
    vector: Vectors

    @cached_property
    def scored(self) -> list[Scored]:
        """The facts in the question's scope, weighed, best first."""
        return self.weighed(in_scope(self.library, self.question))

    def weighed(self, facts: list[Fact]) -> list[Scored]:
        """These facts, weighed for the question, best first."""
        return weigh(self.library, self.question, self.vector, facts)

    @cached_property
    def roadmaps(self) -> tuple[Document, ...]:
        """The roadmaps that the question is about: those it names, else all."""
        return tuple(d for d in self.question.sources if d.kind == "roadmap") or self.library.roadmaps

    def topic_by_meaning(self) -> Topic | None:
        """The topic whose plain-words gloss comes nearest to the question, when it comes near enough to tell."""
        glosses = self.library.contents.glosses
        if not len(glosses):
            return None
        near = glosses @ self.vector
        best = int(near.argmax())
        return self.library.topics.all[best] if float(near[best]) >= _GLOSS else None
