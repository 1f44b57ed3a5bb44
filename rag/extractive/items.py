"""Counting within one roadmap: its stages, its projects, or the items of a list."""

import re

from ingest.records import Document
from rag import cues
from rag.case import Case
from rag.extractive.draft import Draft
from rag.extractive.stages import number_label, stage_headings, titled
from rag.extractive.tally import tally
from rag.extractive.wording import capital, listed, number_word
from rag.words import STOP, stem, words

_STAGES = re.compile(
    r"\bevery (?:single |numbered )*(step|phase|stage|section|part|chapter)\b[^?]*\bhow many\b"
    r"|\b(?:how many|number of|count the) (?:\w+ ){0,3}?(steps?|phases?|stages?|sections?|parts?|chapters?)\b"
)
_PROJECTS = re.compile(
    r"\bevery project\b[^?]*\bhow many\b|\b(?:how many|number of|count the) (?:\w+ ){0,3}?projects?\b"
)
_TIMES = frozenset({"month", "week", "day", "hour", "year", "minut"})  # stems of what a timetable counts
_MOST_NAMED = 9


def compose(case: Case) -> Draft | None:
    """How many projects or stages a named roadmap has, or items a list in it; None for any other question."""
    question = case.question
    stages, projects = _STAGES.search(question.normal), _PROJECTS.search(question.normal)
    counted = cues.HOW_MANY.search(question.about)
    if len(question.sources) != 1 or not (counted or stages or projects):
        return None
    source = question.sources[0]
    if stages:
        return _stages(case, source, next(g for g in stages.groups() if g).rstrip("s"))
    is_bare = question.described or not any(u.is_firm for u in question.units)
    is_test = bool(case.scored) and case.scored[0].fact.section.role == "test"
    every = _projects(case, source) if is_bare and (projects or is_test) else None
    return every or (_listed(case, source, counted.group(1)) if counted else None)


def _projects(case: Case, source: Document) -> Draft | None:
    """Projects stage by stage, with the sum first; None where fewer than two stages have any."""
    headings = stage_headings(case.library, source)
    low, high = case.question.stage or (min(headings, default=0), max(headings, default=0))
    facts = [f for f in case.library.facts_of[source.id] if f.section.stage and low <= f.section.stage <= high]
    projects = [f for f in facts if f.section.role in {"projects", "test"} and f.statement.is_item]
    lists = {n: own for n in headings if (own := [f for f in projects if f.section.stage == n])}
    if len(lists) < 2:
        return None
    draft = Draft(case.library)
    parts = [f"{number_word(len(own))} in {number_label(headings[n])} {draft.cite(*own)}" for n, own in lists.items()]
    return draft.say(f"{capital(number_word(len(projects)))}: {listed(parts)}.")


def _stages(case: Case, source: Document, kind: str) -> Draft | None:
    """How many stages there are, the first and the last of them, and the numbers that are left out."""
    stages = stage_headings(case.library, source)
    if len(stages) < 2:
        return None
    draft = Draft(case.library)
    first, last = stages[min(stages)], stages[max(stages)]
    ends = [f"{titled(s.heading, kind)} {draft.cite_heading(s)}" for s in (first, last)]
    draft.say(f"{capital(number_word(len(stages)))} {kind}s, from {' to '.join(ends)}.")
    gaps = [str(n) for n in range(min(stages), max(stages)) if n not in stages]
    return draft.say(f"There is no {kind} {listed(gaps)}." if gaps else "")


def _listed(case: Case, source: Document, counted: str) -> Draft | None:
    """How many things stand in the list of what is counted, by name."""
    heads = [stem(w) for w in reversed(words(counted)) if w not in STOP]
    if _TIMES & set(heads):
        return None
    found = next((t for head in heads if (t := tally(case, source, head))), None)
    if found is None:
        return None
    draft = Draft(case.library)
    marks = draft.cite(*found.facts) or "".join(dict.fromkeys(draft.cite_heading(s) for s in found.headings))
    names = listed([name.rstrip("?.") for name in found.names[:_MOST_NAMED]])
    return draft.say(f"{capital(number_word(len(found.names)))}, by its list: {names} {marks}.")
