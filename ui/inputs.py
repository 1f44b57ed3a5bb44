"""What a command reads: a file, or standard input where its name is `-`."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Literal, cast

import typer

from rag.errors import AskError, HistoryError
from rag.records import Turn

STANDARD_INPUT = "-"


class InputError(AskError):
    """A file that was named cannot be read."""


@contextmanager
def opened(name: str) -> Iterator[IO[bytes]]:
    """The file called `name`, open for reading; raises InputError."""
    if name == STANDARD_INPUT:
        yield typer.get_binary_stream("stdin")
        return
    try:
        file = Path(name).open("rb")  # noqa: SIM115 - closed below; only the opening belongs in this try
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror}. Check the path.") from None
    with file:
        yield file


def read_question(question: str) -> str:
    """The question, or standard input where it is `-`."""
    if question != STANDARD_INPUT:
        return question
    with opened(question) as file:
        return file.read().decode("utf-8", errors="replace").strip()


def read_history(name: str) -> tuple[Turn, ...]:
    """The earlier turns in the JSON file called `name`; raises InputError, or HistoryError naming file and entry."""
    with opened(name) as file:
        data = file.read()
    where = "standard input" if name == STANDARD_INPUT else name
    try:
        entries = parsed(data)
    except ValueError as error:
        raise HistoryError(f"{where} is not JSON ({error}). Give a list of {{role, content}}.") from None
    return turns(entries, where)


def parsed(data: bytes) -> Any:
    """The JSON value in `data`, with or without a byte order mark; raises ValueError."""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except RecursionError:
        raise ValueError("nested too deeply") from None


def turns(entries: Any, where: str) -> tuple[Turn, ...]:
    """The turns in a list of `{role, content}`; raises HistoryError naming `where` and the entry, counted from 1."""
    if not isinstance(entries, list):
        raise HistoryError(f"{where} is not a list of {{role, content}}.")
    return tuple(
        _turn(entry, f"{where}, entry {number}") for number, entry in enumerate(cast("Sequence[Any]", entries), start=1)
    )


def _turn(entry: Any, where: str) -> Turn:
    if not isinstance(entry, dict):
        raise HistoryError(f"{where} is not an object with role and content.")
    if entry.get("role") not in ("user", "assistant"):
        raise HistoryError(f"{where}: its role must be user or assistant.")
    if not isinstance(entry.get("content"), str):
        raise HistoryError(f"{where}: its content must be text.")
    return Turn(role=cast("Literal['user', 'assistant']", entry["role"]), content=entry["content"])
