"""A run of the golden questions as a report: a table for people, data for programs, Markdown for a pull request."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from eval.gates import Gate, GateRow, held_to
from eval.golden import Split
from eval.scoring import Measure, Unit, Verdict, measures

if TYPE_CHECKING:
    from rich.table import Table


@dataclass(frozen=True, slots=True)
class Report:
    """The verdicts in the order of the questions, the measures by split (`all` is whatever was asked), the gates."""

    dataset: str
    verdicts: tuple[Verdict, ...]
    measured: dict[str, tuple[Measure, ...]]
    rows: tuple[GateRow, ...]

    @property
    def failing(self) -> tuple[GateRow, ...]:
        """The gates that do not hold."""
        return tuple(row for row in self.rows if not row.holds)

    @property
    def wrong(self) -> tuple[str, ...]:
        """The ids of the questions that were not answered rightly."""
        return tuple(v.question.id for v in self.verdicts if not v.right)

    @property
    def failures(self) -> dict[str, str]:
        """The error that stood in an answer's place, by the question's id."""
        return {v.question.id: v.error for v in self.verdicts if v.answer is None}


def make_report(dataset: str, verdicts: Sequence[Verdict], gates: Sequence[Gate] = ()) -> Report:
    """The report on `verdicts`, held to `gates`."""
    by_split = {split: [v for v in verdicts if v.question.split == split] for split in get_args(Split)}
    measured = {"all": measures(verdicts), **{split: measures(its) for split, its in by_split.items() if its}}
    return Report(dataset, tuple(verdicts), measured, held_to(gates, measured))


def report_json(report: Report) -> dict[str, Any]:
    """The report as plain JSON data."""
    return {
        "dataset": report.dataset,
        "questions": len(report.verdicts),
        "measures": {scope: {m.name: m.value for m in its} for scope, its in report.measured.items()},
        "wrong": list(report.wrong),
        "failures": report.failures,
        "gates": [
            {
                "metric": row.gate.metric,
                "split": row.gate.split,
                "minimum": row.gate.minimum,
                "maximum": row.gate.maximum,
                "why": row.gate.why,
                "value": row.measure.value,
                "holds": row.holds,
                "against": list(row.measure.against),
            }
            for row in report.rows
        ],
    }


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """One verdict as plain JSON data, without its time, so that an unchanged answer leaves an unchanged line."""
    answer = verdict.answer
    citations = answer.citations if answer else ()
    return {
        "id": verdict.question.id,
        "verdict": "right" if verdict.right else "wrong",
        "missing": [list(nugget) for nugget in verdict.missing],
        "forbidden": list(verdict.forbidden),
        "abstained": answer.abstained if answer else None,
        "evidence_found": verdict.evidence,
        "evidence_cited": verdict.evidence_cited,
        "text": answer.text if answer else "",
        "citations": [
            {
                "marker": c.marker,
                "document_id": c.document_id,
                "heading_path": list(c.heading_path),
                "start": c.start,
                "end": c.end,
                "quote": c.quote,
            }
            for c in citations
        ],
        "error": verdict.error,
    }


def measure_table(report: Report) -> "Table":
    """The measures as a table for the terminal, a column for each split."""
    return _table(_measure_cells(report), f"{len(report.verdicts)} questions of {report.dataset}")


def gate_table(report: Report) -> "Table":
    """The gates as a table for the terminal."""
    return _table(_gate_cells(report), "Gates")


def failing_lines(report: Report) -> list[str]:
    """For each gate that does not hold, what was wanted, what was found, and the questions that it suffered from."""
    return [
        f"{row.gate.metric} ({row.gate.split}) is {shown(row.measure)}, must be {_bound(row)}: {row.gate.why}"
        + (f" Wrong: {', '.join(row.measure.against)}." if row.measure.against else "")
        for row in report.failing
    ]


def markdown(report: Report) -> str:
    """The report for a pull request's comment or a job's summary."""
    parts = [f"## Waymark eval: {_verdict(report)}", f"{len(report.verdicts)} questions of `{report.dataset}`."]
    if report.rows:
        parts += ["### Gates", _markdown_table(_gate_cells(report))]
        parts += [f"- {_escaped(line)}" for line in failing_lines(report)]
    parts += ["### Measures", _markdown_table(_measure_cells(report))]
    if report.wrong:
        ids = _escaped(", ".join(report.wrong))
        parts.append(f"<details><summary>{len(report.wrong)} wrong answers</summary>\n\n{ids}\n\n</details>")
    parts += [f"- {_escaped(id_)} failed: {_escaped(error)}" for id_, error in report.failures.items()]
    return "\n\n".join(parts) + "\n"


def shown(measure: Measure) -> str:
    """A measure's value as people read it, a share with the number of questions that it is over."""
    if measure.value is None:
        return "-"
    of = f" of {measure.count}" if measure.unit == "share" else ""
    return _with_unit(measure.value, measure.unit) + of


def _with_unit(value: float, unit: Unit) -> str:
    match unit:
        case "share":
            return f"{100 * value:.1f} %"
        case "ms":
            return f"{value:.0f} ms"
        case "number":
            return f"{value:g}"


def _bound(row: GateRow) -> str:
    """The gate's bound in words."""
    if row.gate.minimum is not None:
        return f"at least {_with_unit(row.gate.minimum, row.measure.unit)}"
    return f"at most {_with_unit(row.gate.maximum or 0, row.measure.unit)}"


def _verdict(report: Report) -> str:
    if not report.rows:
        return f"{shown(report.measured['all'][0])} right"
    return f"{len(report.failing)} of {len(report.rows)} gates fail" if report.failing else "all gates hold"


def _measure_cells(report: Report) -> list[list[str]]:
    """The header, then a row for each measure that has a value; one split alone needs no column beside `all`."""
    scopes = [s for s in report.measured if len(report.measured) > 2 or s != "all"] or ["all"]
    columns = [report.measured[scope] for scope in scopes]
    rows = [[row[0].name, *map(shown, row)] for row in zip(*columns, strict=True) if any(m.count for m in row)]
    return [["measure", *scopes], *rows]


def _gate_cells(report: Report) -> list[list[str]]:
    rows = [
        [row.gate.metric, row.gate.split, _bound(row), shown(row.measure), "holds" if row.holds else "FAILS"]
        for row in report.rows
    ]
    return [["gate", "split", "must be", "is", ""], *rows]


def _table(cells: list[list[str]], title: str) -> "Table":
    from rich import box  # only people need it, and it takes a while to load
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title), title_justify="left", box=box.SIMPLE_HEAD)
    for number, name in enumerate(cells[0]):
        table.add_column(name, justify="right" if number and name else "left", overflow="fold")
    for row in cells[1:]:
        style = "red" if row[-1] == "FAILS" else None
        table.add_row(*map(Text, row), style=style)
    return table


def _markdown_table(cells: list[list[str]]) -> str:
    rows = [f"| {' | '.join(map(_escaped, row))} |" for row in cells]
    return "\n".join([rows[0], "|" + " --- |" * len(cells[0]), *rows[1:]])


def _escaped(text: str) -> str:
    """The text as one line that Markdown shows as it is."""
    signs = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "\\|", "`": "\\`", "*": "\\*", "_": "\\_", "[": "\\["}
    return " ".join("".join(signs.get(c, c) for c in text).split())
