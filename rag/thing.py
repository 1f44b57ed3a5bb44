"""The one thing that a follow-up asks a detail of: the resource that the last answer, or question, was about."""

import re

from ingest.records import Document
from rag import cues
from rag.asking import last_asked
from rag.cues.follow_up import (
    ASKS_ON,
    INSTEAD,
    IT,
    OF_THING,
    OTHERS,
    SUBJECT,
    THAT_ROADMAP,
    THAT_STAGE,
    THE_TWO,
    THOSE,
    asks_what_follows,
)
from rag.leaning import POINTING, Leaning
from rag.question import Unit
from rag.words import STOP, stems

_MOST = 0.5  # of the weight asked for, from which a summary is what it is asked of
_PARTS = frozenset({"projects", "test", "tools", "resources"})


def thing_asked_of(leaning: Leaning) -> Document | None:
    """The thing of whose own traits `leaning` asks, such as its maker or what it needs; None where it asks on else."""
    question = leaning.question
    text = question.normal
    of_roadmaps = (len(leaning.told.roadmaps) > 1 and THE_TWO.search(text)) or THAT_ROADMAP.search(text)
    of_stage = any(match.group() != "there" for match in THAT_STAGE.finditer(text)) or asks_what_follows(text)
    turns_away = of_roadmaps or of_stage or OTHERS.search(text)
    asked_of = leaning.before.resources[0] if len(leaning.before.resources) == 1 else None
    thing = asked_of if asked_of and _is_asked_of(leaning, asked_of) else leaning.told.thing or asked_of
    if not thing or not ASKS_ON.match(text) or turns_away or question.sources or question.stage or question.months:
        return None
    if OF_THING.search(text):
        return thing
    points = bool(IT.search(text) or THOSE.search(text)) or _is_called(thing, text)
    if question.role in _PARTS and not points:
        return None
    if _is_told_of(leaning, thing):
        return thing
    is_of_roadmap = leaning.before.sources or leaning.before.stage
    return thing if SUBJECT.match(text) and not is_of_roadmap and not question.role else None


def _is_asked_of(leaning: Leaning, thing: Document) -> bool:
    """Whether `it` is what the question before asked about, and not what that asked for."""
    before, asked = leaning.before, last_asked(leaning.before.normal)
    asks_for_another = before.form or INSTEAD.search(before.normal) or OTHERS.search(before.normal)
    return bool(IT.search(leaning.question.normal) and not asks_for_another) and thing in (
        leaning.told.reader.resources_in(asked)
    )


def _is_called(thing: Document, text: str) -> bool:
    """Whether `text` speaks of `thing` by what it is, as in `the book` or `this course`."""
    form = cues.FORMS.get(thing.resource.form) if thing.resource else None
    return bool(form and re.search(rf"\b(?:the|this|that) {form.pattern}", text))


def _is_told_of(leaning: Leaning, thing: Document) -> bool:
    """Whether the summary of `thing` speaks of what is asked: of each name, and of most of the rest."""
    facts = leaning.told.reader.library.facts_of.get(thing.id, ())
    held = frozenset[str]().union(*(fact.own_stems for fact in facts))
    units = [u for u in leaning.question.units if not POINTING.fullmatch(u.text)]
    if not units:
        said = {s for s in stems(leaning.question.about) if s not in STOP}
        return bool(said) and said <= held
    return all(u.is_in(held) for u in units if u.is_firm) and _weight(units, held) >= _MOST


def _weight(units: list[Unit], held: frozenset[str]) -> float:
    """The share of the weight of `units` that stands among the stems `held`."""
    return sum(u.weight for u in units if u.is_in(held)) / sum(u.weight for u in units)
