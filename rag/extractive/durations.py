"""Durations: the time that headings state for stages and topics, with every sum shown in its parts."""

import re
from collections.abc import Sequence

from rag.extractive.draft import Draft
from rag.extractive.stretch import Stretch
from rag.extractive.timetable import Part, span_of
from rag.extractive.totals import totals
from rag.extractive.wording import capital, listed, number_word
from rag.library import Library
from rag.months import Months, months_of

_RANGE = re.compile(r"(\d+)\s*(?:-|\u2013|to)\s*(\d+)\s*(month|week|year|hour)s?", re.IGNORECASE)
_MOST_ROADMAPS = 3
_FEW_PARTS = 3  # of a sum that fit into the sentence that begins the answer


def of_stretch(library: Library, draft: Draft, stretch: Stretch, parts: Sequence[Part]) -> list[str]:
    """The time that a roadmap, whose parts are `parts`, states for a stretch of it; empty where it states none."""
    chosen = stretch.parts
    span = span_of(chosen)
    if not all(p.time for p in chosen):
        return []
    if stretch.month and span:
        return [_from_month(draft, stretch, span[1])]
    if len(chosen) == 1:
        (only,) = chosen
        of = f"all of {only.name}" if stretch.within else only.name
        head = f"{_in_full(only)}, for {of} {draft.cite_heading(only.section)}."
        return [head, f"It states none for {stretch.within} alone." if stretch.within else _by_timeline(draft, chosen)]
    total = _sum(chosen)
    told = [f"{_amount(p)} for {p.name} {draft.cite_heading(p.section)}" for p in chosen]
    glue = ": " if len(told) <= _FEW_PARTS else ". They give "
    said = f"{total}, by the headings{glue}{listed(told)}." if total else f"By the headings: {listed(told)}."
    if [p for p in parts if p.number is not None] == list(chosen):
        return [said, _by_own_total(library, draft, chosen, total)]
    return [said, _by_timeline(draft, chosen)]


def ranked(draft: Draft, parts: Sequence[Part], *, longest: bool) -> list[str]:
    """Which of these parts takes the most time, or the least, and then the others; empty where times are missing."""
    if len(parts) < 2 or any(_months_held(p) is None for p in parts):
        return []
    order = sorted(parts, key=lambda p: _months_held(p) or (0, 0), reverse=longest)
    best = [p for p in order if _months_held(p) == _months_held(order[0])]
    told = listed([f"{p.name} {draft.cite_heading(p.section)}" for p in best])
    others = [f"{p.name} with {_amount(p)} {draft.cite_heading(p.section)}" for p in order if p not in best]
    if not others:
        unit = "" if best[0].time == _amount(best[0]) else " months"
        return [f"None: {told} are given {_amount(best[0])}{unit} each."]
    most = "most" if longest else "least"
    return [f"{told}: {best[0].time}, the {most}.", f"Then {'come' if len(others) > 1 else 'comes'} {listed(others)}."]


def _from_month(draft: Draft, stretch: Stretch, last: int) -> str:
    """What is left from a month on, by parts of which the first may have begun."""
    first, month = stretch.parts[0], stretch.month or 0
    begun = first.months is not None and first.months[0] < month
    names = [f"{p.name} {draft.cite_heading(p.section)}" for p in stretch.parts]
    told = listed([f"the rest of {names[0]}" if begun else names[0], *names[1:]])
    by = "".join(dict.fromkeys(draft.cite(p.by) for p in stretch.parts if p.by))
    counted = f", by its timeline {by}" if by else ""
    return f"{capital(number_word(last - month + 1))} months, months {month}-{last}{counted}: {told}."


def _in_full(part: Part) -> str:
    """A part's time as an answer begins with it: `Three months, months 4-6`, or `2-3 months`."""
    span = months_of(part.time)
    return f"{capital(_amount(part))} months, months {span[0]}-{span[1]}" if span else part.time


def _amount(part: Part) -> str:
    """A part's time as a part of a sum: `three` for numbered months, else as its heading states it."""
    span = months_of(part.time)
    return number_word(span[1] - span[0] + 1) if span else part.time


def _months_held(part: Part) -> tuple[int, int] | None:
    """The least and most months that a part's heading gives it, the most first, or None."""
    span = months_of(part.time)
    if span:
        return span[1] - span[0] + 1, span[1] - span[0] + 1
    found = _RANGE.search(part.time)
    return (int(found.group(2)), int(found.group(1))) if found else None


def _sum(parts: Sequence[Part]) -> str:
    """The sum of the ranges in headings, such as `13-20 months`, or of the months they span; else empty."""
    spans = [span for p in parts if (span := months_of(p.time))]
    if len(spans) == len(parts):
        return f"{capital(number_word(sum(high - low + 1 for low, high in spans)))} months"
    ranges = [found for p in parts if (found := _RANGE.search(p.time))]
    units = {found.group(3).lower() for found in ranges}
    if len(ranges) < len(parts) or len(units) != 1:
        return ""
    low, high = (sum(int(found.group(end)) for found in ranges) for end in (1, 2))
    return f"{low}-{high} {units.pop()}s"


def _by_timeline(draft: Draft, parts: Sequence[Part]) -> str:
    """The months that the same roadmap's timeline gives these parts, where it has one beside its headings."""
    facts = [p.by for p in parts if p.by]
    spans = _joined([p.months for p in parts if p.months])
    if len(facts) < len(parts) or not spans:
        return ""
    held = number_word(sum(high - low + 1 for low, high in spans))
    told = listed([f"{low}-{high}" for low, high in spans])
    return (
        f"Its timeline gives {'it' if len(parts) == 1 else 'them'} months {told}, {held} in all {draft.cite(*facts)}."
    )


def _joined(spans: Sequence[Months]) -> list[Months]:
    """Stretches of months with those that follow on one another made one."""
    joined: list[Months] = []
    for low, high in spans:
        if joined and low == joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
    return joined


def _by_own_total(library: Library, draft: Draft, parts: Sequence[Part], total: str) -> str:
    """The time that the roadmap itself states for the whole way, and whether it agrees with the sum of all stages."""
    own = next(iter(totals(library, [library.documents[parts[0].section.document_id]])), None)
    if own is None:
        return ""
    if not total:
        return f"It gives the whole way {own.time} {draft.cite(own.fact)}."
    agrees = total.lower().startswith(own.time.split(" ", 1)[0])
    return f"Its own total {'agrees' if agrees else 'is another'}: {own.time} {draft.cite(own.fact)}."
