"""Correcting where a question takes a topic to stand: in a stage, at the start or the end, or before another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.records import Document, Section, Topic
from rag import cues
from rag.case import Case
from rag.cues.timetable import OF_LEARNER
from rag.extractive.draft import Draft
from rag.extractive.mentions import part_of
from rag.extractive.stages import stage_headings, stage_of, titled
from rag.extractive.timetable import sections_in, timetable
from rag.extractive.wording import listed
from rag.library import Library
from rag.months import Months, months_of, overlap
from rag.stage import Span, months_in, stages_by_place, stages_in

_NEAR = 25  # characters within which a topic stands that is told to start or end a roadmap
_AFTERWORDS = frozenset({"about", "resources", "time", "tools"})  # roles of sections that end no way


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a question takes for granted of one roadmap: its words, the topics in them, and the place they name."""

    text: str
    source: Document
    topics: tuple[Topic, ...]
    stage: Span | None
    months: Months | None


def compose(case: Case) -> Draft | None:
    """The correction for a topic that does not stand where the question takes it to; None where it may."""
    claim = _claim(case) if len(case.question.sources) == 1 else None
    if claim is None or not claim.topics:
        return None
    if claim.stage or claim.months:
        return _elsewhere(case, claim)
    return _at_an_end(case, claim) or _in_order(case, claim) or _there(case, claim)


def _claim(case: Case) -> _Claim | None:
    """What is told as a fact before the question, else all of a question that takes something for granted."""
    question, source = case.question, case.question.sources[0]
    declared = cues.DECLARES.match(question.normal)
    if declared:
        text = declared.group()
        stage = stages_in(text) or stages_by_place(case.library, source, text)
        return _Claim(text, source, _topics_in(case.library, text), stage, months_in(text))
    if not cues.SUPPOSES.search(question.normal):
        return None
    topics = question.topics or _topics_in(case.library, question.normal)
    return _Claim(question.normal, source, topics, question.stage, question.months)


def _topics_in(library: Library, text: str) -> tuple[Topic, ...]:
    return tuple(topic for topic, _, _ in library.topics.found_in(text))


def _elsewhere(case: Case, claim: _Claim) -> Draft | None:
    """The correction for a topic that does not stand in the stage or the months where it is supposed."""
    if cues.EARLIER.search(claim.text) or cues.LATER.search(claim.text):  # the topic is before or after the stage
        return None
    home = _home(case.library, claim.source, claim.topics[0].id)
    if home is None or _is_as_supposed(case.library, claim, home):
        return None
    return _put_right(case, claim, (*claim.topics, *case.question.topics))


def _at_an_end(case: Case, claim: _Claim) -> Draft | None:
    """The correction for a topic that a roadmap is supposed to start or to end with."""
    stages = stage_headings(case.library, claim.source)
    if not stages or cues.YES_NO.match(claim.text) or OF_LEARNER.search(claim.text):
        return None
    first, last = stages[min(stages)], stages[max(stages)]
    opening = _told_of(case.library, claim.text, cues.STARTS)
    closing = _told_of(case.library, claim.text, cues.ENDS)
    if opening and not _opens_with(case.library, claim.source, opening, last=first):
        draft, end, verb = _put_right(case, claim, [opening]), first, "starts"
    elif closing and not _closes_with(case.library, claim.source, closing, first=last):
        draft, end, verb = _put_right(case, claim, [closing]), last, "ends"
    else:
        return None
    named = _named(case.library, claim.source, end)
    return draft.say(f"It {verb} with {named} {draft.cite_heading(end)}.") if draft else None


def _in_order(case: Case, claim: _Claim) -> Draft | None:
    """The correction for two topics that a roadmap is supposed to bring in the other way round."""
    found = cues.EARLIER.search(claim.text) or cues.LATER.search(claim.text)
    if not found or not (cues.REASON.search(claim.text) or cues.DECLARES.match(claim.text)):
        return None
    before = [t for t, _, end in case.library.topics.found_in(claim.text) if end <= found.start()]
    behind = [t for t, start, _ in case.library.topics.found_in(claim.text) if start >= found.end()]
    if not before or not behind:
        return None
    earlier, later = before[-1], behind[0]
    if not cues.EARLIER.search(claim.text):
        earlier, later = later, earlier
    parts = timetable(case.library, claim.source)
    home = part_of(case.library, parts, later)
    names = (i for i, p in enumerate(parts) if any(_speaks_of(s, earlier) for s in sections_in(case.library, p)))
    first = next(names, None)
    if first is None or home is None or first <= home[0]:
        return None
    return _put_right(case, claim, (earlier, later))


def _there(case: Case, claim: _Claim) -> Draft | None:
    """The correction for a topic that a roadmap is supposed to leave out."""
    topic = _told_of(case.library, claim.text, cues.LEAVES_OUT)
    return _put_right(case, claim, [topic]) if topic and cues.REASON.search(claim.text) else None


def _told_of(library: Library, text: str, place: re.Pattern[str]) -> Topic | None:
    """The topic right behind what tells that a roadmap puts it somewhere."""
    found = place.search(text)
    topics = library.topics.found_in(text[found.end() :]) if found else []
    return next((t for t, start, _ in topics if start <= _NEAR), None)


def _opens_with(library: Library, source: Document, topic: Topic, *, last: Section) -> bool:
    """Whether a roadmap speaks of a topic in its first stage, which `last` heads, or before."""
    sections = library.sections_of[source.id]
    until = (s for s in sections if s.order <= last.order or s.stage == last.stage)
    return any(_speaks_of(s, topic) for s in until if s.role != "about")


def _closes_with(library: Library, source: Document, topic: Topic, *, first: Section) -> bool:
    """Whether a roadmap speaks of a topic in its last stage, which `first` heads, or has it as a subject behind."""
    sections = library.sections_of[source.id]
    behind = (s for s in sections if s.order > first.order and s.stage is None and s.role not in _AFTERWORDS)
    in_stage = any(_speaks_of(s, topic) for s in sections if s.stage == first.stage)
    return in_stage or any(topic.id in s.topics for s in behind)


def _put_right(case: Case, claim: _Claim, topics: Sequence[Topic]) -> Draft | None:
    """Where a roadmap does put `topics`, with the denial before it; None where it puts none in a stage."""
    draft = Draft(case.library, abstained=True)
    places = []
    for topic in dict.fromkeys(topics):
        home = _home(case.library, claim.source, topic.id)
        if home:
            stage = stage_of(case.library, home) or home
            months = stage.duration if claim.months and months_of(stage.duration) else None
            when = months.lower() if months else _named(case.library, claim.source, stage)
            places.append(f"{topic.name} in {when} {draft.cite_heading(stage)}")
    return draft.say(f"That is not so: {claim.source.short} puts {listed(places)}.") if places else None


def _named(library: Library, source: Document, stage: Section) -> str:
    """A stage's heading, numbered as its roadmap counts: `Section 9: Build a Portfolio and Start Networking`."""
    part = next((p for p in timetable(library, source) if p.section is stage), None)
    return titled(stage.heading, part.word) if part else titled(stage.heading)


def _home(library: Library, source: Document, topic_id: str) -> Section | None:
    """The first numbered or timed section of a roadmap that teaches a topic: by its heading, else in a statement."""
    sections = [s for s in library.sections_of[source.id] if (s.duration or s.stage) and s.role != "about"]
    headed = (s for s in sections if topic_id in s.topics)
    stating = (s for s in sections if any(topic_id in t.topics for t in s.statements))
    return next(headed, None) or next(stating, None)


def _is_as_supposed(library: Library, claim: _Claim, home: Section) -> bool:
    """Whether the stage that a topic stands in overlaps with the months or stages that a claim names."""
    stage = stage_of(library, home) or home
    in_months = claim.months is not None and overlap(months_of(stage.duration), claim.months)
    stated = (s for s in library.sections_of[claim.source.id] if _is_within(s.stage, claim.stage))
    return in_months or any(_speaks_of(s, claim.topics[0]) for s in stated)


def _speaks_of(section: Section, topic: Topic) -> bool:
    return topic.id in section.topics or any(topic.id in t.topics for t in section.statements)


def _is_within(stage: int | None, stages: Span | None) -> bool:
    return stage is not None and stages is not None and stages[0] <= stage <= stages[1]
