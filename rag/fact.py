"""A statement with everything around it that answering needs."""

from dataclasses import dataclass
from functools import cached_property

from ingest.records import Document, Section, Statement
from rag.numbers import states_number
from rag.words import stems

# Stems are found when they are first asked for: a next step needs those of some hundred statements, not of all.


@dataclass(frozen=True, eq=False)
class Surroundings:
    """The stems of what stands around each statement of a section."""

    section: Section
    document: Document

    @cached_property
    def heading(self) -> frozenset[str]:
        """Those of its heading."""
        return frozenset(stems(self.section.heading))

    @cached_property
    def path(self) -> frozenset[str]:
        """Those of all headings around it."""
        return frozenset(stems(" ".join(self.section.heading_path)))

    @cached_property
    def title(self) -> frozenset[str]:
        """Those of its document's title, unless that is a roadmap."""
        return frozenset(stems(self.document.title)) if self.document.kind != "roadmap" else frozenset()

    @cached_property
    def asked(self) -> frozenset[str]:
        """Those of what learners would ask of the section."""
        return frozenset(stems(" ".join(self.section.asked)))


@dataclass(frozen=True, eq=False)
class Fact:
    """A statement in its section and document; `number` is its row among the statement vectors."""

    number: int
    document: Document
    section: Section
    statement: Statement
    around: Surroundings

    @property
    def topics(self) -> frozenset[str]:
        """The topics that the statement or its headings name."""
        return frozenset(self.statement.topics) | frozenset(self.section.topics)

    @property
    def content(self) -> str:
        """What the statement says, without the full stop of a list item."""
        return self.statement.bare

    @cached_property
    def own_stems(self) -> frozenset[str]:
        """The stems of its own words."""
        return frozenset(stems(f"{self.statement.subject} {self.content}"))

    @property
    def heading_stems(self) -> frozenset[str]:
        """The stems of its heading."""
        return self.around.heading

    @property
    def path_stems(self) -> frozenset[str]:
        """The stems of all headings around it."""
        return self.around.path

    @cached_property
    def headed_stems(self) -> frozenset[str]:
        """Its own stems, and those of its heading."""
        return self.own_stems | self.around.heading

    @cached_property
    def placed_stems(self) -> frozenset[str]:
        """Its own stems, and those of all headings around it."""
        return self.own_stems | self.around.path

    @cached_property
    def titled_stems(self) -> frozenset[str]:
        """Its own stems, and those of its document's title, unless that is a roadmap."""
        return self.own_stems | self.around.title

    @cached_property
    def asked_stems(self) -> frozenset[str]:
        """Its own stems, those of all headings around it, and those of what learners would ask of it."""
        return self.placed_stems | self.around.asked | frozenset(stems(" ".join(self.statement.asked)))

    @cached_property
    def has_figure(self) -> bool:
        """Whether it states a number."""
        return states_number(self.content)


def facts_in(section: Section, document: Document, first: int) -> list[Fact]:
    """The facts of one section, numbered from `first`."""
    around = Surroundings(section, document)
    return [Fact(n, document, section, s, around) for n, s in enumerate(section.statements, start=first)]
