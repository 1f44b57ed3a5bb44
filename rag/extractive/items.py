"""Counting within one roadmap: its stages, its projects, or the items of a list."""

import re

from ingest.records import Document
from rag.case import Case
from rag.extractive.draft import Draft
from rag.extractive.figure import has_figure
from rag.extractive.phrase import phrase_of
from rag.extractive.stages import number_label, stage_headings, titled
from rag.extractive.wording import capital, listed, number_word
from rag.words import content_words, stem

_COUNTED = re.compile(
    r"\bevery (project|step|phase|section)\b[^?]*\bhow many\b"
    r"|\bhow many (?:\w+ ){0,3}?(projects?|steps?|phases?|stages?|sections?)\b"
    r"|\bcount the (projects|steps|phases|sections)\b"
)
_HOW_MANY = re.compile(r"\bhow many ((?:\w+ ){0,2}\w+)")
_CANDIDATES = 5  # best facts whose lists may be the one to count
_MOST_NAMED = 9


def compose(case: Case) -> Draft | None:
    """How many projects or stages a named roadmap has, or items a list in it; None for any other question."""
    if len(case.question.sources) != 1:
        return None
    source = case.question.sources[0]
    asked = _COUNTED.search(case.question.normal)
    kind = next(g for g in asked.groups() if g).rstrip("s") if asked else ""
    if kind == "project":
        return _projects(case, source) or _listed(case)
    return _stages(case, source, kind) if kind else _listed(case)


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


def _listed(case: Case) -> Draft | None:
    """How many things stand in the list whose heading says what is asked for, where none of them states a number."""
    asked = _HOW_MANY.search(case.question.about)
    wanted = frozenset(stem(w) for w in content_words(asked.group(1))) if asked else frozenset()
    if not wanted:
        return None
    for scored in case.scored[:_CANDIDATES]:
        section = scored.fact.section
        items = [f for f in case.library.facts_of[section.document_id] if f.section is section and f.statement.is_item]
        if len(items) > 1 and wanted <= scored.fact.heading_stems and not any(has_figure(f) for f in items):
            draft = Draft(case.library)
            names = listed([phrase_of(f, labelled=False) for f in items[:_MOST_NAMED]])
            return draft.say(f"{capital(number_word(len(items)))}, by its list: {names} {draft.cite(*items)}.")
    return None
