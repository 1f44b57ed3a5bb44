"""Time and order: how long things take, when they come and what stands beside what, by what the sources state."""

import re

from ingest.records import Document
from rag import cues
from rag.case import Case
from rag.cues import timetable as asks
from rag.extractive import absent, rates, sequence, timing, topic_times, totals, when
from rag.extractive.draft import Draft
from rag.extractive.timetable import timetable
from rag.extractive.timing import is_particular

_TIME = re.compile(r"\b(?:minutes?|hours?|days?|weeks?|months?|years?|evenings?)\b", re.IGNORECASE)
_BEST = 8  # best facts in which a time would have to stand


def compose(case: Case) -> Draft | None:
    """The answer to a question about time or order; None for any other question."""
    source = _source(case)
    if case.question.resources and not (source and asks.WHEN.search(case.question.rest)):
        return _unstated(case)
    of_one = timing.compose(case, source) or _whole(case) if source else None
    return rates.compose(case) or of_one or (None if source else _of_all(case)) or _unstated(case)


def _source(case: Case) -> Document | None:
    """The one roadmap asked about: the one named, or, where months are named, the only one whose headings do."""
    sources = case.question.sources
    if sources:
        return sources[0] if len(sources) == 1 and sources[0].kind == "roadmap" else None
    if not asks.BY_MONTHS.search(case.question.rest):
        return None
    tables = [(d, timetable(case.library, d)) for d in case.library.roadmaps]
    numbered = [d for d, parts in tables if parts and all(p.months and not p.by for p in parts)]
    return numbered[0] if len(numbered) == 1 else None


def _whole(case: Case) -> Draft | None:
    """The time for the whole way, for a question that names no part of it."""
    question, text = case.question, case.question.rest
    topics = () if question.described else question.topics
    if topics or question.stage or question.months or is_particular(case) or asks.COUNTED.search(text):
        return None
    is_bounded = asks.QUICKEST.search(text) or asks.SLOWEST.search(text) or totals.limit_in(text)
    if cues.MY_PACE.search(text):
        whole = totals.compose(case)
        no_hours = "None of them says how many hours a week that takes, so I cannot turn it into your pace."
        return whole.say(no_hours) if whole else None
    is_whole = question.sources or asks.WHOLE.search(text)
    if not is_whole or not (asks.LENGTH.search(text) or is_bounded):
        return None
    return totals.compose(case) or (_no_time(case) if asks.HOW_LONG.search(text) else None)


def _no_time(case: Case) -> Draft | None:
    """That a roadmap states no time, neither for the whole way nor for a part of it; None where it does for a part."""
    parts = timetable(case.library, case.roadmaps[0])
    if len(case.roadmaps) > 1 or not parts or any(p.time for p in parts):
        return None
    draft = Draft(case.library, abstained=True)
    ends = draft.cite_heading(parts[0].section) + draft.cite_heading(parts[-1].section)
    counted = sequence.counted(parts).lower()
    return draft.say(f"{case.roadmaps[0].short} does not say how long it takes, nor does any of its {counted} {ends}.")


def _of_all(case: Case) -> Draft | None:
    """What all roadmaps say: the time for a topic, or for the whole way."""
    question = case.question
    if len(question.sources) > 1 and asks.WHEN.search(question.rest) and not is_particular(case):
        return when.by_each(case, question.sources)
    topics = [u for u in question.units if u.topic]
    if topics and not question.described and len(question.sources) < 2:
        is_length = asks.LENGTH.search(question.rest) and not asks.COUNTED.search(question.rest)
        of_topics = topic_times.compose(case, topics)
        return of_topics if is_length else None
    return _whole(case)


def _unstated(case: Case) -> Draft | None:
    """That the sources do not say how long something takes, where what they say of it holds no time; else None."""
    question = case.question
    is_asked = asks.HOW_LONG.search(question.rest) and any(u.is_firm for u in question.units)
    told = case.scored[:_BEST]
    return absent.compose(case) if is_asked and not any(_TIME.search(s.fact.content) for s in told) else None
