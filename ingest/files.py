"""The files at the paths a user names."""

import os
from collections.abc import Iterator
from pathlib import Path

from ingest.convert import CONVERTERS
from ingest.errors import SourceError
from ingest.records import Failure


def real(path: Path) -> Path:
    """The one path of a file that may have several, through symbolic links or relative ones."""
    return Path(os.path.realpath(path))  # Path.resolve raises for a link that leads to itself


def readable_name(path: Path) -> str:
    """The path as text that can be stored and shown, whatever bytes its name is made of."""
    return os.fsencode(path).decode("utf-8", "replace")


def find_files(root: Path) -> tuple[list[Path], list[Failure]]:
    """The readable files at `root`, in order, and the folders below it that cannot be opened.

    `root` is a file, or a folder searched through: hidden files and linked folders are left out. Raises SourceError
    when it does not exist or holds nothing that can be read.
    """
    if root.is_file():
        return [root], []
    if not root.is_dir():
        what = "is neither a file nor a folder" if root.exists() else "does not exist"
        raise SourceError(f"{readable_name(root)} {what}. Check the path.")
    closed: list[Failure] = []
    files = sorted(path for path in _below(root, closed) if path.suffix.lower() in CONVERTERS and path.is_file())
    if not files and not closed:
        raise SourceError(f"{readable_name(root)} holds no document. Waymark reads {', '.join(CONVERTERS)} files.")
    return files, closed


def _below(root: Path, closed: list[Failure]) -> Iterator[Path]:
    def note(error: OSError) -> None:
        closed.append(Failure(str(error.filename), f"{error.filename} cannot be opened: {error.strerror}."))

    for folder, folders, names in os.walk(root, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(folder, name) for name in names if not name.startswith("."))
