"""A report in Markdown, short enough for a pull request's comment or a job's summary."""

from eval.cells import (
    Cells,
    failing_lines,
    gate_cells,
    headline,
    judged_lines,
    measure_cells,
    retrieval_cells,
    turned_lines,
)
from eval.report import Report

_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "\\|", "`": "\\`", "*": "\\*", "_": "\\_", "[": "\\["}


def markdown(report: Report) -> str:
    """The report: gates first, then what fails and what changed, measures, and folded away what was wrong."""
    parts = [f"## Waymark eval: {headline(report)}", f"{escaped(report.asked)}."]
    if report.rows:
        parts += ["### Gates", _table(gate_cells(report))]
        parts += [f"- {escaped(line)}" for line in failing_lines(report)]
    parts += [f"- {escaped(line)}" for line in turned_lines(report)]
    parts += ["### Measures", "With 95 % intervals.", _table(measure_cells(report, by_type=False))]
    if retrieval := retrieval_cells(report, "all"):
        parts += [
            "### Retrieval",
            "A star marks what differs from Waymark beyond chance (p < 0.05).",
            _table(retrieval),
        ]
    parts += map(escaped, judged_lines(report))
    if report.wrong:
        parts.append(_folded(f"{len(report.wrong)} wrong answers", escaped(", ".join(report.wrong))))
    parts += [f"- {escaped(id_)} failed: {escaped(error)}" for id_, error in report.failures.items()]
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """The text as one line that Markdown shows as it is."""
    return " ".join("".join(_SIGNS.get(c, c) for c in text).split())


def _folded(summary: str, text: str) -> str:
    return f"<details><summary>{summary}</summary>\n\n{text}\n\n</details>"


def _table(cells: Cells) -> str:
    rows = [f"| {' | '.join(map(escaped, row))} |" for row in cells]
    return "\n".join([rows[0], "|" + " --- |" * len(cells[0]), *rows[1:]])
