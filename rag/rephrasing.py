"""Rephrasing: the question before put once more, of another roadmap or stage."""

import re
from collections.abc import Sequence

from ingest.records import Document
from rag.cues.follow_up import ASKS_ON
from rag.cues.timetable import LENGTH
from rag.normal import normal
from rag.question import Question
from rag.reading import Reader
from rag.stage import Span, restaged, unstaged

# What a message about another thing opens with.
_TURNS = re.compile(r"^(?:(?:and|or|but|ok|so|what about|how about|same for|the|for|of|with|then)\W+)*")
_PART = re.compile(r"part|phase|step|stage|section|chapter|piece|bit|time|long|length|duration|months?")
_OF_ALL = frozenset({"next_step", "count", "comparison"})  # what is asked of the learner, or of all roadmaps


def rephrased(reader: Reader, before: Question, question: Question, stage: Span | None) -> Question | None:
    """`before` asked of the roadmap that `question` names and of `stage`; None where it cannot be put again as it was.

    That is so where it speaks of several roadmaps, or left something out itself.
    """
    if before.intent in _OF_ALL or before.pointed or len(question.sources) > 1 or len(before.sources) > 1:
        return None
    whole = reader.read(before.text)
    if (whole.sources, whole.stage, whole.units) != (before.sources, before.stage, before.units):
        return None
    text = before.normal
    for source in question.sources:
        text = reader.with_roadmap(text, source)
    if stage:
        text = restaged(text, stage[0])
    again = reader.read(text)
    return again if stage or _holds(reader, again) else reader.read(unstaged(text))


def of_another(reader: Reader, before: Question, question: Question) -> Question | None:
    """`before` asked of the one resource that `question` names and says no more of; None where either does not."""
    if len(question.resources) != 1 or len(reader.resources_in(before.normal)) != 1:
        return None
    other = question.resources[0]
    named = {normal(name) for name in (other.title, *other.aliases)}
    said = _TURNS.sub("", question.normal).strip(" ?.!")
    return reader.read(reader.with_resource(before.normal, other)) if said in named else None


def of_part(reader: Reader, before: Question, question: Question, sources: Sequence[Document]) -> Question | None:
    """The time that `before` asks for, asked of the one topic that `question` names, and says no more of.

    None where it asks for no time, or of anything but one roadmap.
    """
    is_of_one = len(sources) == 1 and len(question.topics) == 1
    asks_else = question.role or question.form or ASKS_ON.match(question.normal)
    if not is_of_one or not LENGTH.search(before.rest) or asks_else:
        return None
    others = (u.text for u in question.units if not u.topic and not _PART.fullmatch(u.text))
    return None if any(others) else reader.read(f"How long does {question.topics[0].name} take in {sources[0].short}?")


def _holds(reader: Reader, question: Question) -> bool:
    """Whether the stage of the one roadmap named has what is asked of it; numbers mean another thing in each."""
    topics, role, stage = {t.id for t in question.topics}, question.role, question.stage
    if not stage or len(question.sources) != 1 or not (topics or role):
        return True
    facts = reader.library.facts_in(question.sources)
    there = [f for f in facts if f.section.stage is not None and stage[0] <= f.section.stage <= stage[1]]
    roles = {"projects", "test"} if role in {"projects", "test"} else {role}
    return any((not topics or topics & f.topics) and (not role or f.section.role in roles) for f in there)
