"""Stretches: which part of a roadmap's way a question is about, by what it names and how it bounds it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.asking import asking_part
from rag.case import Case
from rag.cues import timetable as asks
from rag.extractive.mention import Mention, mentions, part_of
from rag.extractive.timetable import Part

_ARTICLES = r"(?:\s|\b(?:the|a|an|its|my|their|all|whole|own|both|of|doing|learning|studying|choosing|picking|part|that|this))*$"
_GLUE = re.compile(r"^\W*(?:and|or|nor|plus|&|as well as|together with|then)?(?:\s|\b(?:the|its|with|also))*$")
_SENTENCE_END = re.compile(r"[.?!;:]")
_BOUNDS = tuple(
    (kind, re.compile(rf"(?:\b{words}){_ARTICLES}"))
    for kind, words in (
        ("skipped", asks.SKIPPED),
        ("before", asks.UNTIL_BEFORE),
        ("done", asks.DONE),
        ("from", asks.FROM),
        ("until", asks.UNTIL),
    )
)
_DONE_BEHIND = re.compile(rf"^(?: (?:phase|step|stage|section|part)s?)?,? {asks.DONE_BEHIND}\b")


@dataclass(frozen=True, slots=True)
class Bound:
    """A mention and how it bounds what is asked: from it, until it, before it; it is done or skipped; or it is meant."""

    mention: Mention
    kind: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """The parts that a question is about, in order.

    `month` is the first month of them that still lies ahead, where it names one; `within` what it names that is only
    taught inside the one part.
    """

    parts: tuple[Part, ...]
    month: int | None = None
    within: str = ""


def bounds(case: Case, parts: Sequence[Part], text: str) -> list[Bound]:
    """The mentions in `text` with how each bounds the stretch; those of one list all do as its first does."""
    found: list[Bound] = []
    for mention in mentions(case.library, parts, text):
        sentence = re.split(_SENTENCE_END, text[: mention.start])[-1]
        kind = next((k for k, words in _BOUNDS if words.search(sentence)), "meant")
        if found and _GLUE.match(text[found[-1].mention.end : mention.start]):
            kind = found[-1].kind
        found.append(Bound(mention, kind))
    return _with_what_is_behind(found, text)


def stretch_of(case: Case, parts: Sequence[Part]) -> Stretch | None:
    """What a question about time is about; None where it names no part."""
    text = case.question.rest
    found = bounds(case, parts, text)
    if asks.LEFT.search(text):
        return _left(case, parts, found)
    asking = asking_part(text)
    at = text.find(asking)
    own = [b for b in found if at <= b.mention.start < at + len(asking)]
    return _bounded(parts, own or found, text) or _carried(case, parts)


def asked_parts(case: Case, parts: Sequence[Part]) -> list[Mention]:
    """The mentions that the asking sentences make of what they are about, or, if they make none, the whole message."""
    text = case.question.rest
    found = [b for b in bounds(case, parts, text) if b.kind != "skipped"]
    asking = asking_part(text)
    at = text.find(asking)
    own = [b.mention for b in found if at <= b.mention.start < at + len(asking)]
    return own or [b.mention for b in found] or _of_topics(case, parts)


def _with_what_is_behind(found: Sequence[Bound], text: str) -> list[Bound]:
    """The bounds with those made done that words behind them say to be, such as `core ML I know`."""
    kinds = [b.kind for b in found]
    for i in reversed(range(len(found))):
        end = found[i + 1].mention.start if i + 1 < len(found) else len(text)
        behind = text[found[i].mention.end : end]
        in_list = i + 1 < len(found) and _GLUE.match(behind) and kinds[i + 1] == "done"
        if kinds[i] == "meant" and (in_list or _DONE_BEHIND.match(behind)):
            kinds[i] = "done"
    return [Bound(b.mention, kind) for b, kind in zip(found, kinds, strict=True)]


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


def _bounded(parts: Sequence[Part], bounds: Sequence[Bound], text: str) -> Stretch | None:
    """The parts between the bounds, or those named, without those skipped."""
    of = {kind: [b.mention for b in bounds if b.kind == kind] for kind in ("meant", "from", "until", "before", "skipped")}
    stages = [i for i, p in enumerate(parts) if p.number is not None]
    starts = of["from"] or of["meant"]
    last = len(parts) - 1
    if of["until"]:
        low = min((m.low for m in starts), default=stages[0])
        chosen = range(low, max(m.high for m in of["until"]) + 1)
    elif starts and asks.TO_THE_END.search(text):
        chosen = range(min(m.low for m in starts), last + 1)
    elif of["before"] and of["from"]:
        chosen = range(min(m.low for m in starts), min(m.low for m in of["before"]))
    elif starts:
        named = {i for m in (*of["meant"], *of["from"]) for i in range(m.low, m.high + 1)}
        end = min((m.low for m in of["before"] if m.low > min(named)), default=last + 1)
        chosen = [i for i in sorted(named - _all(of["skipped"])) if i < end]
        within = starts[0].name if len(starts) == 1 and starts[0].is_inside else ""
        return replace(found, within=within) if (found := _nonempty([parts[i] for i in chosen])) else None
    elif of["before"]:
        end = min(m.low for m in of["before"])
        chosen = range(0 if end == stages[0] else stages[0], end)
    elif of["skipped"]:
        chosen = range(stages[0], last + 1)
    else:
        return None
    return _nonempty([parts[i] for i in chosen if i not in _all(of["skipped"])])


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
