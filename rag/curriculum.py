"""The order in which the roadmaps teach things, computed from their outlines."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from statistics import mean

from ingest.records import Section, Topic
from rag.fact import Fact
from rag.library import Library
from rag.verbs import is_action

_TEACHING = frozenset({"learn", "tools", "other", "why"})
_LISTING = frozenset({"learn", "tools", "other"})
_ADVISING = frozenset({"career", "other"})
OF_WORK = frozenset({"portfolio", "career"})  # areas that are advised on rather than taught
# The areas that every model-building skill rests on, in an order that is computed, and those that rest on all of them.
_CORE = ("programming", "foundations", "classical-ml", "deep-learning")
_MODELLING = ("classical-ml", "deep-learning")
_BUILDS_ON_CORE = frozenset({"nlp", "vision", "generative-ai", "rag-agents", "rl"})
# What those who can build models turn to without more theory.
PRACTICE = frozenset({"career", "portfolio", "mlops", "cloud"})
BUILDS_MODELS = frozenset({"classical-ml", "deep-learning", "nlp", "generative-ai", "rag-agents"})
_LATER = ("nlp", "vision", "generative-ai", "rl", "mlops", "portfolio", "career")
_LANGUAGE = "python"  # that of the field
_LANGUAGES = frozenset({_LANGUAGE, "numpy", "pandas"})  # any of these shows that somebody programs in it
_WIDELY = 3  # roadmaps that must name a part of the foundations before a learner is sent to it on its own
_MAIN_PARTS = 3  # parts of the foundations that stand for the whole
_SHORT = 3  # steps below which a path is lengthened by what follows its goal


class Curriculum:
    """What the roadmaps teach where, and what comes after what."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.topics = library.topics
        self._places: dict[str, dict[str, Fact]] = {}
        # The topic that stands for a whole area is the first listed for it; a corpus of another field lacks some areas.
        self._main = {topic.area: topic for topic in reversed(self.topics.all)}

    def places(self, topic: Topic) -> dict[str, Fact]:
        """By the ids of the roadmaps that teach `topic`, the first statement by which each does so."""
        if topic.id not in self._places:
            first = {d.id: self._first(d.id, topic.id) for d in self.library.roadmaps}
            self._places[topic.id] = {id_: fact for id_, fact in first.items() if fact}
        return self._places[topic.id]

    def lessons(self, topic: Topic) -> list[Fact]:
        """A statement of each section that teaches `topic`: first every roadmap's first section, then the next ones."""
        return [f for row in zip_longest(*self.lessons_of(topic).values()) for f in row if f]

    def lessons_of(self, topic: Topic) -> dict[str, list[Fact]]:
        """By the ids of the roadmaps that teach `topic`, the first statement of each section that does so."""
        return {id_: self._lessons(fact, topic) for id_, fact in self.places(topic).items()}

    def position(self, topic: Topic) -> float:
        """How far into the roadmaps a topic comes on average, from 0 to 1; 1 when none teaches it."""
        found = [self._depth(fact.section) for fact in self.places(topic).values()]
        return mean(found) if found else 1.0

    def core(self) -> list[str]:
        """The core areas in the order in which the roadmaps, on average, come to them, but programming first.

        The roadmaps are divided over maths or programming first; all exercises after them are done in code.
        """
        first, *others = _CORE
        return [*self._ordered([first]), *self._ordered(others)]

    def parts_of_foundations(self) -> list[Topic]:
        """The mathematical topics that several roadmaps set apart, those that most roadmaps teach first."""
        parts = [t for t in self.topics.all if t.area == "foundations" and t != self._main[t.area]]
        parts = [t for t in parts if self._setting_apart(t) >= _WIDELY]
        return sorted(parts, key=lambda t: (-len(self.places(t)), self.topics.all.index(t)))

    def path(self, known: Sequence[Topic], goals: Sequence[Topic], lacking: Sequence[Topic] = ()) -> list[Topic]:
        """The topics from what is known to the goals, nearest first; without goals, on to an engineer's work.

        What the learner says is `lacking` is not taken for known by implication.
        """
        areas = {t.area for t in known}
        steps = self._core_steps(known, {t.area for t in lacking})
        ahead = [g for g in goals if g not in known]
        wanted, core_goals = [g for g in ahead if g.area not in _CORE], [g for g in ahead if g.area in _CORE]
        if wanted and all(g.area in PRACTICE for g in wanted) and areas & BUILDS_MODELS:
            steps = []
        if core_goals and not wanted:
            steps = self._by_way_of(core_goals, steps)
        steps += wanted
        if not wanted:
            steps += [self._main[a] for a in self._ordered(_LATER) if a not in areas]
        elif len(steps) < _SHORT:
            later = (self._main[a] for a in _LATER if a in self._main and a not in areas)
            steps += [t for t in later if t not in steps and self.position(t) >= self.position(steps[-1])]
        return list(dict.fromkeys(s for s in steps if s not in known))

    def _ordered(self, areas: Sequence[str]) -> list[str]:
        """Those of `areas` that there are, by how far into the roadmaps their main topics come."""
        return sorted((a for a in areas if a in self._main), key=lambda area: self.position(self._main[area]))

    def _core_steps(self, known: Sequence[Topic], lacking: set[str]) -> list[Topic]:
        """What is left of the core for a learner who is `lacking` something of these areas, in order."""
        implied = self._implied({t.area for t in known}) - lacking
        steps: list[Topic] = []
        for area in self.core():
            if area in implied or self._is_met(area, known):
                continue
            steps += self.parts_of_foundations() if area == "foundations" else [self._entry(area, known)]
        return [s for s in steps if s not in known]

    def _entry(self, area: str, known: Sequence[Topic]) -> Topic:
        """Where to enter an area: at its main topic; those who program in another language need but the field's own."""
        language = self.topics.by_id.get(_LANGUAGE)
        programs = area == "programming" and any(t.area == area for t in known)
        return language if programs and language else self._main[area]

    def _implied(self, areas: set[str]) -> set[str]:
        """The core areas that a learner must have been through, knowing something of `areas`."""
        order = self.core()
        if areas & _BUILDS_ON_CORE:
            return set(order)
        furthest = max((order.index(area) for area in areas.intersection(_MODELLING)), default=0)
        return set(order[:furthest])

    def _is_met(self, area: str, known: Iterable[Topic]) -> bool:
        """Whether what a learner knows of a core area will do for the whole of it."""
        mine = {t for t in known if t.area == area}
        if area == "programming":
            return any(t.id in _LANGUAGES for t in mine)
        if self._main[area] in mine:
            return True
        if area == "foundations":
            return mine.issuperset(self.parts_of_foundations()[:_MAIN_PARTS])
        return len(mine) >= (1 if area == "deep-learning" else 2)

    def _by_way_of(self, goals: Sequence[Topic], steps: Sequence[Topic]) -> list[Topic]:
        """`steps` with `goals` in their place: after what the roadmaps teach no later than the last of them."""
        at = max(self.position(g) for g in goals)
        others = [s for s in steps if s not in goals]
        before = [s for s in others if self.position(s) <= at]
        return [*before, *goals, *(s for s in others if s not in before)]

    def _setting_apart(self, topic: Topic) -> int:
        """How many roadmaps give a topic a list item or heading of its own."""
        return sum(any(self._is_about(f, topic.id) for f in self._teaching(d.id)) for d in self.library.roadmaps)

    def _is_about(self, fact: Fact, topic_id: str) -> bool:
        """Whether a fact's heading or its subject, not just its content, names a topic."""
        return topic_id in fact.section.topics or self._has_subject(fact, topic_id)

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
    return listed[:most] or [fact]
