"""The paths a user has added to the corpus, remembered from one ingest to the next."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from ingest.disk import write_atomically
from ingest.errors import SettingsError, SourceError
from ingest.files import readable_name, real


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
    return [real(file.parent) / entry for entry in entries]  # an absolute one stays as it is


def write_remembered(file: Path, paths: Iterable[Path]) -> None:
    """Replace the remembered paths, in one step; those in the home are kept relative to it, so that it can be moved."""
    home = real(file.parent)
    entries = [path.relative_to(home) if path.is_relative_to(home) else path for path in paths]
    write_atomically(file, json.dumps([str(entry) for entry in entries], indent=1))


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
