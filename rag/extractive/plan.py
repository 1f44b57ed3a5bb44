"""Time: how long things take, and when they come, by the figures that sources state."""

import re

from ingest.records import Document
from rag import cues
from rag.case import Case
from rag.extractive import durations, overview, totals, when
from rag.extractive.draft import Draft

_LENGTH = re.compile(
    r"\bhow (?:long|many (?:months?|weeks?|years?)|much time)\b|\badd up\b|\bduration\b|\btotal\b|\benough\b|\btime\b"
    r"|\bhow (?:fast|quick|soon)\b|\bhalf a year\b|\bwithin\b|\bin (?:a|one|\d+) (?:year|months?)\b"
)
_WHOLE = re.compile(
    r"\b(?:whole|entire|total|become|becoming|all of it|altogether|overall|complete|finish|everything"
    r"|from (?:zero|scratch)|each of|whole thing|ai engineer)\b|\bhow long (?:does|will|would) (?:it|this|that) take\b"
)


def compose(case: Case) -> Draft | None:
    """The stated time for what was asked, or the stage that a time was named for; None for another question."""
    question = case.question
    is_length = bool(_LENGTH.search(question.normal))
    overviewed = overview.of_stage(case) if question.months or (question.stage and not is_length) else None
    if overviewed:
        return overviewed
    return _length(case) if is_length or cues.LONG.search(question.normal) else when.compose(case)


def _length(case: Case) -> Draft | None:
    """How long the thing asked about takes: a stage, several stages, a topic or the whole."""
    question = case.question
    if cues.MY_PACE.search(question.normal):
        whole = totals.compose(case)
        no_hours = "None of them says how many hours a week that takes, so I cannot turn it into your pace."
        return whole.say(no_hours) if whole else None
    if cues.PER.search(question.normal):
        return None
    if len(question.sources) == 1:
        return _length_by(case, question.sources[0])
    topic = next((u for u in question.units if u.topic), None)
    if topic:
        return durations.of_topic(case, topic)
    is_open = question.sources or all(case.library.lexicon.knows(u.text) for u in question.units)
    is_whole = question.sources or _WHOLE.search(question.normal) or cues.LONG.search(question.normal)
    return totals.compose(case) if is_open and is_whole else None


def _length_by(case: Case, source: Document) -> Draft | None:
    """The same by one named roadmap."""
    question = case.question
    topics = [u for u in question.units if u.topic]
    left = cues.LEFT.search(question.normal)
    if topics and (left or cues.ONWARD.search(question.normal)):
        return durations.to_the_end(case, source, topics[-1], after=bool(left))
    if "prerequisit" in question.about:
        return durations.below_heading(case, source, "prerequisites")
    if question.stage:
        return durations.of_stages(case, source, question.stage)
    return durations.of_topic(case, topics[0]) if topics else totals.compose(case)
