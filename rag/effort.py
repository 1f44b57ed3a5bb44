"""Stated durations as hours of work."""

import re

# No source says how many hours its months hold; this is Waymark's own assumption, about ten hours a week.
HOURS_A_MONTH = 40.0

_MONTHS_IN = {"day": 12 / 365, "week": 12 / 52, "month": 1.0, "year": 12.0}
_UNIT = r"(hour|day|week|month|year)s?"
_TO = r"\s*(?:-|\u2013|to)\s*"
_STRETCH = re.compile(rf"{_UNIT}\s+(\d+){_TO}(\d+)", re.IGNORECASE)
_AMOUNT = re.compile(rf"(\d+)(?:{_TO}(\d+))?\s*-?\s*{_UNIT}", re.IGNORECASE)


def amounts_in(text: str) -> list[tuple[float, float]]:
    """The least and the most hours in each duration that `text` states in digits, such as `3-6 months`."""
    return [hours for match in _AMOUNT.finditer(text) if (hours := hours_of(match.group(), HOURS_A_MONTH))]


def hours_of(duration: str, hours_a_month: float) -> tuple[float, float] | None:
    """The least and the most hours in a duration such as `3-6 months` or `Months 4-6`, or None where it states none.

    The second kind numbers its months, so that four to six are three.
    """
    if stretch := _STRETCH.match(duration):
        unit, first, last = stretch.groups()
        least = most = int(last) - int(first) + 1
    elif amount := _AMOUNT.match(duration):
        low, high, unit = amount.groups()
        least, most = int(low), int(high or low)
    else:
        return None
    each = 1.0 if unit.lower() == "hour" else hours_a_month * _MONTHS_IN[unit.lower()]
    return (least * each, most * each) if 0 < least <= most else None
