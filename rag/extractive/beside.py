"""What runs beside the parts of a roadmap: activities all the way through, and when to apply for work."""

from collections.abc import Sequence

from ingest.outline import duration_in
from ingest.records import Document
from rag.extractive.draft import Draft
from rag.extractive.phrase import phrase_of
from rag.extractive.place import heading_line
from rag.extractive.wording import capital, listed
from rag.fact import Fact
from rag.library import Library
from rag.words import stem

_PARALLEL, _APPLY = stem("parallel"), stem("apply")
_WORK = frozenset({"internships", "job-search"})


def told(library: Library, draft: Draft, source: Document) -> list[str]:
    """What a roadmap has its learner do in parallel to its parts; empty where it has no such list."""
    found = [f for f in library.facts_of[source.id] if _PARALLEL in f.heading_stems and f.statement.is_item]
    return [f"All the way through: {_phrases(found)} {draft.cite(*found)}."] if found else []


def applying(library: Library, draft: Draft, source: Document) -> list[str]:
    """When a roadmap has its learner apply for work: by the time that it states, else by the place where it says so."""
    items = [f for f in library.facts_of[source.id] if f.statement.is_item]
    found = [f for f in items if stem(f.content.split(" ", 1)[0].lower()) == _APPLY]
    found = found or [f for f in items if _WORK & (frozenset(f.statement.topics) | frozenset(f.section.topics))]
    timed = next((f for f in found if duration_in(f.content)), None)
    if timed:
        return [f"{capital(phrase_of(timed, labelled=False))} {draft.cite(timed)}."]
    return [
        f"In {heading_line(f.section).rstrip('!')} {draft.cite_heading(f.section)}: "
        f"{phrase_of(f, labelled=False)} {draft.cite(f)}."
        for f in found[:1]
    ]


def _phrases(facts: Sequence[Fact]) -> str:
    return listed([phrase_of(f, labelled=False) for f in facts])
