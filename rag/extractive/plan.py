"""Time and order: how long things take, when they come and what stands beside what, by what the sources state."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.records import Document
from rag import cues
from rag.case import Case
from rag.cues import timetable as asks
from rag.extractive import beside, durations, following, neighbours, overview, rates, sequence, totals, when
from rag.extractive.draft import Draft
from rag.extractive.mention import Mention
from rag.extractive.stretch import asked_parts, stretch_of
from rag.extractive.timetable import Part, timetable
from rag.months import overlap

_INSIDE = frozenset({"resources", "tools", "test"})  # roles that ask for something inside a part, not for the part


def compose(case: Case) -> Draft | None:
    """The answer to a question about time or order; None for any other question."""
    if case.question.resources:
        return None
    source = _source(case)
    return rates.compose(case) or (_of_one(case, source) if source else _of_all(case))


def _source(case: Case) -> Document | None:
    """The one roadmap that is asked about: the one named, or the only one whose headings number months, if months are."""
    sources = case.question.sources
    if sources:
        return sources[0] if len(sources) == 1 and sources[0].kind == "roadmap" else None
    if not asks.BY_MONTHS.search(case.question.rest):
        return None
    tables = [(d, timetable(case.library, d)) for d in case.library.roadmaps]
    numbered = [d for d, parts in tables if parts and all(p.months and not p.by for p in parts)]
    return numbered[0] if len(numbered) == 1 else None


def _of_one(case: Case, source: Document) -> Draft | None:
    """What one roadmap says: in sentences, its parts one by one, the time for all of it, or what a part holds."""
    parts = timetable(case.library, source)
    if not parts:
        return None
    return _said(case, source, parts) or _laid_out(case, parts) or _whole(case) or _held(case, source, parts)


def _said(case: Case, source: Document, parts: Sequence[Part]) -> Draft | None:
    """The sentences for each thing that is asked, in one answer."""
    text = case.question.rest
    is_length = bool(asks.LENGTH.search(text)) and not asks.COUNTED.search(text)
    if _is_particular(case) and not is_length:
        return None
    draft = Draft(case.library)
    if asks.LEFT.search(text) or is_length:
        return _timed(case, draft, parts, is_length=is_length)
    found = asked_parts(case, parts)
    said = [*_when(case, draft, source, parts, found), *_around(case, draft, parts, found)]
    if asks.BESIDE.search(text) and not found:
        said += beside.told(case.library, draft, source)
    return draft.say(*said) if said else _after(case, source, parts, found)


def _timed(case: Case, draft: Draft, parts: Sequence[Part], *, is_length: bool) -> Draft | None:
    """How long the stretch takes that is asked about, or, of what lies ahead, at least what it is."""
    stretch = stretch_of(case, parts)
    if stretch is None:
        return None
    told = durations.of_stretch(case.library, draft, stretch, parts)
    if told and asks.WHAT_TOO.search(case.question.rest) and len(stretch.parts) == 1:
        told.append(sequence.contents(case.library, draft, stretch.parts[0]))
    if told:
        return draft.say(*told)
    names = sequence.in_a_row(draft, stretch.parts)
    if asks.LEFT.search(case.question.rest):
        return draft.say(f"{sequence.counted(stretch.parts)}: {names}.", "It states no time for them.")
    source = case.library.documents[stretch.parts[0].section.document_id]
    return replace(draft.say(f"{source.short} states no time for {names}."), abstained=True) if is_length else None


def _when(
    case: Case, draft: Draft, source: Document, parts: Sequence[Part], found: Sequence[Mention]
) -> list[str]:
    """When what is mentioned comes, when the whole is done, and when to apply for work."""
    text = case.question.rest
    if not asks.WHEN.search(text):
        return []
    start = when.start_in(text)
    said = when.told(case, draft, parts, found)
    if not said and start is not None and asks.FINISH.search(text):
        said = when.end(draft, parts, start)
    return [*said, *beside.applying(case.library, draft, source)] if asks.APPLYING.search(text) else said


def _around(case: Case, draft: Draft, parts: Sequence[Part], found: Sequence[Mention]) -> list[str]:
    """What stands before, between or on both sides of what is mentioned."""
    return neighbours.told(case, draft, parts, found) if asks.NEIGHBOUR.search(case.question.rest) else []


def _after(case: Case, source: Document, parts: Sequence[Part], found: Sequence[Mention]) -> Draft | None:
    """What comes directly after the last part mentioned, with what it holds."""
    text = case.question.rest
    number = parts[max(m.high for m in found)].number if found else None
    is_asked = asks.NEIGHBOUR.search(text) and asks.AFTER.search(text)
    return following.after_stage(case, source, number) if number is not None and is_asked else None


def _laid_out(case: Case, parts: Sequence[Part]) -> Draft | None:
    """The parts that are asked for, in order, one a line."""
    question = case.question
    if _is_particular(case) or question.role == "projects" or not asks.SEQUENCE.search(question.rest):
        return None
    stretch = stretch_of(case, parts)
    if stretch is None and (question.topics or _names_a_section(case, parts)):
        return None
    chosen = stretch.parts if stretch else [p for p in parts if p.number is not None]
    return sequence.told(Draft(case.library), chosen) if len(chosen) > 1 else None


def _names_a_section(case: Case, parts: Sequence[Part]) -> bool:
    """Whether a word of the question stands in a heading of the roadmap outside its parts."""
    sections = case.library.sections_of[parts[0].section.document_id]
    outside = [s for s in sections if s.stage is None and s.heading]
    stated = {f.section.order: f.heading_stems for s in outside for f in case.library.facts_of[s.document_id]}
    return any(u.is_in(stems) for u in case.question.units for s in outside if (stems := stated.get(s.order)))


def _held(case: Case, source: Document, parts: Sequence[Part]) -> Draft | None:
    """What the part holds that a question names by its months, be they numbered or the calendar's."""
    question = case.question
    start = when.start_in(question.rest)
    month = when.month_reached(question.rest, start) if start is not None else None
    months = (month, month) if month else question.months
    inside = [p.number for p in parts if p.number is not None and months and overlap(p.months, months)]
    if not inside:
        return None
    asked = replace(question, stage=(inside[0], inside[-1]), months=None, sources=(source,))
    return overview.of_stage(replace(case, question=asked))


def _whole(case: Case) -> Draft | None:
    """The time for the whole way, for a question that names no part of it."""
    question, text = case.question, case.question.rest
    topics = () if question.described else question.topics
    if topics or question.stage or question.months or _is_particular(case) or asks.COUNTED.search(text):
        return None
    is_bounded = asks.QUICKEST.search(text) or asks.SLOWEST.search(text) or totals.limit_in(text)
    if cues.MY_PACE.search(text):
        whole = totals.compose(case)
        no_hours = "None of them says how many hours a week that takes, so I cannot turn it into your pace."
        return whole.say(no_hours) if whole else None
    is_whole = question.sources or asks.WHOLE.search(text)
    return totals.compose(case) if is_whole and (asks.LENGTH.search(text) or is_bounded) else None


def _of_all(case: Case) -> Draft | None:
    """What all roadmaps say: the time for a topic, or for the whole way."""
    question = case.question
    topic = next((u for u in question.units if u.topic), None)
    if topic and not question.described and len(question.sources) < 2:
        return durations.of_topic(case, topic) if asks.LENGTH.search(question.rest) else None
    return _whole(case)


def _is_particular(case: Case) -> bool:
    """Whether a question asks for something inside the parts, such as their courses, and not for the parts."""
    return case.question.form is not None or case.question.role in _INSIDE
