"""Overviews: what one stage of a roadmap holds, and which stages a roadmap has."""

from ingest.records import Document, Role, Section
from rag import cues
from rag.case import Case
from rag.extractive.draft import Draft
from rag.extractive.kinds import OPENINGS, say_kinds
from rag.extractive.stages import facts_under, stage_headings, stage_word, titled
from rag.extractive.wording import capital, number_word
from rag.months import months_of, overlap

_MOST = 7  # things named of each kind
_DOING: tuple[Role, ...] = ("projects", "test")  # some roadmaps set projects, others tests
_UNASKED: tuple[Role, ...] = ("learn", "tools", "projects", "test")  # told when no kind was asked for


def of_stage(case: Case) -> Draft | None:
    """What the stage holds that a question names without asking for anything in particular in it, or None."""
    question = case.question
    is_particular = any(u.is_firm for u in question.units)
    if len(question.sources) != 1 or is_particular or (question.units and question.role not in OPENINGS):
        return None
    sections = _sections_named(case, question.sources[0])
    if not sections:
        return None
    draft = Draft(case.library)
    within = f"In {capital(titled(sections[0].heading))} {draft.cite_heading(sections[0])}"
    say_kinds(draft, facts_under(case.library, sections), _roles(question.role), _MOST, within)
    return draft if draft.text else None


def _roles(asked: Role | None) -> tuple[Role, ...]:
    """The kinds to tell of a stage for the kind asked for."""
    if asked in _DOING:
        return _DOING
    return (asked,) if asked in OPENINGS else _UNASKED


def of_roadmap(case: Case) -> Draft | None:
    """All stages of a named roadmap, each by its heading, for a question about the roadmap as a whole."""
    question = case.question
    is_whole = not question.topics and not question.stage and cues.OVERVIEW.search(question.normal)
    if len(question.sources) != 1 or not is_whole:
        return None
    stages = stage_headings(case.library, question.sources[0])
    if len(stages) < 2:
        return None
    draft = Draft(case.library)
    draft.say(f"{capital(number_word(len(stages)))} {stage_word(titled(stages[min(stages)].heading))}s, in this order.")
    return draft.lines(f"{titled(stages[n].heading)} {draft.cite_heading(stages[n])}." for n in sorted(stages))


def _sections_named(case: Case, document: Document) -> list[Section]:
    """The sections of the stage or months that the question names, the stage's own heading first."""
    sections = case.library.sections_of.get(document.id, ())
    if case.question.stage:
        low, high = case.question.stage
        return [s for s in sections if s.stage is not None and low <= s.stage <= high]
    if case.question.months:
        return [s for s in sections if overlap(months_of(s.duration), case.question.months)]
    return []
