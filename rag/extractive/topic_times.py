"""The time that roadmaps state for a topic: in the heading that names it, else for the stage that teaches it."""

from collections.abc import Sequence

from ingest.outline import duration_in
from ingest.records import Document, Section
from rag.case import Case
from rag.extractive.draft import Draft
from rag.extractive.place import name_of
from rag.extractive.stages import timed, untimed
from rag.extractive.wording import capital, listed, verb
from rag.library import Library
from rag.question import Unit
from rag.words import word_set

_MOST_ROADMAPS = 3
_OF_TIME = word_set("long time times month months week weeks year years spend plan reserve before after first")

Time = tuple[Document, str]  # a roadmap, and the time that it states, with its marks


def compose(case: Case, topics: Sequence[Unit]) -> Draft | None:
    """The times that each roadmap asked about states for each of `topics`; None where none states one."""
    draft = Draft(case.library)
    if len(topics) == 1:
        return _of_one(case, draft, topics[0])
    for topic in topics:
        told = [f"{d.short} gives {time}" for d, time in _times(case, draft, topic)]
        draft.say(f"{capital(name_of(topic))}: {listed(told)}." if told else "")
    return draft if draft.text else None


def _of_one(case: Case, draft: Draft, topic: Unit) -> Draft | None:
    """One topic's times, a sentence each, and the roadmaps that state none."""
    times = _times(case, draft, topic)
    if not times:
        return None
    (first, time), *others = times
    draft.say(f"{capital(time)}, by {first.short}.")
    draft.say(*(f"{d.short}: {time}." for d, time in others[: _MOST_ROADMAPS - 1]))
    silent = [d.short for d in case.roadmaps if d not in {d for d, _ in times}]
    if silent and not case.question.sources:
        draft.say(f"{listed(silent)} {verb('state', len(silent))} no time for {name_of(topic)}.")
    return draft


def _times(case: Case, draft: Draft, topic: Unit) -> list[Time]:
    """The roadmaps that time the topic itself, and then those that time only what it belongs to.

    What a part takes says nothing of a thing done in it, such as a project.
    """
    own, around = [], []
    question = case.question
    known = case.library.lexicon.knows
    is_particular = question.role is not None or any(
        not u.topic and known(u.text) and u.text not in _OF_TIME for u in question.units
    )
    for document in case.roadmaps:
        headed = _headed(case.library, document, topic)
        holder = headed or _teaching(case.library, document, topic)
        owner = timed(case.library, holder) or holder if holder else None
        if headed and owner:
            own.append((document, f"{_stated(owner)} {draft.cite_heading(owner)}"))
        elif owner and not is_particular:
            around.append((document, f"{_stated(owner)}, for all of {untimed(owner)} {draft.cite_heading(owner)}"))
    return [*own, *around]


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
