"""What a whole stage of a roadmap holds: its topics, tools, projects and time."""

from collections.abc import Sequence

from ingest.records import Document, Role, Section
from rag import cues
from rag.case import Case
from rag.evidence import months_of, overlap
from rag.extractive.absent import stage_headings
from rag.extractive.draft import Draft
from rag.extractive.phrase import capital, label_of, listed, number_word, phrase_of
from rag.library import Fact

_MOST = 7  # things named of each kind
_OPENINGS: dict[Role, str] = {"learn": "It teaches", "tools": "Its tools are", "projects": "To build:", "test": "To test yourself:", "resources": "Its resources are"}


def compose(case: Case) -> Draft | None:
    """The overview of the stage that a question names without asking for anything in particular in it."""
    question = case.question
    if len(question.sources) != 1 or not (question.stage or question.months) or any(u.topic or u.named for u in question.units):
        return None
    if question.units and question.role not in _OPENINGS:
        return None
    sections = sections_of_stage(case, question.sources[0])
    if not sections:
        return None
    draft = Draft(case.library)
    wanted: Sequence[Role] = (question.role,) if question.role in _OPENINGS else ("learn", "tools", "projects", "test")
    head = sections[0]
    draft.say(f"{capital(head.heading)} {draft.cite_heading(head)}.")
    for role in wanted:
        facts = [f for f in facts_under(case, sections) if f.section.role == role and f.statement.is_item]
        if facts:
            draft.say(f"{_OPENINGS[role]} {listed([short_phrase(f) for f in facts[:_MOST]])} {draft.cite(*facts[:_MOST])}.")
    return draft


def overview(case: Case) -> Draft | None:
    """All stages of a named roadmap, each by its heading, for a question about the roadmap as a whole."""
    question = case.question
    if len(question.sources) != 1 or question.topics or question.stage or not cues.OVERVIEW.search(question.normal):
        return None
    stages = stage_headings(case, question.sources[0])
    if len(stages) < 2:
        return None
    draft = Draft(case.library)
    kind = next((k for k in ("Phase", "Step") if stages[min(stages)].heading.startswith(k)), "Stage").lower()
    draft.say(f"{capital(number_word(len(stages)))} {kind}s, in this order.")
    return draft.lines(f"{stages[n].heading} {draft.cite_heading(stages[n])}." for n in sorted(stages))


def short_phrase(fact: Fact) -> str:
    """A fact in as few words as name it: its label where it has one, else its phrase."""
    label = label_of(fact)
    return label if label and len(phrase_of(fact, labelled=False).split()) > 9 else phrase_of(fact, labelled=True)


def sections_of_stage(case: Case, document: Document) -> list[Section]:
    """The sections of the stage or months that the question names, the stage's own heading first."""
    question = case.question
    sections = case.library.sections_of.get(document.id, ())
    if question.stage:
        low, high = question.stage
        return [s for s in sections if s.stage is not None and low <= s.stage <= high]
    if question.months:
        return [s for s in sections if overlap(months_of(s.duration), question.months)]
    return []


def facts_under(case: Case, sections: Sequence[Section]) -> list[Fact]:
    """The facts that stand in `sections`, in order."""
    wanted = {(s.document_id, s.order) for s in sections}
    return [f for s in {s.document_id for s in sections} for f in case.library.facts_of.get(s, ()) if (s, f.section.order) in wanted]
