"""A question, read: what it names, what it asks for, and what must stand in the evidence."""

import re
from dataclasses import dataclass

from ingest.records import Document, Role, Topic
from rag.records import Intent


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that a question asks about: any of `alternatives` (each a set of stems that stand together) is it.

    `weight` is its rarity in the library; a `named` unit (a proper name, a figure) cannot be left out of the evidence.
    """

    text: str
    alternatives: tuple[frozenset[str], ...]
    weight: float
    named: bool = False
    topic: Topic | None = None

    @property
    def is_firm(self) -> bool:
        """Whether it says by itself what the question is about."""
        return self.named or self.topic is not None

    def is_in(self, found: frozenset[str]) -> bool:
        """Whether one of the alternatives stands among the stems `found`."""
        return any(alternative <= found for alternative in self.alternatives)


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read.

    `text` is its words without smuggled orders, `normal` the same with names made uniform, and `about` that without the
    names of roadmaps and stages, which is what is searched for; `rest` is `normal` without the names of roadmaps and
    with chat words spelt out. `stage` and `months` are first and last, both included;
    `figure` tells that a number is asked for, `order` that a place in the roadmaps is; `described` that its one topic
    was not named but understood from its words; `left_out` are the numbers of the facts that a follow-up does not want
    again, `pointed` that its resources were not named but pointed to; `aspect` is what of its
    intent is asked for, such as a count `within` one roadmap; `leans` that it leaves out what turns before it said.
    """

    text: str
    normal: str
    about: str
    intent: Intent
    rest: str = ""
    sources: tuple[Document, ...] = ()
    stage: tuple[int, int] | None = None
    months: tuple[int, int] | None = None
    role: Role | None = None
    form: str | None = None
    units: tuple[Unit, ...] = ()
    resources: tuple[Document, ...] = ()
    figure: bool = False
    order: bool = False
    described: bool = False
    left_out: frozenset[int] = frozenset()
    pointed: bool = False
    aspect: str = ""
    leans: bool = False

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The topics among its units, each once."""
        return tuple(dict.fromkeys(u.topic for u in self.units if u.topic))

    @property
    def is_empty(self) -> bool:
        """Whether nothing that could be looked for is left of it."""
        return not re.search(r"[a-zà-ÿ0-9]", self.normal)
