"""Web pages that are named on the command line: fetched into files, which are then ingested like others."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ingest.errors import SourceError
from ingest.records import Failure

if TYPE_CHECKING:
    from ui.parts import Parts


def fetched(
    parts: "Parts", home: Path, names: Sequence[str], *, dry_run: bool = False
) -> tuple[list[Path], list[Failure]]:
    """The paths that `names` stand for, each address of a page fetched first, and those that could not be fetched."""
    from ingest.pages import file_of, is_address  # late: they bring the network

    paths, failures = [], []
    for name in names:
        if not is_address(name):
            paths.append(Path(name))
        elif dry_run and not file_of(home, name).exists():
            typer.echo(f"waymark: {name} would be fetched.", err=True)
        elif dry_run:
            paths.append(file_of(home, name))
        else:
            try:
                paths.append(parts.keep_page(home, name))
            except SourceError as error:
                failures.append(Failure(name, str(error)))
    return paths, failures


def kept_as(home: Path, name: str) -> Path:
    """The path that a name stands for: a page's file, or the name itself."""
    from ingest.pages import file_of, is_address  # late: they bring the network

    return file_of(home, name) if is_address(name) else Path(name)


def discard(home: Path, names: Sequence[str]) -> None:
    """Remove the files of the pages among `names`, which nothing refers to any more."""
    from ingest.pages import is_address  # late: it brings the network

    for name in names:
        if is_address(name):
            kept_as(home, name).unlink(missing_ok=True)
