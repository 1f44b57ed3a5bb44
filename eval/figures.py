"""How figures read: a measure with its unit and interval, a gate's bound, a list of questions."""

from collections.abc import Sequence
from typing import Final

from eval.gates import GateRow
from eval.measures import Measure, Unit
from eval.resampling import Interval

NOTHING: Final = "-"
SURE: Final = 0.05  # the p-value under which a difference is told as one
_SHOWN = 20  # ids in a row; the rest is counted


def with_unit(value: float, unit: Unit) -> str:
    """A value as people read it."""
    match unit:
        case "share":
            return f"{100 * value:.1f} %"
        case "ms":
            return f"{value:.0f} ms"
        case "number":
            return f"{value:g}"


def shown(measure: Measure) -> str:
    """A measure's value, a share with the number of questions that it is over."""
    if measure.value is None:
        return NOTHING
    of = f" of {measure.count}" if measure.unit == "share" else ""
    return with_unit(measure.value, measure.unit) + of


def shown_with_interval(measure: Measure) -> str:
    """A measure's value, and the bounds of its interval where it has one that says something."""
    if measure.value is None:
        return NOTHING
    value = with_unit(measure.value, measure.unit)
    if measure.interval is None or measure.interval.low == measure.interval.high:
        return value
    return f"{value} ({bounds(measure.interval, measure.unit)})"


def shown_with_margin(measure: Measure) -> str:
    """A measure's value, and half the width of its interval, where there is little room."""
    if measure.value is None:
        return NOTHING
    value, its = with_unit(measure.value, measure.unit), measure.interval
    half = (its.high - its.low) / 2 if its else 0.0
    return f"{value} ± {100 * half:.0f}" if half and measure.unit == "share" else value


def bounds(interval: Interval, unit: Unit) -> str:
    """An interval's two ends, without their unit."""
    if unit == "share":
        return f"{100 * interval.low:.0f}-{100 * interval.high:.0f}"
    return f"{interval.low:g}-{interval.high:g}"


def bound(row: GateRow) -> str:
    """What a gate asks for, in words."""
    gate, unit = row.gate, row.measure.unit
    limit = (
        f"at least {with_unit(gate.minimum, unit)}"
        if gate.minimum is not None
        else f"at most {with_unit(gate.maximum or 0, unit)}"
    )
    return f"{limit} (baseline {with_unit(gate.baseline, unit)})" if gate.baseline is not None else limit


def some(ids: Sequence[str]) -> str:
    """The first of `ids`, and how many more there are."""
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    return ", ".join(ids[:_SHOWN]) + more
