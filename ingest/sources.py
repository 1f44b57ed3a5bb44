"""The paths a user has added to the corpus, remembered from one ingest to the next."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from ingest.disk import write_atomically
from ingest.errors import SettingsError, SourceError
from ingest.files import readable_name


def read_remembered(file: Path) -> list[Path]:
    """The remembered paths in the order they were added; raises SettingsError when the list is unreadable."""
    try:
        entries = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, ValueError):
        entries = None
    if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
        raise SettingsError(
            f"{file}, the list of the paths you added, is unreadable. "
            "Delete it and name your paths to `waymark ingest` again."
        )
    return [Path(entry) for entry in entries]


def write_remembered(file: Path, paths: Iterable[Path]) -> None:
    """Replace the remembered paths, in one step."""
    write_atomically(file, json.dumps([str(path) for path in paths], indent=1))


def wanted(remembered: Sequence[Path], add: Iterable[Path], forget: Iterable[Path]) -> list[Path]:
    """The paths to read: those remembered and not to be forgotten, then the new ones, each once.

    Raises SourceError for a path to forget that is not remembered.
    """
    for path in forget:
        if path not in remembered:
            raise SourceError(
                f"{readable_name(path)} is not among the paths you added, so there is nothing to forget. "
                f"Those are: {', '.join(readable_name(known) for known in remembered) or 'none'}."
            )
    gone = set(forget)
    return [path for path in dict.fromkeys([*remembered, *add]) if path not in gone]
