"""The order in which the roadmaps teach things, computed from their outlines."""

from collections.abc import Sequence
from functools import lru_cache
from statistics import mean

from ingest.records import Topic
from rag.extractive.phrase import is_action
from rag.library import Fact, Library

_TEACHING = {"learn", "tools", "other", "why"}
# The areas that every model-building skill rests on; which comes first among them is computed.
_CORE = ("programming", "foundations", "classical-ml", "deep-learning")
_BUILDS_ON_CORE = ("nlp", "vision", "generative-ai", "rag-agents", "rl")
_WIDELY = 3  # roadmaps that must name a part of the foundations before a learner is sent to it on its own


class Curriculum:
    """What the roadmaps teach where, and what comes after what."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.topics = library.topics
        self._first = lru_cache(maxsize=None)(self._find_first)

    def main_topic(self, area: str) -> Topic:
        """The topic that stands for a whole area: the first listed for it."""
        return next(t for t in self.topics.all if t.area == area)

    def places(self, topic: Topic) -> dict[str, Fact]:
        """The first statement by which each roadmap that teaches `topic` does so."""
        return {d.id: fact for d in self.library.roadmaps if (fact := self._first(d.id, topic.id))}

    def position(self, topic: Topic) -> float:
        """How far into the roadmaps a topic comes on average, from 0 to 1; 1 when none teaches it."""
        found = [_depth(self.library, fact) for fact in self.places(topic).values()]
        return mean(found) if found else 1.0

    def core(self) -> list[str]:
        """The core areas in the order in which the roadmaps, on average, come to them."""
        return sorted(_CORE, key=lambda area: (self.position(self.main_topic(area)), _CORE.index(area)))

    def parts_of_foundations(self) -> list[Topic]:
        """The mathematical topics that most roadmaps name, in their average order."""
        parts = [t for t in self.topics.all if t.area == "foundations" and t.id != "mathematics" and self._own_items(t) >= _WIDELY]
        return sorted(parts, key=lambda t: (-len(self.places(t)), self.topics.all.index(t)))

    def _own_items(self, topic: Topic) -> int:
        """How many roadmaps give a topic a list item or heading of its own."""
        return sum(
            any(topic.id in f.section.topics or topic.id in _subject_topics(self.library, f) for f in self.library.facts_of[d.id] if f.section.role in _TEACHING)
            for d in self.library.roadmaps
        )

    def path(self, known: Sequence[Topic], goals: Sequence[Topic]) -> list[Topic]:
        """The topics from what is known to the goal, nearest first."""
        ids = {t.id for t in known}
        areas = {t.area for t in known}
        implied = self._implied(areas)
        steps: list[Topic] = []
        for area in self.core():
            if area in implied or self._is_met(area, known):
                continue
            if area == "foundations":
                steps += [t for t in self.parts_of_foundations() if t.id not in ids]
            else:
                steps.append(self.main_topic(area))
        wanted = [g for g in goals if g.id not in ids and g.area not in _CORE]
        if any(g.area not in {"career", "portfolio", "mlops", "cloud"} for g in wanted) or not wanted:
            steps += [g for g in wanted if g not in steps]
        else:
            steps = [s for s in steps if not areas & {"deep-learning", "nlp", "generative-ai", "rag-agents"}] + wanted
        core_goals = [g for g in goals if g.area in _CORE and g.id not in ids]
        if core_goals and not wanted:
            steps = self._up_to(steps, core_goals)
        later = ("nlp", "vision", "generative-ai", "rl", "mlops", "portfolio", "career")
        if not wanted:
            following = sorted((a for a in later if a not in areas), key=lambda a: (self.position(self.main_topic(a)), later.index(a)))
            steps += [self.main_topic(a) for a in following]
        elif len(steps) < 3:
            steps += [self.main_topic(a) for a in later if a not in areas and self.main_topic(a) not in steps and self.position(self.main_topic(a)) >= self.position(steps[-1])]
        return list(dict.fromkeys(s for s in steps if s.id not in ids))

    def _up_to(self, steps: list[Topic], goals: Sequence[Topic]) -> list[Topic]:
        return [*(s for s in steps if s not in goals and self.position(s) <= max(self.position(g) for g in goals)), *goals, *(s for s in steps if s not in goals and self.position(s) > max(self.position(g) for g in goals))]

    def _implied(self, areas: set[str]) -> set[str]:
        """The core areas that a learner must have been through, knowing what they know."""
        order = self.core()
        if areas & set(_BUILDS_ON_CORE):
            return set(order)
        return {a for a in order if any(order.index(b) > order.index(a) for b in areas & {"classical-ml", "deep-learning"}) }

    def _is_met(self, area: str, known: Sequence[Topic]) -> bool:
        mine = [t for t in known if t.area == area]
        if area == "foundations":
            return any(t.id == "mathematics" for t in mine) or {t.id for t in self.parts_of_foundations()[:3]} <= {t.id for t in mine}
        if area == "programming":
            return any(t.id in {"programming", "python", "numpy", "pandas"} for t in mine)
        return any(t.id == self.main_topic(area).id for t in mine) or len(mine) >= 2 or (area == "deep-learning" and bool(mine))

    def _find_first(self, document_id: str, topic_id: str) -> Fact | None:
        facts = [f for f in self.library.facts_of.get(document_id, ()) if f.section.role in _TEACHING]
        headed = next((f for f in facts if topic_id in f.section.topics), None)
        named = next((f for f in facts if topic_id in f.statement.topics), None)
        if headed and named:
            return named if named.section.order < headed.section.order and topic_id in _subject_topics(self.library, named) else headed
        return headed or named


def _subject_topics(library: Library, fact: Fact) -> set[str]:
    return library.topics.named_in([fact.statement.subject])


def _depth(library: Library, fact: Fact) -> float:
    sections = library.sections_of[fact.document.id]
    return fact.section.order / max(1, len(sections) - 1)


def first_items(library: Library, fact: Fact, topic: Topic, most: int = 3) -> list[Fact]:
    """The first things that a roadmap lists for a topic: under its heading, or in the statement itself."""
    if topic.id in fact.section.topics:
        under = [f for f in library.facts_of[fact.document.id] if f.section.order >= fact.section.order and f.section.heading_path[: len(fact.section.heading_path)] == fact.section.heading_path]
        return [f for f in under if f.statement.is_item and not is_action(f.content) and f.section.role in {"learn", "other", "tools"}][:most] or [fact]
    return [fact]


