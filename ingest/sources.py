"""The paths a user has added to the corpus, remembered from one ingest to the next."""

import json
from collections.abc import Sequence
from pathlib import Path

from ingest.errors import SettingsError


def read_remembered(path: Path) -> list[Path]:
    """The remembered paths in the order they were added; raises SettingsError when the list is unreadable."""
    if not path.is_file():
        return []
    try:
        return [Path(str(entry)) for entry in json.loads(path.read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        raise SettingsError(f"{path}, the list of the paths you added, is unreadable. Delete it and name your paths to `waymark ingest` again.") from None


def write_remembered(path: Path, paths: Sequence[Path]) -> None:
    """Replace the remembered paths, in one step."""
    new = path.with_suffix(".new")
    new.write_text(json.dumps([str(p) for p in paths], indent=1), encoding="utf-8")
    new.replace(path)
