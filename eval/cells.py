"""What the tables of a report hold, as text, whoever shows them: a header, then a row for each thing."""

from collections.abc import Callable

from eval.figures import NOTHING, SURE, bound, shown, shown_with_interval, some, with_unit
from eval.gates import GateRow
from eval.judge import Judged
from eval.measures import Measure
from eval.report import Report
from eval.rivals import PREFIX

Cells = list[list[str]]

FAILS = "FAILS"


def headline(report: Report) -> str:
    """The whole run in a few words."""
    if not report.rows:
        return f"{shown(report.measured['all'][0])} right"
    return f"{len(report.failing)} of {len(report.rows)} gates fail" if report.failing else "all gates hold"


def measure_cells(
    report: Report, *, by_type: bool = True, figure: Callable[[Measure], str] = shown_with_interval
) -> Cells:
    """The measures of the answers that have a value, by split; one split alone needs no column beside `all`."""
    scopes = [s for s in report.measured if len(report.measured) > 2 or s != "all"] or ["all"]
    columns = [[m for m in report.measured[scope] if not m.name.startswith(PREFIX)] for scope in scopes]
    rows = [
        [row[0].name, *map(figure, row), str(max(m.count for m in row))]
        for row in zip(*columns, strict=True)
        if any(m.count for m in row) and (by_type or not row[0].name.startswith("correctness."))
    ]
    return [["measure", *scopes, "of"], *rows]


def gate_cells(report: Report) -> Cells:
    """The gates beside what was measured."""
    rows = [
        [row.gate.metric, row.gate.split, bound(row), shown(row.measure), "holds" if row.holds else FAILS]
        for row in report.rows
    ]
    return [["gate", "split", "must be", "is", ""], *rows]


def retrieval_cells(report: Report, scope: str) -> Cells:
    """Waymark's retrieval beside its rivals', who are starred where they differ beyond chance; none if not measured."""
    rivals = report.rivals.get(scope, ())
    own = [m for m in report.measured[scope] if m.name.startswith(PREFIX)]
    rows = [
        [m.name.removeprefix(PREFIX), _value(m), *(_rivals_value(r.measures[n], r.p_values[m.name]) for r in rivals)]
        for n, m in enumerate(own)
    ]
    return [["retrieval", "waymark", *(rival.name for rival in rivals)], *rows] if rivals else []


def failing_lines(report: Report) -> list[str]:
    """For each gate that does not hold, what was wanted and found, and the questions that it suffered from."""
    return [_failing(row) for row in report.failing]


def turned_lines(report: Report) -> list[str]:
    """The questions whose verdict is not that of the baseline."""
    told = (("Turned wrong", report.turned_wrong), ("Turned right", report.turned_right))
    return [f"{what} since the baseline: {some(ids)}." for what, ids in told if ids]


def judged_lines(report: Report) -> list[str]:
    """What a language model made of the answers, where it was asked."""
    its = report.judged
    if its is None:
        return []
    shares = [f"{name} {NOTHING if v is None else with_unit(v, 'share')}" for name, v in _opinions(its)]
    failed = f"; {its.failures} without a reply" if its.failures else ""
    doubted = f" Doubted: {some(its.doubted)}." if its.doubted else ""
    return [f"A language model's opinion of {its.count} answers: {' and '.join(shares)}{failed}.{doubted}"]


def _opinions(judged: Judged) -> tuple[tuple[str, float | None], ...]:
    return ("faithfulness", judged.faithfulness), ("relevance", judged.relevance)


def _failing(row: GateRow) -> str:
    against = f" Counting against it: {some(row.measure.against)}." if row.measure.against else ""
    return (
        f"{row.gate.metric} ({row.gate.split}) is {shown(row.measure)}, must be {bound(row)}: {row.gate.why}{against}"
    )


def _value(measure: Measure) -> str:
    return with_unit(measure.value, measure.unit) if measure.value is not None else NOTHING


def _rivals_value(measure: Measure, p_value: float) -> str:
    return f"{_value(measure)}{'*' if p_value < SURE else ''}"
