"""A builder that is killed where it is told to: `python doomed_builder.py POINT [weak]`, a request on standard input.

The points are told from the progress that an ingest tells of, and from the files that Python says it touches (its
audit events), so the product needs to know nothing of them. `weak` is the builder that writes in place.
"""

import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ingest.build import build
from ingest.finish import finish
from ingest.generation import Contents
from ingest.request import Request

STAGES = {  # the events after which to kill
    "after reading": lambda e: e["stage"] == "model",
    "after an embedded batch": lambda e: e["stage"] == "embed" and e["done"] > 0,
    "before the upsert": lambda e: e["stage"] == "write" and e["done"] == 0,
    "after the upsert": lambda e: e["stage"] == "write" and e["done"] > 0,
    "after the check": lambda e: e["stage"] == "check" and e["done"] == e["total"],
}
TOUCHES = {  # the audit events before which to kill
    "before the check": lambda name, path: name == "open" and path.endswith("chroma/chroma.sqlite3"),
    "before the paths are remembered": lambda name, path: name == "os.rename" and path.endswith("sources.json.new"),
    "before the rename": lambda name, path: name == "os.rename" and "/.building-" in path,
    "between rename and pointer": lambda name, path: name == "os.rename" and path.endswith("current.new"),
    "before an old generation is deleted": lambda name, path: name == "shutil.rmtree" and "/.building-" in path,
}
POINTS = (*STAGES, *TOUCHES)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def touching(is_the_point: Callable[[str, str], bool]) -> None:
    """Die before the first touch that is the point."""

    def hook(name: str, arguments: tuple[Any, ...]) -> None:
        if name in {"open", "os.rename", "shutil.rmtree"} and isinstance(arguments[0], (str, bytes, os.PathLike)):
            path = os.fsdecode(arguments[0])
            if is_the_point(name, path) and (name != "shutil.rmtree" or os.path.exists(path)):  # noqa: PTH110 - within a hook
                die()

    sys.addaudithook(hook)


def in_place(
    home: Path, contents: Contents, remember: Callable[[], None], emit: Callable[[Any], None], _earlier: Any
) -> None:
    """The weak twin of `ingest.finish`: the pointer goes first, and the folder it names is then written."""
    from ingest.disk import write_atomically
    from ingest.write import write_generation

    folder = home / "generations" / contents.manifest.name
    folder.mkdir(parents=True)
    write_atomically(home / "current", contents.manifest.name)
    remember()
    write_generation(folder, contents, lambda done, total: emit({"stage": "write", "done": done, "total": total}))


def main(point: str, *, weak: bool) -> None:
    """Build until the point."""
    request = Request.from_line(sys.stdin.readline())

    def emit(event: Mapping[str, Any]) -> None:
        if point in STAGES and STAGES[point](event):
            die()

    if point in TOUCHES:
        touching(TOUCHES[point])
    build(request, emit, in_place if weak else finish)


if __name__ == "__main__":
    main(sys.argv[1], weak="weak" in sys.argv[2:])
