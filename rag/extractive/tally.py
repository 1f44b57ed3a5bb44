"""Tallies: the list in a roadmap that holds the things a question counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.records import Document, Section
from rag.case import Case
from rag.extractive.figure import has_figure
from rag.extractive.members import members
from rag.extractive.phrase import label_of, phrase_of
from rag.fact import Fact
from rag.library import Library
from rag.words import stem, stems

_CANDIDATES = 8  # best facts whose lists may be the one to count


@dataclass(frozen=True, slots=True)
class Tally:
    """Things counted: their names, and what they are quoted from, statements or else headings."""

    names: Sequence[str]
    facts: Sequence[Fact] = ()
    headings: Sequence[Section] = ()


def tally(case: Case, source: Document, head: str) -> Tally | None:
    """The things called `head` (a stem) that a roadmap lists; None where no list of two or more is of such things."""
    by_maker = _by_maker(case, source)
    if by_maker:
        return by_maker
    for scored in case.scored[:_CANDIDATES]:
        fact = scored.fact
        if fact.document is not source:
            continue
        if has_figure(fact):
            if head in fact.own_stems:  # it gives the number itself
                return None
            continue
        found = _within(fact, head)
        if not found and head not in fact.heading_stems:
            found = _below(case.library, fact.section, head)
        found = found or _beside(case.library, fact, head)
        if found:
            return found
    return None


def _by_maker(case: Case, source: Document) -> Tally | None:
    """The resources that a roadmap takes from a maker or platform which the question names, each address once."""
    makers = [u for u in case.question.units if u.named]
    sites = {stem(_site(d.url)) for d in case.question.resources if d.url}
    found: dict[str, Fact] = {}
    for fact in case.library.facts_of.get(source.id, ()):
        url = fact.statement.links[0][1] if fact.statement.links else ""
        is_theirs = any(u.is_in(fact.own_stems) for u in makers) or (url and stem(_site(url)) in sites)
        if url and makers and is_theirs and fact.section.stage is not None:
            found.setdefault(url, fact)
    names = [fact.statement.links[0][0] for fact in found.values()]
    return Tally(names, list(found.values())) if names else None


def _site(url: str) -> str:
    """`aiquest.org` for `https://www.aiquest.org/courses/`."""
    return url.split("//", 1)[-1].split("/", 1)[0].removeprefix("www.")


def _within(fact: Fact, head: str) -> Tally | None:
    """The members of one statement's own list, where the statement and no other of its list is of such things."""
    names = members(fact.content)
    lead = fact.content.split("(", 1)[0] if "(" in fact.content else fact.content
    alone = sum(label_of(fact) in s.subject for s in fact.section.statements) == 1
    is_of_it = (head in stems(label_of(fact)) and alone) or (
        head in stems(lead) and not any(head in stems(n) for n in names)
    )
    return Tally(names, [fact]) if is_of_it and len(names) > 1 else None


def _beside(library: Library, fact: Fact, head: str) -> Tally | None:
    """The items of a statement's list: those under a label for such things, else all where the heading says it."""
    items = [f for f in library.facts_of[fact.document.id] if f.section is fact.section and f.statement.is_item]
    labelled = [f for f in items if head in stems(label_of(f))]
    saying = [f for f in items if head in stems(f.content)]
    is_headed = head in fact.heading_stems or all(head in stems(f.statement.subject) for f in items)
    found = labelled if len(labelled) > 1 else saying if len(saying) > 1 else items if is_headed else []
    if len(found) < 2 or any(has_figure(f) for f in found):
        return None
    return Tally([phrase_of(f, labelled=False) for f in found], found)


def _below(library: Library, section: Section, head: str) -> Tally | None:
    """The headings below one that is for such things; a heading that asks is a question."""
    for depth in range(len(section.heading_path), 0, -1):
        path = section.heading_path[:depth]
        below = [s for s in library.sections_of[section.document_id] if s.heading_path[:-1] == path]
        asks = head == stem("questions") and all(s.heading.endswith("?") for s in below)
        if len(below) > 1 and (head in stems(path[-1]) or asks):
            return Tally([s.heading for s in below], headings=below)
    return None
