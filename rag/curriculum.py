"""Where the roadmaps teach things, as their syllabus has it."""

from itertools import zip_longest
from statistics import mean

from ingest.places import LISTING, Place
from ingest.records import Topic
from ingest.syllabus import Order
from ingest.verbs import is_action
from rag.fact import Fact
from rag.library import Library

# What those who can build models turn to without more theory.
PRACTICE = frozenset({"career", "portfolio", "mlops", "cloud"})
BUILDS_MODELS = frozenset({"classical-ml", "deep-learning", "nlp", "generative-ai", "rag-agents"})


class Curriculum:
    """What the roadmaps teach where, and how far into them."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.topics = library.topics
        self._syllabus = library.contents.syllabus

    def where(self, topic: Topic) -> dict[str, Place]:
        """By the ids of the roadmaps that teach `topic`, how far into each it is, and the rows of what teaches it."""
        return self._syllabus.places[topic.id]

    def places(self, topic: Topic) -> dict[str, Fact]:
        """By the ids of the roadmaps that teach `topic`, the first statement by which each does so."""
        return {id_: self.library.facts[place.first] for id_, place in self.where(topic).items()}

    def lessons(self, *topics: Topic) -> list[Fact]:
        """A statement of each section that teaches `topics`: every roadmap's first on each, then the next ones."""
        rows = [zip_longest(*self.lessons_of(topic).values()) for topic in topics]
        return [f for turn in zip_longest(*rows, fillvalue=()) for row in turn for f in row if f]

    def lessons_of(self, topic: Topic) -> dict[str, list[Fact]]:
        """By the ids of the roadmaps that teach `topic`, the first statement of each section that does so."""
        facts = self.library.facts
        return {id_: [facts[row] for row in place.lessons] for id_, place in self.where(topic).items()}

    def position(self, topic: Topic) -> float:
        """How far into the roadmaps a topic comes on average, from 0 to 1; 1 when none teaches it."""
        found = [place.position for place in self.where(topic).values()]
        return mean(found) if found else 1.0

    def order(self, one: Topic, other: Topic) -> Order:
        """Which roadmaps put `one` before `other`."""
        return self._syllabus.order(one.id, other.id)

    def resources_on(self, topic: Topic) -> dict[str, Fact]:
        """By the ids of the resources that teach `topic`, the statement that says so."""
        return {id_: self.library.facts[row] for id_, row in self._syllabus.resources[topic.id].items()}


def first_items(library: Library, fact: Fact, topic: Topic, most: int = 3) -> list[Fact]:
    """The first things that a roadmap lists for a topic: under its heading, or in the statement itself."""
    if topic.id not in fact.section.topics:
        return [fact]
    head = fact.section.heading_path
    under = (
        f
        for f in library.facts_of[fact.document.id]
        if f.section.order >= fact.section.order and f.section.heading_path[: len(head)] == head
    )
    listed = [f for f in under if f.statement.is_item and f.section.role in LISTING and not is_action(f.content)]
    own = [f for f in listed if topic.id in f.statement.topics]  # a heading may name several topics
    return (own or listed)[:most] or [fact]
