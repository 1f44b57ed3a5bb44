"""A report on the terminal: its tables, by rich."""

from typing import TYPE_CHECKING

from eval.cells import FAILS, Cells, gate_cells, measure_cells, retrieval_cells
from eval.figures import shown_with_margin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table

    from eval.report import Report


def tables(report: "Report") -> "Iterator[Table]":
    """The measures, retrieval beside its rivals, and the gates, as far as there are any."""
    yield table(measure_cells(report, figure=shown_with_margin), "Measures, ± half of their 95 % interval")
    if retrieval := retrieval_cells(report, "all"):
        yield table(retrieval, "Retrieval, and what it is compared with (* differs, p < 0.05)")
    if report.rows:
        yield table(gate_cells(report), "Gates")


def table(cells: Cells, title: str) -> "Table":
    """`cells` as a table; rows that end in a failed gate are red."""
    from rich import box  # only people need it, and it takes a while to load
    from rich.table import Table
    from rich.text import Text

    made = Table(title=Text(title), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    for number, name in enumerate(cells[0]):
        made.add_column(name, justify="right" if number and name else "left", overflow="fold")
    for row in cells[1:]:
        made.add_row(*map(Text, row), style="red" if row[-1] == FAILS else None)
    return made
