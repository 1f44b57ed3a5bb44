"""A trait asked of one thing: the statement of its summary that tells of it, or that none does."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.records import Document
from rag import cues
from rag.case import Case
from rag.cues.follow_up import INSTEAD, OF_THING
from rag.evidence import Scored
from rag.extractive.naming import is_told_by_name
from rag.fact import Fact
from rag.question import Unit

_HELD = 0.3  # of likeness: what it is worth that a statement holds all that is asked
_MEANS = 0.35  # likeness from which a statement answers
_MEANT = 0.25  # the same to the question without the thing's name, in other words than the question's
_AS_GOOD = 0.9  # of the best: as good an answer, if it names its subject


def trait_told(case: Case, found: Sequence[Scored], thing: Document) -> Fact | None:
    """The statement among `found` that answers what is asked of a thing alone; None where its summary is silent."""
    asked = {i: u for i, u in enumerate(case.question.units) if u.text != thing.title}
    total = sum(u.weight for u in asked.values()) or 1.0
    held = {s.fact.number: sum(asked[i].weight for i in s.units if i in asked) / total for s in found}
    worth = {s.fact.number: s.meaning + _HELD * held[s.fact.number] for s in found}
    best = max(found, key=lambda s: worth[s.fact.number], default=None)
    if best is None or worth[best.fact.number] < _MEANS or (_asks_freely(case) and _is_silent(case, found, asked)):
        return None
    near = [
        s.fact
        for s in sorted(found, key=lambda s: -worth[s.fact.number])
        if worth[s.fact.number] >= _AS_GOOD * worth[best.fact.number] and held[s.fact.number] >= held[best.fact.number]
    ]
    return next((f for f in near if is_told_by_name(f, thing)), best.fact)


def wants_a_kind(case: Case) -> bool:
    """Whether a question wants a statement of some kind: with a price or figure, or with what takes a thing's place."""
    kinds = (cues.PRICE, cues.FREE, INSTEAD)
    return case.question.figure or any(kind.search(case.question.normal) for kind in kinds)


def _asks_freely(case: Case) -> bool:
    """Whether a question asks for something that no kind of statement, and no more than the thing's name, tells of."""
    of_thing = OF_THING.search(case.question.normal) or cues.details_asked(case.question.rest)
    return not (wants_a_kind(case) or of_thing)


def _is_silent(case: Case, found: Sequence[Scored], asked: Mapping[int, Unit]) -> bool:
    """Whether statements lack a name that is asked about, or all that is and come near it in no other words either."""
    held = frozenset[int]().union(*(s.units for s in found))
    if any(u.is_firm and i not in held for i, u in asked.items()):
        return True
    alone = replace(case, meant=case.question.normal)
    return held.isdisjoint(asked) and all(s.meaning < _MEANT for s in alone.weighed([s.fact for s in found]))
