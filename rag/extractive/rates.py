"""Shares of a day or a week: no timetable that counts months states them, and Waymark says so."""

import re

from rag import cues
from rag.case import Case
from rag.cues import timetable as asks
from rag.extractive.draft import Draft
from rag.extractive.totals import totals
from rag.extractive.wording import listed, verb

_STATED = re.compile(r"\b(?:hours?|minutes?)\b[^.]*\b(?:week|day|daily|weekly)\b", re.IGNORECASE)


def compose(case: Case) -> Draft | None:
    """That the roadmaps asked about state no hours a week or day, with the time that they do state; None otherwise."""
    question = case.question
    is_pace = cues.MY_PACE.search(question.rest)  # told with the time in all, not instead of it
    if is_pace or not asks.RATE.search(question.rest) or question.resources or question.form:
        return None
    if any(_STATED.search(f.content) for d in case.roadmaps for f in case.library.facts_of[d.id]):
        return None
    draft = Draft(case.library, abstained=True)
    names = [d.short for d in question.sources] or ["None of the roadmaps"]
    does = "says" if not question.sources else f"{verb('do', len(names))} not say"
    draft.say(f"{listed(names)} {does} how many hours a week or a day it takes.")
    found = totals(case.library, case.roadmaps)
    if len(case.roadmaps) == 1 and found:
        return draft.say(f"It only gives the time in all: {found[0].time} {draft.cite(found[0].fact)}.")
    told = [f"{t.time} in {t.fact.document.short} {draft.cite(t.fact)}" for t in found]
    return draft.say(f"They only give the time in all: {listed(told)}." if told else "")
