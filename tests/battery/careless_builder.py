"""The weak twin of `ingest.builder` that leaves it to the system when its files reach the disk."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ingest.build import build
from ingest.generation import Contents
from ingest.publish import building_folder
from ingest.request import Request


def without_flushing(home: Path, contents: Contents, remember: Callable[[], None], _emit: Any, _earlier: Any) -> None:
    """The last steps in order, but for every flush."""
    from ingest.write import write_generation

    with building_folder(home) as folder:
        write_generation(folder, contents, lambda _done, _total: None)
        remember()
        folder.rename(home / "generations" / contents.manifest.name)
        new = home / "current.new"
        new.write_text(contents.manifest.name, encoding="utf-8")
        new.replace(home / "current")


if __name__ == "__main__":
    build(Request.from_line(sys.stdin.readline()), lambda _event: None, without_flushing)
