"""Durations: the time that headings state for stages and topics, with every sum shown in its parts."""

import re
from collections.abc import Sequence

from ingest.outline import duration_in
from ingest.records import Document, Section
from rag.case import Case
from rag.extractive.draft import Draft
from rag.extractive.place import name_of
from rag.extractive.stages import number_label, stage_headings, timed, untimed
from rag.extractive.totals import totals
from rag.extractive.wording import capital, listed, number_word, verb
from rag.library import Library
from rag.months import months_of
from rag.question import Unit
from rag.words import stems

_RANGE = re.compile(r"(\d+)\s*(?:-|\u2013|to)\s*(\d+)\s*(month|week|year|hour)s?", re.IGNORECASE)
_MOST_ROADMAPS = 3
_FEW_PARTS = 3  # of a sum that fit into the sentence that begins the answer


def of_stages(case: Case, source: Document, span: tuple[int, int]) -> Draft | None:
    """The time that a roadmap's headings state for its stages, added up where there are several."""
    headings = stage_headings(case.library, source)
    stated = [headings[n] for n in sorted(headings) if span[0] <= n <= span[1] and headings[n].duration]
    if not stated:
        return None
    draft = Draft(case.library)
    if len(stated) == 1:
        draft.say(f"{_in_full(stated[0])}, for {untimed(stated[0])} {draft.cite_heading(stated[0])}.")
        return draft.say(_by_timeline(case.library, draft, stated[0]))
    total = _sum(stated)
    parts = [f"{_amount(s)} for {number_label(s)} {draft.cite_heading(s)}" for s in stated]
    glue = ": " if len(parts) <= _FEW_PARTS else ". They give "
    draft.say(f"{total}, by the headings{glue}{listed(parts)}." if total else f"By the headings: {listed(parts)}.")
    is_all = len(stated) == len(headings)
    return draft.say(_by_own_total(case.library, draft, source, total if is_all else ""))


def to_the_end(case: Case, source: Document, topic: Unit, *, after: bool) -> Draft | None:
    """The time from the stage that teaches a topic to the last one; without that stage where `after`."""
    headings = stage_headings(case.library, source)
    facts = [f for f in case.library.facts_of[source.id] if f.section.stage is not None]
    headed = [n for n in sorted(headings) if topic.is_in(frozenset(stems(headings[n].heading)))]
    stating = [f.section.stage for f in facts if topic.is_in(f.own_stems)]
    at = next(iter([*headed, *stating]), None)
    return of_stages(case, source, (at + after, max(headings))) if at is not None else None


def below_heading(case: Case, source: Document, word: str) -> Draft | None:
    """The times stated in the headings at or below those that hold `word`, added up."""
    sections = [s for s in case.library.sections_of[source.id] if any(word in h.lower() for h in s.heading_path)]
    stated = [s for s in sections if duration_in(s.heading)]
    if not stated:
        return None
    draft = Draft(case.library)
    parts = listed([f"{s.duration} ({untimed(s).lower()}) {draft.cite_heading(s)}" for s in stated])
    total = _sum(stated) if len(stated) > 1 else ""
    return draft.say(f"{total} together: {parts}." if total else f"{capital(parts)}.")


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


def _in_full(section: Section) -> str:
    """A stage's time as an answer begins with it: `Three months, months 4-6`, or `2-3 months`."""
    span = months_of(section.duration)
    return f"{capital(_amount(section))} months, months {span[0]}-{span[1]}" if span else (section.duration or "")


def _amount(section: Section) -> str:
    """A stage's time as a part of a sum: `three` for numbered months, else as its heading states it."""
    span = months_of(section.duration)
    return number_word(span[1] - span[0] + 1) if span else (section.duration or "")


def _sum(sections: Sequence[Section]) -> str:
    """The sum of the ranges in headings, such as `13-20 months`, or of the months they span; else empty."""
    spans = [span for s in sections if (span := months_of(s.duration))]
    if len(spans) == len(sections):
        return f"{capital(number_word(sum(high - low + 1 for low, high in spans)))} months"
    ranges = [found for s in sections if (found := _RANGE.search(s.duration or ""))]
    units = {found.group(3).lower() for found in ranges}
    if len(ranges) < len(sections) or len(units) != 1:
        return ""
    low, high = (sum(int(found.group(end)) for found in ranges) for end in (1, 2))
    return f"{low}-{high} {units.pop()}s"


def _by_timeline(library: Library, draft: Draft, stage: Section) -> str:
    """What the same roadmap's timeline says of a stage, where it has one."""
    name = untimed(stage).split(":", 1)[-1].strip().lower()
    for fact in library.facts_of[stage.document_id]:
        is_on_it = fact.section.role == "time" and fact.section.stage is None and name and name in fact.content.lower()
        when = (duration_in(fact.statement.subject) or duration_in(fact.content)) if is_on_it else None
        if when:
            return f"Its timeline gives it {when.lower()} {draft.cite(fact)}."
    return ""


def _by_own_total(library: Library, draft: Draft, source: Document, total: str) -> str:
    """The time that the roadmap itself states for the whole way, and whether it agrees with the sum of all stages."""
    own = next(iter(totals(library, [source])), None)
    if own is None:
        return ""
    if not total:
        return f"It gives the whole way {own.time} {draft.cite(own.fact)}."
    agrees = total.lower().startswith(own.time.split(" ", 1)[0])
    return f"Its own total {'agrees' if agrees else 'is another'}: {own.time} {draft.cite(own.fact)}."
