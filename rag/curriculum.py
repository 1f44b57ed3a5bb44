"""Where the roadmaps teach things, computed from their outlines."""

from itertools import zip_longest
from statistics import mean

from ingest.records import Section, Topic
from rag.fact import Fact
from rag.library import Library
from rag.verbs import is_action

_TEACHING = frozenset({"learn", "tools", "other", "why"})
_LISTING = frozenset({"learn", "tools", "other"})
_ADVISING = frozenset({"career", "projects", "other"})
OF_WORK = frozenset({"portfolio", "career"})  # areas that are advised on rather than taught
# What those who can build models turn to without more theory.
PRACTICE = frozenset({"career", "portfolio", "mlops", "cloud"})
BUILDS_MODELS = frozenset({"classical-ml", "deep-learning", "nlp", "generative-ai", "rag-agents"})


class Curriculum:
    """What the roadmaps teach where, and how far into them."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.topics = library.topics
        self._places: dict[str, dict[str, Fact]] = {}

    def places(self, topic: Topic) -> dict[str, Fact]:
        """By the ids of the roadmaps that teach `topic`, the first statement by which each does so."""
        if topic.id not in self._places:
            first = {d.id: self._first(d.id, topic.id) for d in self.library.roadmaps}
            self._places[topic.id] = {id_: fact for id_, fact in first.items() if fact}
        return self._places[topic.id]

    def lessons(self, *topics: Topic) -> list[Fact]:
        """A statement of each section that teaches `topics`: every roadmap's first on each, then the next ones."""
        rows = [zip_longest(*self.lessons_of(topic).values()) for topic in topics]
        return [f for turn in zip_longest(*rows, fillvalue=()) for row in turn for f in row if f]

    def lessons_of(self, topic: Topic) -> dict[str, list[Fact]]:
        """By the ids of the roadmaps that teach `topic`, the first statement of each section that does so."""
        return {id_: self._lessons(fact, topic) for id_, fact in self.places(topic).items()}

    def position(self, topic: Topic) -> float:
        """How far into the roadmaps a topic comes on average, from 0 to 1; 1 when none teaches it."""
        found = [self._depth(fact.section) for fact in self.places(topic).values()]
        return mean(found) if found else 1.0

    def _teaching(self, document_id: str) -> list[Fact]:
        return [f for f in self.library.facts_of[document_id] if f.section.role in _TEACHING]

    def _has_subject(self, fact: Fact, topic_id: str) -> bool:
        return topic_id in self.topics.named_in([fact.statement.subject])

    def _first(self, document_id: str, topic_id: str) -> Fact | None:
        """The statement by which a roadmap first teaches a topic.

        It is the first under a heading that names it, unless one in an earlier section has it for its subject; without
        such a heading, the first that names it.
        """
        topic = self.topics.by_id[topic_id]
        if topic.area in OF_WORK:
            return self._first_advice(document_id, topic_id)
        facts = self._teaching(document_id)
        headed = next(iter(self._under_heading(document_id, topic_id)), None)
        named = next((f for f in facts if topic_id in f.statement.topics), None)
        if not headed or not named:
            return headed or named
        is_earlier = named.section.order < headed.section.order and self._has_subject(named, topic_id)
        return named if is_earlier else headed

    def _first_advice(self, document_id: str, topic_id: str) -> Fact | None:
        """The first thing that a roadmap advises to do about a topic, else the first statement on it."""
        facts = [f for f in self.library.facts_of[document_id] if f.section.role in _ADVISING]
        about = [f for f in facts if topic_id in f.topics]
        return next((f for f in about if f.statement.is_item and is_action(f.content)), next(iter(about), None))

    def _lessons(self, place: Fact, topic: Topic) -> list[Fact]:
        """The first thing to learn in each section under a roadmap's heading for `topic`; `place` without one."""
        under = self._under_heading(place.document.id, topic.id)
        listed = [f for f in under if f.section.role in _LISTING and f.statement.is_item]
        first = {f.section.order: f for f in reversed(listed or under)}
        return [first[order] for order in sorted(first)] or [place]

    def _under_heading(self, document_id: str, topic_id: str) -> list[Fact]:
        """What a roadmap teaches under its first heading that names a topic."""
        teaching = self._teaching(document_id)
        heads = [s.heading_path for s in self.library.sections_of[document_id] if topic_id in s.topics]
        below = ([f for f in teaching if f.section.heading_path[: len(head)] == head] for head in heads)
        return next(filter(None, below), [])

    def _depth(self, section: Section) -> float:
        return section.order / max(1, len(self.library.sections_of[section.document_id]) - 1)


def precedes(one: Fact, other: Fact) -> bool:
    """Whether a roadmap's order puts one before the other: in lists of their own, and not within one of its stages."""
    is_apart = one.section is not other.section and (
        one.section.stage is None or one.section.stage != other.section.stage
    )
    return is_apart and one.number < other.number and one.section.role in _LISTING


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
    listed = [f for f in under if f.statement.is_item and f.section.role in _LISTING and not is_action(f.content)]
    own = [f for f in listed if topic.id in f.statement.topics]  # a heading may name several topics
    return (own or listed)[:most] or [fact]
