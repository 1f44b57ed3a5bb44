"""Places: where in a roadmap a topic is taught."""

from collections.abc import Sequence

from ingest.records import Document, Section, Topic
from rag.extractive.stages import stage_headings, titled
from rag.fact import Fact
from rag.library import Library
from rag.question import Unit

USING = frozenset({"projects", "test", "resources"})  # roles of sections that use a topic rather than teach it


def first_place(library: Library, document: Document, topics: Sequence[Unit]) -> Fact | None:
    """Where a roadmap first teaches one of `topics`: under a heading that names it, else in a statement."""
    facts = [f for f in library.facts_of.get(document.id, ()) if f.section.role != "about"]
    for candidates in ([f for f in facts if f.section.role not in USING], facts):
        headed = next((f for f in candidates if any(u.is_in(f.path_stems) for u in topics)), None)
        stated = next((f for f in candidates if any(u.is_in(f.own_stems) for u in topics)), None)
        if headed and stated and headed.section.stage is None and stated.section.order < headed.section.order:
            return stated
        if headed or stated:
            return headed or stated
    return None


def unit_of(library: Library, topic: Topic) -> Unit:
    """A topic under all its names, as a question would ask about it."""
    names = (topic.name, *topic.aliases)
    return Unit(topic.name, tuple(a for n in names for a in library.lexicon.alternatives(n.lower())), 1.0, topic=topic)


def name_of(unit: Unit) -> str:
    """What an answer calls a unit: its topic's name, else its own words."""
    return unit.topic.name if unit.topic else unit.text


def depth(library: Library, section: Section) -> float:
    """How far into its roadmap a section stands, from 0 to 1: by stage where the roadmap counts stages."""
    document = library.documents[section.document_id]
    stages = stage_headings(library, document)
    if section.stage is not None and stages:
        return section.stage / max(stages)
    return section.order / len(library.sections_of[document.id])


def heading_line(section: Section) -> str:
    """Where a section stands, in the source's own words: `Phase 3: Deep Learning (Months 7-9), What to Learn`."""
    path = [h for h in section.heading_path if not h.lower().startswith("timeline:")] or list(section.heading_path)
    return ", ".join(titled(h.rstrip("?")) for h in path[:2])
