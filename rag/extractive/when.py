"""When something comes: the months that a roadmap numbers, the calendar for a start in a named month, or the stage."""

import re
from collections.abc import Sequence

from ingest.records import Document
from rag.case import Case
from rag.cues import timetable as asks
from rag.extractive.draft import Draft
from rag.extractive.mention import Mention
from rag.extractive.stretch import asked_parts
from rag.extractive.timetable import Part, span_of, timetable
from rag.extractive.wording import capital, listed, number_word
from rag.months import NAMES, Months, calendar

_CALENDAR = re.compile(rf"\b({'|'.join(NAMES)})\b")
_BEGINS = re.compile(
    rf"\b(?:start|begin|kick off|commence|from|since|beginning|starting|set out)\w*\b[^.?!]*?\b({'|'.join(NAMES)})\b"
)


def start_in(text: str) -> int | None:
    """The calendar month, from 0, in which `text` says that the learner begins; None where it names none.

    `may` is a month only behind `in`, `of` and the like.
    """
    found = _BEGINS.search(text) or _CALENDAR.search(text)
    if not found or (
        found.group(1) == "may" and not re.search(r"\b(?:in|of|\d(?:st)?|early|mid|late|from) may\b", text)
    ):
        return None
    return NAMES.index(found.group(1))


def month_reached(text: str, start: int) -> int | None:
    """How many months in, from 1, a second calendar month that `text` names is; None where it names only the start."""
    others = [NAMES.index(name) for name in _CALENDAR.findall(text) if NAMES.index(name) != start and name != "may"]
    return (others[0] - start) % len(NAMES) + 1 if others else None


def told(case: Case, draft: Draft, parts: Sequence[Part], found: Sequence[Mention]) -> list[str]:
    """When what is mentioned comes, one after the other; empty for a roadmap that does not number its stages."""
    places = list({(m.low, m.high): m for m in reversed(found)}.values())[::-1]
    if not places:
        return _by_statement(case, draft, parts)
    start = start_in(case.question.rest)
    if len(places) == 1:
        return [_one(case, draft, parts, places[0], start)]
    return [f"{capital(listed([_briefly(draft, parts, m, start) for m in places]))}."]


def by_each(case: Case, sources: Sequence[Document]) -> Draft | None:
    """Where each of several roadmaps brings in what is mentioned, a line each; None unless all of them do."""
    draft = Draft(case.library)
    lines = []
    for source in sources:
        parts = timetable(case.library, source)
        found = asked_parts(case, parts) if parts else []
        if not found:
            return None
        part = parts[found[0].low]
        months = f", months {_dashed(part.months)}" if part.months else ""
        lines.append(
            f"{source.short}: in {part.name}{months} {_marks(draft, part)}{_inside(case, draft, part, found[0])}."
        )
    return draft.say("At these points:").lines(lines)


def _by_statement(case: Case, draft: Draft, parts: Sequence[Part]) -> list[str]:
    """The months of the part in which the statement stands that fits the question best; empty where there are none."""
    firm = {i for i, u in enumerate(case.question.units) if u.is_firm}
    best = case.scored[0] if case.scored and firm and firm <= set(case.scored[0].units) else None
    part = next((p for p in parts if best and p.number is not None and p.number == best.fact.section.stage), None)
    if best is None or part is None or part.months is None:
        return []
    marks = _marks(draft, part) + draft.cite(best.fact)
    return [f"In months {_dashed(part.months)}{' by its timeline' if part.by else ''}, under {part.name} {marks}."]


def end(draft: Draft, parts: Sequence[Part], start: int) -> list[str]:
    """In which month the whole way ends for a start in a named month; empty where no months are numbered."""
    stages = [p for p in parts if p.number is not None]
    span = span_of(stages)
    if span is None:
        return []
    last = stages[-1]
    month = calendar((span[1], span[1]), start)
    year = " of the year after" if start + span[1] > len(NAMES) else ""
    return [f"At the end of {month}{year}: {last.name} runs to month {span[1]} {_marks(draft, last)}."]


def _one(case: Case, draft: Draft, parts: Sequence[Part], mention: Mention, start: int | None) -> str:
    part, span = parts[mention.low], span_of(parts[mention.low : mention.high + 1])
    marks = _marks(draft, part) + _inside(case, draft, part, mention)
    source = (
        case.question.sources[0].short
        if case.question.sources
        else case.library.documents[part.section.document_id].short
    )
    if span is None and asks.MONTHS_ASKED.search(case.question.rest):
        draft.abstained = True
        return f"{source} numbers no months: {_named(part, mention)} comes in {part.name} {marks}."
    if span is None:
        return f"In {part.name} {marks}."
    if asks.ELAPSED.search(case.question.rest):
        passed = f"After {number_word(span[0] - 1)} months" if span[0] > 1 else "At the very beginning"
        return f"{passed}: {source} puts {_named(part, mention)} in months {_dashed(span)} {marks}."
    if start is None:
        by = " by its timeline" if part.by else ""
        return f"In months {span[0]}-{span[1]}{by}, under {part.name} {marks}."
    if asks.FINISH.search(case.question.rest):
        return f"At the end of {calendar((span[1], span[1]), start)}: {part.name} runs to month {span[1]} {marks}."
    month = calendar((span[0], span[0]), start)
    months = f"months {_dashed(span)}, {calendar(span, start)}"
    return f"In {month}: {source} puts {_named(part, mention)} in {months} {marks}."


def _briefly(draft: Draft, parts: Sequence[Part], mention: Mention, start: int | None) -> str:
    part, span = parts[mention.low], span_of(parts[mention.low : mention.high + 1])
    where = f"in months {_dashed(span)}" if span else f"in {part.name}"
    when = f", {calendar(span, start)}," if span and start is not None else ""
    return f"{_named(part, mention)} {where}{when} {_marks(draft, part)}"


def _named(part: Part, mention: Mention) -> str:
    return mention.topic.name if mention.topic else part.name


def _dashed(span: Months) -> str:
    return f"{span[0]}-{span[1]}"


def _marks(draft: Draft, part: Part) -> str:
    return (draft.cite(part.by) if part.by else "") + draft.cite_heading(part.section)


def _inside(case: Case, draft: Draft, part: Part, mention: Mention) -> str:
    """The mark of the statement that teaches a topic inside a part; empty where the part's heading names it."""
    if not mention.is_inside or mention.topic is None:
        return ""
    stated = (
        f
        for f in case.library.facts_of[part.section.document_id]
        if f.section.stage == part.number and mention.topic.id in f.statement.topics
    )
    fact = next(stated, None)
    return draft.cite(fact) if fact else ""
