"""Stretches: which part of a roadmap's way a question is about, by what it names and how it bounds it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.asking import asking_part
from rag.case import Case
from rag.cues.bound import SAVED, TO_THE_END
from rag.cues.timetable import LEFT
from rag.extractive.bounds import Bound, bounds
from rag.extractive.mention import Mention
from rag.extractive.mentions import part_of
from rag.extractive.timetable import Part


@dataclass(frozen=True, slots=True)
class Stretch:
    """The parts that a question is about, in order.

    `month` is the first month of them that still lies ahead, where it names one; `within` what it names that is only
    taught inside the one part.
    """

    parts: tuple[Part, ...]
    month: int | None = None
    within: str = ""


def stretch_of(case: Case, parts: Sequence[Part]) -> Stretch | None:
    """What a question about time is about; None where it names no part."""
    text = case.question.rest
    found = bounds(case.library, parts, text)
    if LEFT.search(text):
        return _left(case, parts, found)
    own = _in_asking_part(found, text)
    through = [Bound(b.mention, "until") for b in own if b.kind == "done"] if own else []
    return _bounded(parts, own or found, text) or _bounded(parts, through, text) or _carried(case, parts)


def asked_parts(case: Case, parts: Sequence[Part]) -> list[Mention]:
    """The mentions that the asking sentences make of what they are about, or, if they make none, the whole message."""
    text = case.question.rest
    found = [b for b in bounds(case.library, parts, text) if b.kind != "skipped"]
    own = [b.mention for b in _in_asking_part(found, text)]
    return own or [b.mention for b in found] or _of_topics(case, parts)


def _in_asking_part(found: Sequence[Bound], text: str) -> list[Bound]:
    """The bounds that stand in the sentences that ask."""
    asking = asking_part(text)
    at = text.find(asking)
    return [b for b in found if at <= b.mention.start < at + len(asking)]


def _left(case: Case, parts: Sequence[Part], found: Sequence[Bound]) -> Stretch | None:
    """What lies behind the last thing that is done or skipped, or from where the learner is."""
    past = [b.mention for b in found if b.kind in {"done", "skipped", "until"}]
    here = [b.mention for b in found if b.kind in {"from", "meant"}]
    first = next((i for i, p in enumerate(parts) if p.number is not None), 0)
    if past:
        last = max(past, key=lambda m: m.high)
        at = parts[last.high].months if last.month else None
        if last.month and at and last.month < at[1]:
            return Stretch(tuple(parts[last.high :]), last.month + 1)
        return _nonempty(parts[max(last.high + 1, first) :])
    if here:
        return Stretch(tuple(parts[min(m.low for m in here) :]), next((m.month for m in here if m.month), None))
    carried = _carried(case, parts)
    return _nonempty(parts[parts.index(carried.parts[-1]) + 1 :]) if carried else None


def _bounded(parts: Sequence[Part], found: Sequence[Bound], text: str) -> Stretch | None:
    """The parts between the bounds, or those named, without those skipped."""
    of: dict[str, list[Mention]] = defaultdict(list)
    for b in found:
        of["meant" if b.kind == "skipped" and SAVED.search(text) else b.kind].append(b.mention)
    chosen = _chosen(parts, of, text) - _all(of["skipped"])
    starts = of["from"] or of["meant"]
    is_within = len(starts) == 1 and starts[0].is_inside and chosen == _all(starts)
    within = starts[0].name if is_within else ""
    return Stretch(tuple(parts[i] for i in sorted(chosen)), within=within) if chosen else None


def _chosen(parts: Sequence[Part], of: Mapping[str, Sequence[Mention]], text: str) -> set[int]:
    """The indices of the parts that the bounds, by kind, leave in, those skipped among them."""
    first, last = next(i for i, p in enumerate(parts) if p.number is not None), len(parts) - 1
    starts = of["from"] or of["meant"]
    low = min((m.low for m in starts), default=first)
    if of["until"]:
        return set(range(low, max(m.high for m in of["until"]) + 1))
    before = [m.low for m in of["before"] if not starts or m.low > low]
    if starts and TO_THE_END.search(text):
        return set(range(low, last + 1))
    if starts:
        end = min(before, default=last + 1)
        named = _all([*of["meant"], *of["from"]])
        return set(range(low, end)) if of["from"] and before else {i for i in named if i < end}
    if before:
        return set(range(0 if min(before) == first else first, min(before)))
    return set(range(first, last + 1)) if of["skipped"] and not of["done"] else set()


def _all(found: Sequence[Mention]) -> set[int]:
    return {i for m in found for i in range(m.low, m.high + 1)}


def _carried(case: Case, parts: Sequence[Part]) -> Stretch | None:
    """The stretch that the question before was about, or that its topics belong to."""
    stage = case.question.stage
    if stage:
        return _nonempty([p for p in parts if p.number is not None and stage[0] <= p.number <= stage[1]])
    found = _of_topics(case, parts)
    return Stretch((parts[found[0].low],), within=found[0].name if found[0].is_inside else "") if found else None


def _of_topics(case: Case, parts: Sequence[Part]) -> list[Mention]:
    """The topics of the question, wherever they come from, as mentions of what they are taught in."""
    topics = () if case.question.described else case.question.topics
    placed = [(t, part_of(case.library, parts, t)) for t in topics]
    return [Mention(0, 0, at[0], at[0], t.name, at[1], topic=t) for t, at in placed if at]


def _nonempty(parts: Sequence[Part]) -> Stretch | None:
    return Stretch(tuple(parts)) if parts else None
