"""Neighbours: what stands directly before and after a part of a roadmap."""

from collections.abc import Sequence

from rag.case import Case
from rag.cues import sequence as asks
from rag.extractive.draft import Draft
from rag.extractive.mention import Mention
from rag.extractive.timetable import Part
from rag.extractive.wording import capital, listed


def told(case: Case, draft: Draft, parts: Sequence[Part], found: Sequence[Mention]) -> list[str]:
    """What stands before the parts mentioned, on both sides or between; empty where only what follows is asked."""
    text = case.question.rest
    if not found:
        return []
    low, high = min(m.low for m in found), max(m.high for m in found)
    if "between" in text and high - low > 1:
        inside = [_cited(draft, p) for p in parts[low + 1 : high]]
        return [f"Between {_cited(draft, parts[low])} and {_cited(draft, parts[high])}: {listed(inside)}."]
    before, after = asks.BEFORE.search(text), asks.AFTER.search(text)
    if after and not before:
        return []
    told = [_before(draft, parts, low)]
    return told if before and not after else [*told, _after(draft, parts, high)]


def first(case: Case, draft: Draft, parts: Sequence[Part], found: Sequence[Mention]) -> list[str]:
    """Which of two things mentioned comes first; empty unless that is asked of two."""
    if not asks.FIRST.search(case.question.rest) or len(found) != 2:
        return []
    earlier, later = sorted(found, key=lambda m: m.low)
    if earlier.low == later.low:
        return [f"Neither: {_cited(draft, parts[earlier.low])} holds both."]
    here, there = (_cited(draft, parts[m.low]) for m in (earlier, later))
    return [f"{capital(earlier.name)} first: {here} stands before {there}."]


def _before(draft: Draft, parts: Sequence[Part], at: int) -> str:
    here = _cited(draft, parts[at])
    if at == 0:
        return f"Nothing comes before {here}: it is the first."
    earlier = parts[at - 1 : at]
    if parts[at].number is not None and parts[at - 1].number is None:
        earlier = parts[:at]
    return f"Directly before {here} comes {listed([_cited(draft, p) for p in earlier])}."


def _after(draft: Draft, parts: Sequence[Part], at: int) -> str:
    here = _cited(draft, parts[at])
    if at + 1 == len(parts):
        return f"Nothing comes after {here}: it is the last."
    return f"Directly after {here} comes {_cited(draft, parts[at + 1])}."


def _cited(draft: Draft, part: Part) -> str:
    months = f" (months {part.months[0]}-{part.months[1]})" if part.months else ""
    by = draft.cite(part.by) if part.by else ""
    return f"{part.name}{months} {draft.cite_heading(part.section)}{by}"
