"""The last steps of an ingest, in the order that makes them safe: write, check, remember, publish."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from ingest.generation import Contents
from ingest.publish import building_folder, publish
from ingest.reading import Emit


class Finish(Protocol):
    """How the contents of a generation come into use; `remember` writes down which paths the user added."""

    def __call__(self, home: Path, contents: Contents, remember: Callable[[], None], emit: Emit) -> None:
        """Bring them into use, or raise and leave what is in use as it is."""
        ...


def finish(home: Path, contents: Contents, remember: Callable[[], None], emit: Emit) -> None:
    """Write `contents` into a new folder, check it there, and make it the generation in use."""
    from ingest.check import check_generation  # Chroma takes a second to import, which an unchanged corpus need not pay
    from ingest.write import write_generation

    with building_folder(home) as folder:
        write_generation(folder, contents, telling(emit, "write"))
        check_generation(folder, telling(emit, "check"))
        remember()  # first: killed in between, the next ingest does what was asked
        publish(home, folder, contents.manifest.name)


def telling(emit: Emit, stage: str) -> Callable[[int, int], None]:
    """What tells `emit` how far a stage is."""
    return lambda done, total: emit({"stage": stage, "done": done, "total": total})
