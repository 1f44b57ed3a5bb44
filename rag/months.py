"""Stretches of months, as roadmaps that number their months state them."""

import re
from typing import Final

NAMES: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

Months = tuple[int, int]  # the first and the last month of a stretch

_STRETCH = re.compile(r"months?\s+(\d+)\s*(?:-|–|to)\s*(\d+)", re.IGNORECASE)  # noqa: RUF001 - the sources' dash


def months_of(duration: str | None) -> Months | None:
    """The first and last month of a stretch such as `Months 4-6`, or None for another kind of duration."""
    found = _STRETCH.match(duration or "")
    return (int(found.group(1)), int(found.group(2))) if found else None


def overlap(one: Months | None, other: Months) -> bool:
    """Whether two stretches of months share at least one."""
    return one is not None and one[0] <= other[1] and other[0] <= one[1]


def calendar(span: Months, start: int) -> str:
    """The calendar months of a stretch for a start in month `start` of a year, from 0: `July to September`."""
    low, high = (NAMES[(start + month - 1) % len(NAMES)].capitalize() for month in span)
    return low if span[0] == span[1] else f"{low} to {high}"
