"""Disagreement: where the roadmaps part ways in what comes first, what is left out and how long it takes."""

from collections.abc import Iterable
from itertools import combinations

from ingest.records import Document, Topic
from rag.case import Case
from rag.extractive.draft import Draft
from rag.extractive.order import both_places
from rag.extractive.place import first_place, unit_of
from rag.extractive.totals import totals
from rag.extractive.wording import capital, listed, number_word
from rag.fact import Fact

_COMPARED = ("mathematics", "programming", "machine-learning", "reinforcement-learning", "mlops")
_MOST = 4  # points shown


def compose(case: Case) -> Draft | None:
    """How many points of disagreement there are, and the first of them; None where the roadmaps agree in all."""
    topics = [t for id_ in _COMPARED if (t := case.library.topics.by_id.get(id_))]
    draft = Draft(case.library)
    points = [
        *(_order(case, draft, one, other) for one, other in combinations(topics, 2)),
        *(_omission(case, draft, topic) for topic in topics),
        _time(case, draft),
    ]
    found = [p for p in points if p]
    if not found:
        return None
    return draft.say(f"They part ways on {number_word(len(found))} points that I can count.").lines(found[:_MOST])


def _order(case: Case, draft: Draft, one: Topic, other: Topic) -> str:
    """Who puts which of two topics first, each with the earlier place; empty unless both orders are found."""
    library = case.library
    placed = both_places(library, unit_of(library, one), unit_of(library, other))
    apart = [(d, f, g) for d, f, g in placed if f.section is not g.section]
    first = [(d, f) for d, f, g in apart if f.number < g.number]
    second = [(d, g) for d, f, g in apart if g.number < f.number]
    if not first or not second:
        return ""
    before = f"{capital(one.name)} before {other.name}: {_cited(draft, first)}"
    return f"{before}. The other way round: {_cited(draft, second)}."


def _omission(case: Case, draft: Draft, topic: Topic) -> str:
    """Who leaves a topic out and who teaches it; empty unless both are found."""
    library = case.library
    places = [(d, first_place(library, d, [unit_of(library, topic)])) for d in library.roadmaps]
    teaching = [(d, f) for d, f in places if f]
    silent = [d.short for d, f in places if not f]
    if not silent or not teaching:
        return ""
    return f"{capital(topic.name)}: left out by {listed(silent)}, taught by {_cited(draft, teaching)}."


def _time(case: Case, draft: Draft) -> str:
    """The time for the whole way by each roadmap that states one; empty unless they differ."""
    found = totals(case.library, case.library.roadmaps)
    if len({t.time for t in found}) < 2:
        return ""
    stated = [f"{t.time} in {t.fact.document.short} {draft.cite(t.fact)}" for t in found]
    return f"Total time: {listed(stated)}."


def _cited(draft: Draft, places: Iterable[tuple[Document, Fact]]) -> str:
    return listed([f"{d.short} {draft.cite(f)}" for d, f in places])
