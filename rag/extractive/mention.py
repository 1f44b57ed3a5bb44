"""Mentions: whether a statement speaks of a thing."""

from rag.fact import Fact
from rag.library import Library
from rag.question import Unit


def mentions(library: Library, fact: Fact, unit: Unit) -> bool:
    """Whether a statement names a thing, or stands under headings that do; a heading must name a topic outright."""
    if unit.is_in(fact.own_stems):
        return True
    if not unit.is_in(fact.own_stems | fact.path_stems):
        return False
    if unit.topic is None or is_part(unit):
        return True
    return unit.topic.id in library.topics.named_in(fact.section.heading_path)


def is_part(unit: Unit) -> bool:
    """Whether a unit is a part of its topic, which stands for itself alone."""
    return unit.topic is not None and unit.text in {p.lower() for p in unit.topic.parts}
