"""Outlines: how roadmaps are built, side by side."""

from ingest.records import Document
from rag.case import Case
from rag.extractive.draft import Draft
from rag.extractive.stages import stage_headings, stage_word, titled, untimed
from rag.extractive.totals import totals
from rag.extractive.wording import number_word


def compose(case: Case) -> Draft | None:
    """How many stages each named roadmap has, its first and last, and its time; None for fewer than two."""
    outlined = [(d, line) for d in case.roadmaps if (line := _line(case, Draft(case.library), d))]
    if len(outlined) < 2:
        return None
    draft = Draft(case.library).say("They are built differently.")
    return draft.lines(f"{d.short}: {_line(case, draft, d)}." for d, _ in outlined)


def _line(case: Case, draft: Draft, document: Document) -> str:
    stages = stage_headings(case.library, document)
    if len(stages) < 2:
        return ""
    first, last = stages[min(stages)], stages[max(stages)]
    word = stage_word(titled(first.heading))
    ends = [f"{titled(untimed(s), word)} {draft.cite_heading(s)}" for s in (first, last)]
    time = "".join(f", in {t.time} {draft.cite(t.fact)}" for t in totals(case.library, [document]))
    return f"{number_word(len(stages))} {word}s, from {' to '.join(ends)}{time}"
