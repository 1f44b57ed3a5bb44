"""The last steps of an ingest, in the order that makes them safe: write, check, remember, publish."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from ingest.dense import DenseStore, Earlier
from ingest.errors import WaymarkError
from ingest.generation import Contents
from ingest.publish import building_folder, publish
from ingest.reading import Emit
from ingest.shared import SharedFolder
from ingest.stores import EMBEDDED


class Finish(Protocol):
    """How the contents of a generation come into use; `remember` writes down which paths the user added."""

    def __call__(
        self, home: Path, contents: Contents, remember: Callable[[], None], emit: Emit, earlier: Earlier | None
    ) -> None:
        """Bring them into use, or raise and leave what is in use as it is; `earlier` is what was in use before."""
        ...


def finish(  # noqa: PLR0913, PLR0917 - all that bringing a generation into use touches
    home: Path,
    contents: Contents,
    remember: Callable[[], None],
    emit: Emit,
    earlier: Earlier | None = None,
    store: DenseStore = EMBEDDED,
    shared: SharedFolder | None = None,
) -> None:
    """Write `contents` into a new folder, check it there, and make it the generation in use, here and in `shared`."""
    from ingest.check import check_generation  # Chroma takes a second to import, which an unchanged corpus need not pay
    from ingest.write import write_generation

    name = contents.manifest.name
    with building_folder(home) as folder:
        write_generation(folder, contents, telling(emit, "write"), store, earlier)
        check_generation(folder, telling(emit, "check"), store)
        if shared:
            shared.put(folder, name)
        remember()  # first: killed in between, the next ingest does what was asked
        if shared:
            shared.publish(name)  # before the home's own: were it after and failed, this machine would answer alone
        publish(home, folder, name)
    with suppress(WaymarkError):  # what is published stays so; the next ingest collects what this one could not
        store.collect(name)
        if shared:
            shared.collect(name)


def telling(emit: Emit, stage: str) -> Callable[[int, int], None]:
    """What tells `emit` how far a stage is."""
    return lambda done, total: emit({"stage": stage, "done": done, "total": total})
