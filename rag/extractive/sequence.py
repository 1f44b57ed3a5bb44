"""Sequences: parts of a roadmap in their order, each by its heading."""

from collections.abc import Sequence

from ingest.records import Role
from ingest.verbs import is_action
from rag.extractive.draft import Draft
from rag.extractive.phrase import short_phrase
from rag.extractive.timetable import Part, sections_in
from rag.extractive.wording import capital, listed, number_word
from rag.library import Library

_MOST = 12
_OPENINGS: dict[Role, str] = {"learn": "It covers", "projects": "To build:", "test": "To test yourself:"}
_MOST_INSIDE = 6


def told(draft: Draft, parts: Sequence[Part]) -> Draft:
    """How many parts there are, and a line for each, with the months where the roadmap numbers them."""
    draft.say(f"{counted(parts)}, in this order.")
    return draft.lines(f"{_line(p)} {_marks(draft, p)}." for p in parts[:_MOST])


def in_a_row(draft: Draft, parts: Sequence[Part]) -> str:
    """The names of the parts in one sentence."""
    return listed([f"{p.name} {draft.cite_heading(p.section)}" for p in parts[:_MOST]])


def _line(part: Part) -> str:
    if part.by and part.months:
        return f"{part.name} (months {part.months[0]}-{part.months[1]})"
    return f"{part.name} ({part.time})" if part.time else part.name


def _marks(draft: Draft, part: Part) -> str:
    return draft.cite_heading(part.section) + (draft.cite(part.by) if part.by else "")


def counted(parts: Sequence[Part]) -> str:
    """How many parts there are, in the roadmap's word: `Six steps`."""
    word = parts[-1].word
    return f"{capital(number_word(len(parts)))} {word if len(parts) == 1 else f'{word}s'}"


def part(library: Library, one: Part) -> Draft:
    """A part with its months, and what it teaches."""
    draft = Draft(library)
    head = f"{_line(one)} {_marks(draft, one)}"
    named = _named(library, draft, one, "learn")
    return draft.say(f"{head} covers {named}." if named else f"{head}.")


def contents(library: Library, draft: Draft, part: Part, role: Role = "learn") -> str:
    """What a part teaches, or names of another kind, in one sentence; empty where it lists nothing of it."""
    named = _named(library, draft, part, role)
    return f"{_OPENINGS.get(role, 'It names')} {named}." if named else ""


def _named(library: Library, draft: Draft, part: Part, role: Role) -> str:
    """What a part lists of one kind, cited; empty where that is nothing."""
    below = [s for s in sections_in(library, part) if s.role == role]
    orders = {s.order for s in (below[1:] if role == "learn" else below) or below}
    facts = [f for f in library.facts_of[part.section.document_id] if f.section.order in orders and f.statement.is_item]
    named = [f for f in facts if role != "learn" or not is_action(f.content)][:_MOST_INSIDE]
    return f"{listed([short_phrase(f) for f in named])} {draft.cite(*named)}" if named else ""
