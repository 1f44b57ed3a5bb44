"""When something comes, in a roadmap that numbers its months."""

import re

from ingest.outline import duration_in
from rag.case import Case
from rag.extractive.draft import Draft
from rag.extractive.stages import stage_of, untimed
from rag.months import NAMES, months_of

_ASKS_WHEN = re.compile(r"\b(?:which|what) months?\b|\bwhen\b")


def compose(case: Case) -> Draft | None:
    """The month or months of a named roadmap in which the thing asked about comes, or None."""
    return (_by_calendar(case) or _by_number(case)) if len(case.question.sources) == 1 else None


def _by_calendar(case: Case) -> Draft | None:
    """The calendar month in which a topic comes, for a start in a named month."""
    start = next((i for i, name in enumerate(NAMES) if re.search(rf"\b{name}\b", case.question.normal)), None)
    if start is None or not case.question.topics:
        return None
    source, topic = case.question.sources[0], case.question.topics[0]
    for section in case.library.sections_of[source.id]:
        span = months_of(section.duration)
        if span and topic.id in section.topics and duration_in(section.heading):
            month = NAMES[(start + span[0] - 1) % len(NAMES)].capitalize()
            draft = Draft(case.library)
            where = f"{source.short} puts {topic.name} in months {span[0]}-{span[1]} {draft.cite_heading(section)}"
            return draft.say(f"In {month}: {where}.")
    return None


def _by_number(case: Case) -> Draft | None:
    """The numbered months of the stage that teaches the thing asked about."""
    if not _ASKS_WHEN.search(case.question.normal) or not case.scored or not case.scored[0].units:
        return None
    fact = case.scored[0].fact
    stage = stage_of(case.library, fact.section)
    span = months_of(stage.duration) if stage else None
    if stage is None or span is None:
        return None
    draft = Draft(case.library)
    marks = draft.cite_heading(stage) + draft.cite(fact)
    return draft.say(f"In months {span[0]}-{span[1]}, under {untimed(stage)} {marks}.")
