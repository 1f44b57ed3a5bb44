"""A statement with everything around it that answering needs."""

from dataclasses import dataclass

from ingest.records import Document, Section, Statement
from rag.numbers import states_number
from rag.words import stems


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """A statement in its section and document; `number` is its row among the statement vectors.

    Its stems are those of its own words, and in growing sets with those of its heading, of all headings around it, of
    its document's title (unless that is a roadmap), and of what learners would ask of it; `has_figure` tells whether it
    states a number.
    """

    number: int
    document: Document
    section: Section
    statement: Statement
    own_stems: frozenset[str]
    heading_stems: frozenset[str]
    path_stems: frozenset[str]
    headed_stems: frozenset[str]
    placed_stems: frozenset[str]
    titled_stems: frozenset[str]
    asked_stems: frozenset[str]
    has_figure: bool

    @property
    def topics(self) -> frozenset[str]:
        """The topics that the statement or its headings name."""
        return frozenset(self.statement.topics) | frozenset(self.section.topics)

    @property
    def content(self) -> str:
        """What the statement says, without the full stop of a list item."""
        return self.statement.bare


def facts_in(section: Section, document: Document, first: int) -> list[Fact]:
    """The facts of one section, numbered from `first`."""
    heading, path = frozenset(stems(section.heading)), frozenset(stems(" ".join(section.heading_path)))
    title = frozenset(stems(document.title)) if document.kind != "roadmap" else frozenset[str]()
    whole = frozenset(stems(" ".join(section.asked)))
    found: list[Fact] = []
    for number, statement in enumerate(section.statements, start=first):
        own = frozenset(stems(f"{statement.subject} {statement.content}"))
        placed = own | path
        asked = placed | whole | frozenset(stems(" ".join(statement.asked)))
        sets = (own, heading, path, own | heading, placed, own | title, asked)
        found.append(Fact(number, document, section, statement, *sets, states_number(statement.content)))
    return found
