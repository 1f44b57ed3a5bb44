"""Openings: which stage each roadmap begins with."""

from rag.case import Case
from rag.extractive.draft import Draft
from rag.extractive.stages import stage_headings, titled


def compose(case: Case) -> Draft | None:
    """Whether the roadmaps open with the same subject, then each one's first stage; None for fewer than two."""
    stages = [(d, stage_headings(case.library, d)) for d in case.roadmaps]
    firsts = [(d, headings[min(headings)]) for d, headings in stages if headings]
    if len(firsts) < 2:
        return None
    shared = frozenset(firsts[0][1].topics)
    draft = Draft(case.library)
    same = all(shared & frozenset(s.topics) for _, s in firsts)
    draft.say("Yes, they open with the same subject." if same else "No, they open differently.")
    return draft.lines(f"{d.short}: {titled(s.heading)} {draft.cite_heading(s)}." for d, s in firsts)
