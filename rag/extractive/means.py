"""What to learn for a project and which tools go with it, where that is asked besides."""

from collections.abc import Iterable, Sequence

from rag.case import Case
from rag.cues.building import MEANS
from rag.evidence import Scored
from rag.extractive.draft import Draft
from rag.extractive.phrase import is_instruction, phrase_of
from rag.extractive.wording import listed
from rag.fact import Fact
from rag.library import Library

_LISTS = {"learn": 2, "tools": 1}  # lists told of each role, the best first
_OF_EACH_LIST = 4
_OPENING = {"learn": "For it, learn", "tools": "Tools for it are"}


def say_means(case: Case, draft: Draft, projects: Sequence[Fact]) -> None:
    """Add what one roadmap teaches on the matter of `projects`, and its tools; nothing where that is not asked."""
    if not projects or not MEANS.search(case.question.rest):
        return
    found = _on_the_matter(case, projects)
    own = [s for s in found if s.fact.document is projects[0].document] or found
    document = own[0].fact.document if own else None
    for role, most in _LISTS.items():
        facts = _of_best_lists([s for s in own if s.fact.document is document and s.fact.section.role == role], most)
        if facts and document:
            source = "" if document is projects[0].document else f", from {document.short}"
            names = listed([phrase_of(f, labelled=False) for f in facts])
            draft.say(f"{_OPENING[role]} {names}{source} {draft.cite(*facts)}.")


def _on_the_matter(case: Case, projects: Sequence[Fact]) -> Sequence[Scored]:
    """What the roadmaps have one learn or use for the topic asked about, or that of the projects, or a wider one."""
    library = case.library
    facts = [
        f
        for f in library.facts_in(case.roadmaps)
        if f.section.role in _LISTS and f.statement.is_item and not is_instruction(f.content)
    ]
    asked = {t.id for t in case.question.topics}
    for topics in (asked, {id_ for f in projects for id_ in f.statement.topics}):
        for ids in (topics, _wider(library, topics)):
            found = case.weighed([f for f in facts if ids & f.topics])
            if found:
                return found
    return []


def _wider(library: Library, topics: Iterable[str]) -> set[str]:
    """The topics that these are parts of."""
    return {t.id for t in library.topics.all if set(topics) & set(t.parts)}


def _of_best_lists(scored: Sequence[Scored], most: int) -> list[Fact]:
    """The best few items of the best lists, in the source's order."""
    sections = list(dict.fromkeys(s.fact.section.order for s in scored))[:most]
    chosen = [f for n in sections for f in [s.fact for s in scored if s.fact.section.order == n][:_OF_EACH_LIST]]
    return sorted(chosen, key=lambda f: f.number)
