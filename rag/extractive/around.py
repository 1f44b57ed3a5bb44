"""What stands around a statement in its roadmap: what a stage teaches, and what introduces it."""

from collections.abc import Iterator

from ingest.records import Section
from rag.fact import Fact
from rag.library import Library


def taught(library: Library, fact: Fact) -> Fact:
    """The first thing to learn under a heading of which `fact` only tells the goal; else `fact` itself."""
    head = fact.section.heading_path
    if fact.document.kind != "roadmap" or not head:
        return fact
    below = (s for s in library.sections_of[fact.document.id] if s.heading_path[:-1] == head and s.role == "learn")
    return next(_first_of(library, next(below, None)), fact)


def introduction(library: Library, fact: Fact) -> Fact | None:
    """What the nearest heading above that of `fact` says before its lists; None where no heading says anything."""
    path = fact.section.heading_path
    above = [s for s in library.sections_of[fact.document.id] if s.statements and _is_above(s, path)]
    return next(_first_of(library, max(above, key=lambda s: len(s.heading_path), default=None)), None)


def _is_above(section: Section, path: tuple[str, ...]) -> bool:
    head = section.heading_path
    return 0 < len(head) < len(path) and path[: len(head)] == head


def _first_of(library: Library, section: Section | None) -> Iterator[Fact]:
    return (f for f in library.facts_of[section.document_id] if f.section is section) if section else iter(())
