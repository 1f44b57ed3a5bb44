"""Durations: the time that headings state for stages and topics, with every sum shown in its parts."""

import re
from collections.abc import Sequence

from ingest.outline import duration_in
from ingest.records import Document, Section
from rag.case import Case
from rag.extractive.draft import Draft
from rag.extractive.place import name_of
from rag.extractive.stages import timed, untimed
from rag.extractive.stretch import Stretch
from rag.extractive.timetable import Part, span_of
from rag.extractive.totals import totals
from rag.extractive.wording import capital, listed, number_word, verb
from rag.library import Library
from rag.months import months_of
from rag.question import Unit

_RANGE = re.compile(r"(\d+)\s*(?:-|\u2013|to)\s*(\d+)\s*(month|week|year|hour)s?", re.IGNORECASE)
_MOST_ROADMAPS = 3
_FEW_PARTS = 3  # of a sum that fit into the sentence that begins the answer


def of_stretch(library: Library, draft: Draft, stretch: Stretch, parts: Sequence[Part]) -> list[str]:
    """The time that a roadmap, whose parts are `parts`, states for a stretch of it; empty where it states none."""
    chosen = stretch.parts
    span = span_of(chosen)
    if not all(p.time for p in chosen):
        return []
    if stretch.month and span:
        return [_from_month(draft, stretch, span[1])]
    if len(chosen) == 1:
        (only,) = chosen
        head = f"{_in_full(only)}, for {'all of ' if stretch.within else ''}{only.name} {draft.cite_heading(only.section)}."
        return [head, f"It states none for {stretch.within} alone." if stretch.within else _by_timeline(draft, chosen)]
    total = _sum(chosen)
    told = [f"{_amount(p)} for {p.name} {draft.cite_heading(p.section)}" for p in chosen]
    glue = ": " if len(told) <= _FEW_PARTS else ". They give "
    said = f"{total}, by the headings{glue}{listed(told)}." if total else f"By the headings: {listed(told)}."
    if [p for p in parts if p.number is not None] == list(chosen):
        return [said, _by_own_total(library, draft, chosen, total)]
    return [said, _by_timeline(draft, chosen)]


def of_topic(case: Case, topic: Unit) -> Draft | None:
    """The time each roadmap states for a topic: in the heading that names it, else for the stage that teaches it."""
    draft = Draft(case.library)
    own, around = [], []  # roadmaps that time the topic itself, and those that time only what it belongs to
    for document in case.roadmaps:
        headed = _headed(case.library, document, topic)
        holder = headed or _teaching(case.library, document, topic)
        owner = timed(case.library, holder) or holder if holder else None
        if headed and owner:
            own.append((document, f"{_stated(owner)} {draft.cite_heading(owner)}"))
        elif owner:
            around.append((document, f"{_stated(owner)}, for all of {untimed(owner)} {draft.cite_heading(owner)}"))
    if not own and not around:
        return None
    (first, time), *others = [*own, *around]
    draft.say(f"{capital(time)}, by {first.short}.")
    draft.say(*(f"{d.short}: {time}." for d, time in others[: _MOST_ROADMAPS - 1]))
    silent = [d.short for d in case.roadmaps if d not in {d for d, _ in (*own, *around)}]
    if silent and not case.question.sources:
        draft.say(f"{listed(silent)} {verb('state', len(silent))} no time for {name_of(topic)}.")
    return draft


def _headed(library: Library, document: Document, topic: Unit) -> Section | None:
    """The section whose heading names the topic and states a time."""
    sections = (s for s in library.sections_of[document.id] if topic.topic and topic.topic.id in s.topics)
    return next((s for s in sections if duration_in(s.heading)), None)


def _teaching(library: Library, document: Document, topic: Unit) -> Section | None:
    """The first section with a time of its own or from around it that teaches the topic."""
    taught = (f for f in library.facts_of[document.id] if f.section.role == "learn" and f.section.duration)
    return next((f.section for f in taught if topic.is_in(f.own_stems)), None)


def _stated(section: Section) -> str:
    return (section.duration or "").lower()


def _from_month(draft: Draft, stretch: Stretch, last: int) -> str:
    """What is left from a month on, by parts of which the first may have begun."""
    first, month = stretch.parts[0], stretch.month or 0
    begun = first.months is not None and first.months[0] < month
    names = [f"{p.name} {draft.cite_heading(p.section)}" for p in stretch.parts]
    told = listed([f"the rest of {names[0]}" if begun else names[0], *names[1:]])
    by = "".join(dict.fromkeys(draft.cite(p.by) for p in stretch.parts if p.by))
    counted = f", by its timeline {by}" if by else ""
    return f"{capital(number_word(last - month + 1))} months, months {month}-{last}{counted}: {told}."


def _in_full(part: Part) -> str:
    """A part's time as an answer begins with it: `Three months, months 4-6`, or `2-3 months`."""
    span = months_of(part.time)
    return f"{capital(_amount(part))} months, months {span[0]}-{span[1]}" if span else part.time


def _amount(part: Part) -> str:
    """A part's time as a part of a sum: `three` for numbered months, else as its heading states it."""
    span = months_of(part.time)
    return number_word(span[1] - span[0] + 1) if span else part.time


def _sum(parts: Sequence[Part]) -> str:
    """The sum of the ranges in headings, such as `13-20 months`, or of the months they span; else empty."""
    spans = [span for p in parts if (span := months_of(p.time))]
    if len(spans) == len(parts):
        return f"{capital(number_word(sum(high - low + 1 for low, high in spans)))} months"
    ranges = [found for p in parts if (found := _RANGE.search(p.time))]
    units = {found.group(3).lower() for found in ranges}
    if len(ranges) < len(parts) or len(units) != 1:
        return ""
    low, high = (sum(int(found.group(end)) for found in ranges) for end in (1, 2))
    return f"{low}-{high} {units.pop()}s"


def _by_timeline(draft: Draft, parts: Sequence[Part]) -> str:
    """The months that the same roadmap's timeline gives these parts, where it has one beside its headings."""
    facts = [p.by for p in parts if p.by]
    span = span_of(parts)
    if len(facts) < len(parts) or span is None:
        return ""
    held = number_word(span[1] - span[0] + 1)
    return f"Its timeline gives {_them(parts)} months {span[0]}-{span[1]}, {held} in all {draft.cite(*facts)}."


def _them(parts: Sequence[Part]) -> str:
    return "it" if len(parts) == 1 else "them"


def _by_own_total(library: Library, draft: Draft, parts: Sequence[Part], total: str) -> str:
    """The time that the roadmap itself states for the whole way, and whether it agrees with the sum of all stages."""
    own = next(iter(totals(library, [library.documents[parts[0].section.document_id]])), None)
    if own is None:
        return ""
    if not total:
        return f"It gives the whole way {own.time} {draft.cite(own.fact)}."
    agrees = total.lower().startswith(own.time.split(" ", 1)[0])
    return f"Its own total {'agrees' if agrees else 'is another'}: {own.time} {draft.cite(own.fact)}."
