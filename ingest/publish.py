"""Bringing a generation into use, and taking away those that nobody reads any more."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ingest.disk import flush, flush_all, write_atomically
from ingest.errors import IndexUnusableError
from ingest.generation import POINTER, current

_UNFINISHED = ".building-"  # how the folders begin that are no generation: not yet, or no more
_KEPT = 3  # generations that stay on disk: the one in use and two that a slow reader may still be opening


@contextmanager
def building_folder(home: Path) -> Iterator[Path]:
    """An empty folder to build a generation in; it is removed if the block leaves it there."""
    folder = home / "generations" / f"{_UNFINISHED}{secrets.token_hex(4)}"
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(home: Path, folder: Path, name: str) -> None:
    """Make the finished `folder` the generation in use, in one atomic step, once all of it is on disk."""
    flush_all(folder)
    final = home / "generations" / name
    folder.rename(final)
    flush(final.parent)
    write_atomically(home / POINTER, name)


def clear_leftovers(home: Path) -> None:
    """Remove what a killed builder left, and all generations but the few that a reader may still be opening."""
    try:
        in_use = current(home).name
    except IndexUnusableError:
        in_use = ""
    folders = [path for path in (home / "generations").glob("*") if path.is_dir() and path.name != in_use]
    finished = sorted(path.name for path in folders if not path.name.startswith(_UNFINISHED))
    kept = set(finished[-(_KEPT - 1) :])
    for folder in folders:
        if folder.name not in kept:
            take_away(folder)


def take_away(folder: Path) -> None:
    """Remove the folder of a generation, if it is there, its name first, so that no reader finds half of it."""
    doomed = folder.with_name(f"{_UNFINISHED}{secrets.token_hex(4)}")
    with suppress(OSError):  # on Windows one that is being read stays until the next time
        shutil.rmtree(folder.rename(doomed), ignore_errors=True)
