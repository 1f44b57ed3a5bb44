"""Writing to a terminal or a pipe: rich for people, plain lines where nobody watches."""

import json
import textwrap
from collections.abc import Sequence
from typing import Any

import typer

from rag.exports.plain import clean


def one_line(text: str) -> str:
    """The text, cleaned, as a single line."""
    return clean(" ".join(text.split()))


def print_json(data: Any) -> None:
    """Print data as JSON; in ASCII, so that no terminal's encoding can refuse it."""
    typer.echo(json.dumps(data, indent=2))


class Page:
    """Standard output as a page of text; nothing printed on it is read as rich markup."""

    def __init__(self) -> None:
        from rich.console import Console  # commands that print JSON do without

        self.console = Console(highlight=False, markup=False, emoji=False)
        self.is_plain = not self.console.is_terminal

    def line(self, text: str = "", style: str | None = None) -> None:
        """Print `text`, wrapped at words on a terminal and left as it is elsewhere."""
        if self.is_plain:
            typer.echo(clean(text))  # rich would turn tabs into spaces
        else:
            self.console.print(clean(text), style=style)

    def indented(self, text: str, style: str | None = None) -> None:
        """Print `text` four columns in."""
        from rich.padding import Padding

        if self.is_plain:
            self.line(textwrap.indent(text, "    "))
        else:
            self.console.print(Padding(clean(text), (0, 0, 0, 4), expand=False), style=style)

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]], *, headed: bool = True) -> None:
        """Print rows of cells under `head`; elsewhere than on a terminal as tab-separated lines, `head` if `headed`."""
        if self.is_plain:
            for row in [head, *rows] if headed else rows:
                self.line("\t".join(row))
            return
        from rich import box
        from rich.table import Table
        from rich.text import Text

        table = Table(box=box.SIMPLE_HEAD)
        for column in head:
            table.add_column(column, overflow="fold")
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        self.console.print(table)
