"""What the plots of the page show, as plain numbers: bars with their intervals, the heat map, the spread of times."""

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import fmean
from typing import TYPE_CHECKING

from eval.figures import SURE, with_unit
from eval.golden import TYPES
from eval.measures import Measure
from eval.rivals import PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from eval.report import Report
    from eval.scoring import Verdict

_TIMES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)  # milliseconds: the bounds of the bins
_IN_TABLES = (PREFIX, "correctness.", "form.")  # or in plots of their own
# What the heat map tells of each type of question, where 1 is best.
_HEAT: "dict[str, Callable[[Verdict], float | None]]" = {
    "right": lambda v: v.right,
    "abstains rightly": lambda v: v.abstained != v.question.answerable,
    "evidence found": lambda v: v.evidence,
    "citation precision": lambda v: v.support.precision,
    "citation recall": lambda v: v.support.recall,
    "form": lambda v: not v.faults,
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from 0 to `value`, with its interval from `low` to `high`, all in 0..1; `is_own` is Waymark's."""

    label: str
    text: str
    value: float
    low: float
    high: float
    note: str = ""
    is_own: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """Bars that belong together."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """The heat map: a row for each type of question, a mean or None for each of `columns`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, int, tuple[float | None, ...]], ...]


def answer_bars(report: "Report") -> tuple[Group, ...]:
    """The shares over answers, a group for each, a bar for each split."""
    scopes = [scope for scope in report.measured if scope != "all"] or ["all"]
    columns = [
        [
            m
            for m in report.measured[scope]
            if m.unit == "share" and not m.name.startswith((PREFIX, "correctness.", "form."))
        ]
        for scope in scopes
    ]
    groups = [
        Group(row[0].name, tuple(_bar(scope, m) for scope, m in zip(scopes, row, strict=True) if m.count))
        for row in zip(*columns, strict=True)
    ]
    return tuple(group for group in groups if group.bars)


def retrieval_bars(report: "Report", scope: str) -> tuple[Group, ...]:
    """Each measure of retrieval, a bar for Waymark and each of its rivals."""
    rivals = report.rivals.get(scope, ())
    own = [m for m in report.measured[scope] if m.name.startswith(PREFIX)]
    return tuple(
        Group(
            m.name.removeprefix(PREFIX),
            (
                _bar("waymark", m),
                *(_rival_bar(r.name, r.measures[n], r.p_values[m.name]) for r in rivals),
            ),
        )
        for n, m in enumerate(own)
    )


def heat(verdicts: "Sequence[Verdict]") -> Heat:
    """The means of what matters by type of question."""
    by_type = {type_: [v for v in verdicts if v.question.type == type_] for type_ in TYPES}
    return Heat(
        columns=tuple(_HEAT),
        rows=tuple(
            (type_, len(its), tuple(_mean([score(v) for v in its]) for score in _HEAT.values()))
            for type_, its in by_type.items()
            if its
        ),
    )


def times(verdicts: "Sequence[Verdict]") -> tuple[tuple[str, int], ...]:
    """How many questions took how long: a label and a count for each bin, from the first filled one to the last."""
    bins = [0] * (len(_TIMES) + 1)
    for verdict in verdicts:
        bins[bisect_right(_TIMES, verdict.ms)] += 1
    labels = [f"< {_TIMES[0]}", *(f"{low}-{high}" for low, high in pairwise(_TIMES))]
    named = list(zip([*labels, f"> {_TIMES[-1]}"], bins, strict=True))
    filled = [number for number, (_, count) in enumerate(named) if count]
    return tuple(named[filled[0] : filled[-1] + 1]) if filled else ()


def _bar(label: str, measure: Measure) -> Bar:
    value, interval = measure.value or 0.0, measure.interval
    low, high = (interval.low, interval.high) if interval else (value, value)
    return Bar(label, with_unit(value, measure.unit), value, low, high)


def _rival_bar(label: str, measure: Measure, p_value: float) -> Bar:
    bar = _bar(label, measure)
    star = "*" if p_value < SURE else ""
    return replace(bar, text=f"{bar.text}{star}", note=f"p = {p_value:.4f}", is_own=False)


def _mean(values: "Sequence[float | None]") -> float | None:
    told = [float(value) for value in values if value is not None]
    return fmean(told) if told else None
