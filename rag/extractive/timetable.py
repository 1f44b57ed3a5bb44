"""Timetables: the parts of a roadmap in order, with the time and the months that it states for each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.outline import duration_in
from ingest.records import Document, Section
from rag.extractive.stages import stage_headings, stage_word
from rag.fact import Fact
from rag.library import Library
from rag.months import Months, months_of

_NUMBERED = re.compile(r"^\d+\.\s+")
_TIMED = re.compile(r"\s*\([^()]*\)\s*$")
_COUNTED = re.compile(r"(?:phase|step|section|stage) \d+\b")


@dataclass(frozen=True, slots=True)
class Part:
    """A stage of a roadmap, or what it wants done before the first one, by its heading.

    `months` are the first and last month that the roadmap gives it, and `by` the statement that does so, None where
    the heading itself does; `word` is what the roadmap calls its stages.
    """

    section: Section
    months: Months | None = None
    by: Fact | None = None
    word: str = "step"

    @property
    def number(self) -> int | None:
        """The number of the stage; None for what comes before the first."""
        return self.section.stage

    @property
    def time(self) -> str:
        """The time that the heading states, such as `2-3 months`; else empty."""
        return (duration_in(self.section.heading) or "").lower()

    @property
    def name(self) -> str:
        """The heading without its time, a bare number made a step: `Step 4: Work on Projects`."""
        heading = _TIMED.sub("", self.section.heading) if self.time else self.section.heading
        return _NUMBERED.sub(f"{self.word.capitalize()} {self.number}: ", heading)

    @property
    def title(self) -> str:
        """The heading without number and time: `Work on Projects`."""
        return self.name.split(": ", 1)[-1] if self.number is not None else self.name


def timetable(library: Library, document: Document) -> tuple[Part, ...]:
    """The parts of a roadmap in order; empty for one that does not number its stages."""
    stages = stage_headings(library, document)
    if not stages:
        return ()
    word = _word(library, document, list(stages.values()))
    stated = _by_timeline(library, document, len(stages))
    parts = [_before(s, word) for s in library.sections_of[document.id] if _is_before(s, stages[min(stages)])]
    for place, number in enumerate(sorted(stages)):
        section = stages[number]
        months, by = stated[place] if stated else (None, None)
        own = months_of(duration_in(section.heading))
        parts.append(Part(section, own or months, None if own else by, word))
    return tuple(parts)


def span_of(parts: Sequence[Part]) -> Months | None:
    """The first and last month of these parts, or None where the roadmap numbers no months for one of them."""
    spans = [p.months for p in parts if p.months]
    return (
        (min(low for low, _ in spans), max(high for _, high in spans)) if spans and len(spans) == len(parts) else None
    )


def sections_in(library: Library, part: Part) -> list[Section]:
    """The sections at or below a part's heading."""
    path = part.section.heading_path
    return [s for s in library.sections_of[part.section.document_id] if s.heading_path[: len(path)] == path]


def _before(section: Section, word: str) -> Part:
    return Part(section, months_of(duration_in(section.heading)), None, word)


def _is_before(section: Section, first: Section) -> bool:
    """Whether a section stands before the first stage, states a time, and does not hold the stages."""
    holds = first.heading_path[: len(section.heading_path)] == section.heading_path
    return section.order < first.order and not holds and duration_in(section.heading) is not None


def _by_timeline(library: Library, document: Document, count: int) -> list[tuple[Months, Fact]]:
    """The months that a list of the roadmap gives its stages one by one; empty unless it does so for all."""
    facts = (f for f in library.facts_of.get(document.id, ()) if f.section.role == "time" and f.section.stage is None)
    found = [(span, f) for f in facts if f.statement.is_item and (span := months_of(duration_in(f.statement.subject)))]
    return found if len(found) == count else []


def _word(library: Library, document: Document, headings: Sequence[Section]) -> str:
    """What a roadmap calls its stages: by their headings, else by what its statements say, else steps."""
    word = stage_word(headings[0].heading)
    if word != "stage":
        return word
    said = (_COUNTED.match(f.statement.subject.lower()) for f in library.facts_of.get(document.id, ()))
    return next((m.group().split()[0] for m in said if m), "step")
