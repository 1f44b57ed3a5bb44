"""Stretches of months, as roadmaps that number their months state them."""

import re
from typing import Final

NAMES: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

_STRETCH = re.compile(r"months?\s+(\d+)\s*(?:-|–|to)\s*(\d+)", re.IGNORECASE)  # noqa: RUF001 - the sources' dash


def months_of(duration: str | None) -> tuple[int, int] | None:
    """The first and last month of a stretch such as `Months 4-6`, or None for another kind of duration."""
    found = _STRETCH.match(duration or "")
    return (int(found.group(1)), int(found.group(2))) if found else None


def overlap(one: tuple[int, int] | None, other: tuple[int, int]) -> bool:
    """Whether two stretches of months share at least one."""
    return one is not None and one[0] <= other[1] and other[0] <= one[1]
