"""Totals: the time that each roadmap states for the whole way."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.embed import Vectors
from ingest.outline import duration_in
from ingest.records import Document
from rag.case import Case
from rag.extractive.draft import Draft
from rag.extractive.wording import capital, listed
from rag.fact import Fact
from rag.library import Library

_PROBE = "the total time it takes a learner to become an AI engineer"
_LIKE = 0.2  # cosine with the probe from which a statement of time is taken for the total
_IS_TOTAL = re.compile(
    r"\btotal\b|\bin all\b|\bintensive\b|\bcan (?:do|achieve|reach|make|become|get)|\bachiev|\b12-month plan\b"
    r"|\bfocused\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Total:
    """The time a roadmap states for the whole way, such as `12-18 months`, and the statement that does."""

    time: str
    fact: Fact


def totals(library: Library, documents: Sequence[Document]) -> list[Total]:
    """The totals of these roadmaps, in order; those that state none are left out."""
    probe = library.embedder.embed([_PROBE])[0]
    return [total for d in documents if (total := _total_of(library, d, probe))]


def compose(case: Case) -> Draft | None:
    """The time each roadmap states for the whole way; None when none of them states one."""
    found = totals(case.library, case.roadmaps)
    if not found:
        return None
    draft = Draft(case.library)
    if len(case.roadmaps) == 1:
        return draft.say(f"{capital(found[0].time)} {draft.cite(found[0].fact)}.")
    draft.say(f"{_spread(found)}, depending on the roadmap.")
    draft.lines(f"{t.fact.document.short}: {t.time} {draft.cite(t.fact)}." for t in found)
    silent = [d.short for d in case.roadmaps if d not in {t.fact.document for t in found}]
    return draft.lines([f"{listed(silent)}: no total stated, in any section."] if silent else [])


def _total_of(library: Library, document: Document, probe: Vectors) -> Total | None:
    """What a roadmap states in a sentence outside its stages that is about the whole: the one most like the probe."""
    best, likeness = None, _LIKE
    for fact in library.facts_of.get(document.id, ()):
        time = duration_in(fact.content) or duration_in(fact.statement.subject)
        is_total = _IS_TOTAL.search(f"{fact.statement.subject}: {fact.content}")
        similarity = float(library.contents.statements[fact.number] @ probe)
        if time and is_total and fact.section.stage is None and similarity > likeness:
            best, likeness = Total(_plural(time), fact), similarity
    return best


def _plural(time: str) -> str:
    """`12-month` as `12 months`, in lower case."""
    return re.sub(r"(\d)-month$", r"\1 months", time.lower())


def _spread(found: Sequence[Total]) -> str:
    numbers = [int(n) for total in found for n in re.findall(r"\d+", total.time)]
    return f"{min(numbers)} to {max(numbers)} months"
