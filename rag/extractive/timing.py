"""What one roadmap says of time and order: how long a stretch takes, when a part comes, what stands beside it."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.records import Document
from rag import cues
from rag.case import Case
from rag.cues import sequence as orders
from rag.cues import timetable as asks
from rag.extractive import beside, durations, following, neighbours, overview, sequence, when
from rag.extractive.draft import Draft
from rag.extractive.mention import Mention
from rag.extractive.stretch import Stretch, asked_parts, stretch_of
from rag.extractive.timetable import Part, timetable
from rag.months import overlap

_INSIDE = frozenset(
    {"resources", "tools", "test", "projects"}
)  # roles that ask for something inside a part, not for the part


def compose(case: Case, source: Document) -> Draft | None:
    """What one roadmap says: in sentences, its parts one by one, or what a part holds; None for another question."""
    parts = timetable(case.library, source)
    if not parts:
        return None
    found = asked_parts(case, parts)
    return _said(case, source, parts, found) or _laid_out(case, parts, found) or _held(case, source, parts, found)


def _said(case: Case, source: Document, parts: Sequence[Part], found: Sequence[Mention]) -> Draft | None:
    """The sentences for each thing that is asked, in one answer."""
    text = case.question.rest
    is_counted = asks.COUNTED.search(text) or asks.ELAPSED.search(text)
    is_length = bool(asks.LENGTH.search(text)) and not is_counted
    if is_particular(case, found) and not is_length:
        return None
    draft = Draft(case.library)
    ranked = _ranked(case, draft, parts, found)
    if ranked:
        return draft.say(*ranked)
    if not found and orders.APPLYING.search(text) and asks.HOW_LONG.search(text):
        return draft.say(*beside.applying(case.library, draft, source))
    if asks.LEFT.search(text) or is_length:
        return _timed(case, draft, parts, is_length=is_length)
    said = [*neighbours.first(case, draft, parts, found), *_when(case, draft, source, parts, found)]
    said += neighbours.told(case, draft, parts, found) if orders.NEIGHBOUR.search(text) else []
    if orders.BESIDE.search(text) and not found:
        said += beside.told(case.library, draft, source)
    return draft.say(*said) if said else _after(case, source, parts, found)


def _ranked(case: Case, draft: Draft, parts: Sequence[Part], found: Sequence[Mention]) -> list[str]:
    """Which part takes the most or the least time: of two mentioned, or of all where parts are asked for."""
    text = case.question.rest
    longest = bool(asks.SLOWEST.search(text))
    if not longest and not asks.QUICKEST.search(text):
        return []
    chosen = [p for i, p in enumerate(parts) if any(m.low <= i <= m.high for m in found)]
    if not found and orders.PARTS.search(text):
        chosen = [p for p in parts if p.number is not None]
    return durations.ranked(draft, chosen, longest=longest)


def _timed(case: Case, draft: Draft, parts: Sequence[Part], *, is_length: bool) -> Draft | None:
    """How long the stretch takes that is asked about, or, of what lies ahead, at least what it is."""
    stretch = stretch_of(case, parts)
    if stretch is None and asks.SUMMED.search(case.question.rest):
        stretch = Stretch(tuple(p for p in parts if p.number is not None))
    if stretch is None:
        return None
    told = durations.of_stretch(case.library, draft, stretch, parts)
    if told and orders.WHAT_TOO.search(case.question.rest) and len(stretch.parts) == 1:
        role = case.question.role
        told.append(sequence.contents(case.library, draft, stretch.parts[0], role if role in _INSIDE else "learn"))
    if told:
        return draft.say(*told)
    names = sequence.in_a_row(draft, stretch.parts)
    if asks.LEFT.search(case.question.rest):
        return draft.say(f"{sequence.counted(stretch.parts)}: {names}.", "It states no time for them.")
    source = case.library.documents[stretch.parts[0].section.document_id]
    is_asked = is_length and asks.HOW_LONG.search(case.question.rest)
    return replace(draft.say(f"{source.short} states no time for {names}."), abstained=True) if is_asked else None


def _when(case: Case, draft: Draft, source: Document, parts: Sequence[Part], found: Sequence[Mention]) -> list[str]:
    """When what is mentioned comes, when the whole is done, and when to apply for work."""
    text = case.question.rest
    if not asks.WHEN.search(text) and not asks.ELAPSED.search(text):
        return []
    start = when.start_in(text)
    said = when.told(case, draft, parts, found)
    if not said and start is not None and asks.FINISH.search(text):
        said = when.end(draft, parts, start)
    return [*said, *beside.applying(case.library, draft, source)] if orders.APPLYING.search(text) else said


def _after(case: Case, source: Document, parts: Sequence[Part], found: Sequence[Mention]) -> Draft | None:
    """What comes directly after the last part mentioned, with what it holds."""
    text = case.question.rest
    number = parts[max(m.high for m in found)].number if found else None
    is_asked = orders.NEIGHBOUR.search(text) and orders.AFTER.search(text)
    return following.after_stage(case, source, number) if number is not None and is_asked else None


def _laid_out(case: Case, parts: Sequence[Part], found: Sequence[Mention]) -> Draft | None:
    """The parts that are asked for, in order, one a line."""
    question = case.question
    if is_particular(case, found) or not orders.SEQUENCE.search(question.rest):
        return None
    stretch = stretch_of(case, parts)
    if stretch is None and (question.topics or _names_a_section(case, parts)):
        return None
    chosen = stretch.parts if stretch else [p for p in parts if p.number is not None]
    return sequence.told(Draft(case.library), chosen) if len(chosen) > 1 else None


def _names_a_section(case: Case, parts: Sequence[Part]) -> bool:
    """Whether a word of the question stands in a heading of the roadmap outside its parts."""
    sections = case.library.sections_of[parts[0].section.document_id]
    outside = [s for s in sections if s.stage is None and s.heading and s not in [p.section for p in parts]]
    stated = {f.section.order: f.heading_stems for s in outside for f in case.library.facts_of[s.document_id]}
    return any(u.is_in(stems) for u in case.question.units for s in outside if (stems := stated.get(s.order)))


def _held(case: Case, source: Document, parts: Sequence[Part], found: Sequence[Mention]) -> Draft | None:
    """What the parts hold that a question names by a time, be it numbered months, a quarter or the calendar's month."""
    question = case.question
    start = when.start_in(question.rest)
    month = when.month_reached(question.rest, start) if start is not None else None
    passed = next((m.reached for m in found if m.reached), None)
    months = (month, month) if month else passed or question.months
    inside = [p for p in parts if p.number is not None and months and overlap(p.months, months)]
    inside = inside or [p for m in found if m.is_time for p in parts[m.low : m.high + 1]]
    if not inside:
        return None
    stage = (inside[0].number or 0, inside[-1].number or 0)
    asked = replace(question, stage=stage, months=None, sources=(source,))
    told = overview.of_stage(replace(case, question=asked)) if not month and not passed else None
    is_doing = orders.DOING.search(question.rest) and not is_particular(case, found)
    if told or not is_doing or question.topics:
        return told
    return sequence.told(Draft(case.library), inside) if len(inside) > 1 else sequence.part(case.library, inside[0])


def is_particular(case: Case, found: Sequence[Mention] = ()) -> bool:
    """Whether a question asks for something inside the parts, such as their courses, and not for the parts."""
    question, text = case.question, case.question.rest
    if not found:
        return question.form is not None or question.role in _INSIDE
    for m in found:
        text = f"{text[: m.start]}{' ' * (m.end - m.start)}{text[m.end :]}"
    return cues.form_asked(text) is not None or cues.role_asked(text) in _INSIDE
