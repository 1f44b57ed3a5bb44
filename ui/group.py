"""How a command ends: a failure the user can mend is one sentence, never a stack trace."""

import errno
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from ingest.errors import WaymarkError
from ui.terminal import one_line


class Group(TyperGroup):
    """The commands, with every WaymarkError said in one sentence on standard error."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; what it wrote is flushed here, where Typer still ends quietly on a broken pipe."""
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except WaymarkError as error:
            raise _ended(str(error)) from None
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            raise _ended(f"{error.filename or 'writing'}: {error.strerror or error}.") from None


def _ended(sentence: str) -> typer.Exit:
    typer.echo(f"waymark: {one_line(sentence)}", err=True)
    return typer.Exit(1)
