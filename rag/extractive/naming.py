"""Naming: whether a statement names a thing."""

from ingest.records import Document
from rag.fact import Fact
from rag.library import Library
from rag.question import Unit
from rag.words import words


def mentions(library: Library, fact: Fact, unit: Unit) -> bool:
    """Whether a statement names a thing, or stands under headings that do.

    A topic must be named outright: the stems of its names may stand apart, or be those of other words.
    """
    if states(fact, unit):
        return True
    if not unit.is_in(fact.own_stems | fact.path_stems):
        return False
    if unit.topic is None or is_part(unit):
        return True
    return unit.topic.id in library.topics.named_in(fact.section.heading_path)


def states(fact: Fact, unit: Unit) -> bool:
    """Whether a statement names a thing in its own words."""
    if not unit.is_in(fact.own_stems) or unit.topic is None or is_part(unit):
        return unit.is_in(fact.own_stems)
    said = {word.removesuffix("s") for word in words(f"{fact.statement.subject} {fact.statement.content}")}
    names = {name.lower().removesuffix("s") for name in (unit.topic.name, *unit.topic.aliases)}
    return unit.topic.id in fact.statement.topics or bool(said & names)


def is_told_by_name(fact: Fact, thing: Document) -> bool:
    """Whether a statement names what it is about, so that it can be read alone."""
    return any(name in fact.content for name in (thing.title, *thing.aliases))


def names_a_roadmap(library: Library, fact: Fact) -> bool:
    """Whether a statement names a roadmap; a resource's that does tells where it is listed, and nothing of itself."""
    return any(roadmap.short in fact.content for roadmap in library.roadmaps)


def is_part(unit: Unit) -> bool:
    """Whether a unit is a part of its topic, which stands for itself alone."""
    return unit.topic is not None and unit.text in {p.lower() for p in unit.topic.parts}
