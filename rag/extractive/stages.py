"""The numbered stages of a roadmap, whatever it calls them: phases, steps or sections."""

import re
from collections.abc import Sequence

from ingest.outline import duration_in
from ingest.records import Document, Section
from rag.fact import Fact
from rag.library import Library

_NUMBERED = re.compile(r"^(\d+)\.\s+(.+)$")


def stage_headings(library: Library, document: Document) -> dict[int, Section]:
    """The first section of each numbered stage of a roadmap, by number, in reading order."""
    stages: dict[int, Section] = {}
    for section in library.sections_of.get(document.id, ()):
        if section.stage is not None:
            stages.setdefault(section.stage, section)
    return stages


def stage_of(library: Library, section: Section) -> Section | None:
    """The heading of the stage that a section belongs to, or None for one outside all stages."""
    if section.stage is None:
        return None
    return stage_headings(library, library.documents[section.document_id]).get(section.stage)


def timed(library: Library, section: Section) -> Section | None:
    """The nearest section, this one or one around it, whose heading states a time, or None."""
    around = [
        s
        for s in library.sections_of[section.document_id]
        if s.heading_path
        and section.heading_path[: len(s.heading_path)] == s.heading_path
        and s.order <= section.order
        and duration_in(s.heading)
    ]
    return around[-1] if around else None


def facts_under(library: Library, sections: Sequence[Section]) -> list[Fact]:
    """The facts that stand in `sections`, at least one and all of one document, in order."""
    orders = {s.order for s in sections}
    return [f for f in library.facts_of.get(sections[0].document_id, ()) if f.section.order in orders]


def stage_word(heading: str) -> str:
    """What a roadmap calls its stages, by one of their headings: `phase`, `step`, or else `stage`."""
    word = heading.split(" ", 1)[0].lower()
    return word if word in {"phase", "step"} else "stage"


def number_label(section: Section) -> str:
    """A heading up to its colon: `Phase 4` for `Phase 4: MLOps & Production (2-3 months)`."""
    return section.heading.split(":", 1)[0]


def stage_label(section: Section) -> str:
    """The stage that a section stands in, as its source counts it: `Phase 3`, `Step 8`, `step 5` or `stage 5`."""
    word = next((w for h in section.heading_path if (w := stage_word(h)) != "stage"), None)
    if word:
        return f"{word.capitalize()} {section.stage}"
    return (
        f"{'step' if section.heading_path[:1] and section.heading_path[0][:1].isdigit() else 'stage'} {section.stage}"
    )


def titled(heading: str, word: str = "step") -> str:
    """A heading fit for running text, a bare number in front made a step: `Step 4: Work on Projects`."""
    return _NUMBERED.sub(rf"{word.capitalize()} \1: \2", heading)


def untimed(section: Section) -> str:
    """A heading without the time that it states in brackets: `Phase 4: MLOps & Production`."""
    return section.heading.split(" (", 1)[0].strip()
