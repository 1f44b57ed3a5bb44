"""Retrieval systems side by side, as tables for the terminal."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from eval.standings import RetrievalReport


def overview(report: "RetrievalReport") -> "Table":
    """Every metric's mean for every system, the best of each in bold."""
    table = _table(f"{len(report.queries)} queries", ["", *(s.name for s in report.systems)])
    for metric in report.metrics:
        means = [s.means[metric] for s in report.systems]
        table.add_row(metric.replace("_", " "), *(_mean(mean, best=mean == max(means)) for mean in means))
    return table


def versus(report: "RetrievalReport", metric: str) -> "Table":
    """One metric's mean and 95 % interval for each system, and what sets the first apart from the others."""
    first = report.systems[0]
    title = metric.replace("_", " ")
    table = _table(title, ["", "mean", "95 % interval", f"{first.name} is ahead by", "p"])
    for system in report.systems:
        mean, between = system.means[metric], system.intervals[metric]
        ahead = f"{first.means[metric] - mean:+.4f}" if system is not first else ""
        p_value = f"{system.p_values[metric]:.4f}" if system is not first else ""
        table.add_row(system.name, f"{mean:.4f}", f"{between.low:.4f} to {between.high:.4f}", ahead, p_value)
    return table


def _table(title: str, columns: list[str]) -> "Table":
    from rich import box  # only people need it, and it takes a while to load
    from rich.table import Table

    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for number, name in enumerate(columns):
        table.add_column(name, justify="right" if number else "left")
    return table


def _mean(mean: float, *, best: bool) -> "Text":
    from rich.text import Text

    return Text(f"{mean:.4f}", style="bold" if best else "")
