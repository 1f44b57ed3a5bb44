"""Totals: the time that each roadmap states for the whole way, which is shortest, and which fits into a given time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.embed import Vectors
from ingest.outline import duration_in
from ingest.records import Document
from rag.case import Case
from rag.cues import COUNTS_ROADMAPS
from rag.cues import timetable as asks
from rag.extractive.draft import Draft
from rag.extractive.phrase import is_clause
from rag.extractive.wording import capital, listed, number_word
from rag.fact import Fact
from rag.library import Library
from rag.numbers import CARDINALS, DIGITS

_PROBE = "the total time it takes a learner to become an AI engineer"
_LIKE = 0.2  # cosine with the probe from which a statement of time is taken for the total
_IS_TOTAL = re.compile(
    r"\btotal\b|\bin all\b|\bintensive\b|\bcan (?:do|achieve|reach|make|become|get)|\bachiev|\b12-month plan\b"
    r"|\bfocused\b",
    re.IGNORECASE,
)
_N = rf"(\d{{1,2}}|{'|'.join(CARDINALS)}|a|an)"
_LIMIT = re.compile(rf"\b(?:half (?:a|an|the) (year)|(?:a |one )?(year) and a half|{_N} (months?|years?))(?![\w-])")
_LESS = re.compile(r"\b(?:less|shorter|faster|quicker|fewer) than\b|\bunder (?:a|one|\d+|half)\b")
_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Total:
    """The time a roadmap states for the whole way, such as `12-18 months`, and the statement that does."""

    time: str
    fact: Fact

    @property
    def bounds(self) -> tuple[int, int]:
        """The least and the most months."""
        numbers = [int(n) for n in re.findall(r"\d+", self.time)]
        return min(numbers), max(numbers)


def totals(library: Library, documents: Sequence[Document]) -> list[Total]:
    """The totals of these roadmaps, in order; those that state none are left out."""
    probe = library.vector_of(_PROBE)
    return [total for d in documents if (total := _total_of(library, d, probe))]


def compose(case: Case) -> Draft | None:
    """The time each roadmap states for the whole way, the shortest first; None when none of them states one."""
    found = sorted(totals(case.library, case.roadmaps), key=lambda t: t.bounds)
    if not found:
        return None
    draft = Draft(case.library)
    text = case.question.rest
    limit = limit_in(text)
    if len(case.roadmaps) == 1:
        return draft.say(_in_its_words(draft, found[0]), _depends(case.library, draft, found[0]))
    if len(found) > 1 and (asks.QUICKEST.search(text) or asks.SLOWEST.search(text)):
        draft.say(_extremes(draft, found, slowest_only=not asks.QUICKEST.search(text)))
    elif limit and len(found) > 1:
        draft.say(_fitting(found, limit, strict=bool(_LESS.search(text))))
    elif COUNTS_ROADMAPS.search(text):
        count = f"{capital(number_word(len(found)))} of the {number_word(len(case.roadmaps))} roadmaps"
        draft.say(f"{count} {'states' if len(found) == 1 else 'state'} a total.")
    else:
        draft.say(f"{_spread(found)}, depending on the roadmap.")
    draft.lines(f"{t.fact.document.short}: {t.time} {draft.cite(t.fact)}." for t in found)
    silent = [d.short for d in case.roadmaps if d not in {t.fact.document for t in found}]
    return draft.lines([f"{listed(silent)}: no total stated, in any section."] if silent else [])


def limit_in(text: str) -> int | None:
    """The months that a learner says to have, as in `half a year` or `eight months`; None where they do not."""
    found = _LIMIT.search(text)
    if not found:
        return None
    if found.group(1):
        return _MONTHS_A_YEAR // 2
    if found.group(2):
        return _MONTHS_A_YEAR * 3 // 2
    number = int(DIGITS.get(found.group(3), found.group(3))) if found.group(3) not in {"a", "an"} else 1
    return number * _MONTHS_A_YEAR if found.group(4).startswith("year") else number


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


def _in_its_words(draft: Draft, total: Total) -> str:
    """A total with what the statement adds to it: `12-18 months of intensive study`."""
    content = total.fact.content
    told = content if content.lower().startswith(total.time) else total.time
    return f"{capital(told.rstrip('.'))} {draft.cite(total.fact)}."


def _depends(library: Library, draft: Draft, total: Total) -> str:
    """What the one statement beside a total in its section says that it depends on; empty where there is none such."""
    facts = [
        f for f in library.facts_of[total.fact.document.id] if f.section is total.fact.section and f is not total.fact
    ]
    return (
        f"{capital(facts[0].content)} {draft.cite(facts[0])}."
        if len(facts) == 1 and is_clause(facts[0].content)
        else ""
    )


def _extremes(draft: Draft, found: Sequence[Total], *, slowest_only: bool) -> str:
    """Which roadmap states the least time, and which the most; `found` is sorted."""
    quickest, slowest = found[0], max(found, key=lambda t: t.bounds[::-1])
    least = f"{quickest.fact.document.short} states the least time, {quickest.time} {draft.cite(quickest.fact)}"
    most = f"{slowest.fact.document.short} the most, {slowest.time} {draft.cite(slowest.fact)}"
    if slowest_only:
        return f"{slowest.fact.document.short} states the most time, {slowest.time} {draft.cite(slowest.fact)}."
    return f"{least}, and {most}."


def _fitting(found: Sequence[Total], limit: int, *, strict: bool) -> str:
    """Which roadmaps could fit into `limit` months, or less where `strict`, by their own figures; `found` is sorted."""
    last = limit - strict
    surely = [t for t in found if t.bounds[1] <= last]
    hardly = [t for t in found if t.bounds[0] <= last < t.bounds[1]]
    months = f"{'less than ' if strict else ''}{number_word(limit)} months"
    if surely:
        return f"{_names(surely)} {'fits' if len(surely) == 1 else 'fit'} into {months}, by their own figures."
    if hardly:
        return (
            f"At best {_names(hardly)}: {months} {'is' if strict else 'lie'} towards the lower end of what it states."
        )
    return f"None of them fits into {months}, by its own figures."


def _names(found: Sequence[Total]) -> str:
    return listed([t.fact.document.short for t in found])


def _plural(time: str) -> str:
    """`12-month` as `12 months`, in lower case."""
    return re.sub(r"(\d)-month$", r"\1 months", time.lower())


def _spread(found: Sequence[Total]) -> str:
    return f"{min(t.bounds[0] for t in found)} to {max(t.bounds[1] for t in found)} months"
