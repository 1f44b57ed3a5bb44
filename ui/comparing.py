"""The `waymark eval compare` command: two reports side by side."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.terminal import Page, print_json

if TYPE_CHECKING:
    from eval.compare import Comparison

# The eval package is imported inside the functions, so that the other commands start without it.


def compare(
    before: Annotated[Path, typer.Argument(metavar="A.json", help="What `waymark eval --json` prints, or a baseline.")],
    after: Annotated[Path, typer.Argument(metavar="B.json", help="The same of the later run.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else, on standard output.")] = False,
) -> None:
    """Tell what moved between two reports, whether beyond chance, and which questions turned right or wrong."""
    from eval.compare import compare as compared
    from eval.compare import comparison_json
    from eval.record import read_record

    comparison = compared(read_record(before), read_record(after))
    if as_json:
        print_json(comparison_json(comparison))
    else:
        _print(comparison)


def _print(comparison: "Comparison") -> None:
    from eval.compare import comparison_cells
    from eval.terminal import table

    page = Page()
    if comparison.changes:
        page.console.print(table(comparison_cells(comparison), "What moved (* beyond chance, p < 0.05)"))
    else:
        page.line("No measure moved.")
    told = {
        "Turned right": comparison.turned_right,
        "Turned wrong": comparison.turned_wrong,
        "Only in the first": comparison.only_before,
        "Only in the second": comparison.only_after,
    }
    for what, ids in told.items():
        if ids:
            page.line(f"{what}: {', '.join(ids)}.")
