"""What the doctor finds beyond this machine: the Chroma server and the shared folder, where they are set."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.errors import WaymarkError
from ui.finding import Finding
from ui.terminal import one_line

if TYPE_CHECKING:
    from ingest.settings import Settings


def elsewhere(settings: "Settings") -> Iterator[Finding]:
    """A finding for each of the two that is set."""
    if settings.chroma_url:
        yield _server(settings, settings.chroma_url)
    if settings.shared:
        yield _shared(settings)


def _server(settings: "Settings", url: str) -> Finding:
    from ingest.stores import dense_store

    try:
        dense_store(settings).ready()
    except WaymarkError as error:
        return Finding("chroma server", f"{url}, not usable", one_line(str(error)))
    return Finding("chroma server", f"{url}, answers")


def _shared(settings: "Settings") -> Finding:
    from ingest.shared import shared_folder

    try:
        shared = shared_folder(settings)
        name = shared.in_use() if shared else None
    except WaymarkError as error:
        return Finding("shared folder", "not usable", one_line(str(error)))
    return Finding("shared folder", f"the index in use there is {name}" if name else "no index there yet")
