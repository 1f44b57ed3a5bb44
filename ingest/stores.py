"""Which store keeps the dense legs: the generations' own folders or a Chroma server."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.dense import DenseLeg, DenseStore, Earlier, Leg
from ingest.settings import Settings

if TYPE_CHECKING:
    from ingest.generation import Contents

_FOLDER = "chroma"  # in that of a generation


class Embedded:
    """Each leg is a Chroma store in the folder of its generation, and goes with it."""

    # Chroma takes a second to import, which an unchanged corpus need not pay.

    def ready(self) -> None:
        """It is whenever the disk is."""

    def build(
        self, folder: Path, name: str, leg: Leg, progress: Callable[[int], None], earlier: Earlier | None = None
    ) -> None:
        """Write a store in the folder: the earlier one's with what changed, or one made anew."""
        from ingest import index, successor

        del name
        place = folder / _FOLDER
        if earlier and successor.write(place, replace(earlier, folder=earlier.folder / _FOLDER), leg, progress):
            return
        index.build(place, leg.ids, leg.vectors, progress)

    def open(self, folder: Path, contents: "Contents") -> DenseLeg:
        """The store in the folder; raises DamagedIndexError."""
        from ingest.index import VectorIndex

        del contents
        return VectorIndex(folder / _FOLDER)

    def holds(self, folder: Path, contents: "Contents") -> bool:
        """Whether there is one."""
        del contents
        return (folder / _FOLDER).is_dir()

    def collect(self, in_use: str) -> None:
        """Nothing is left behind."""


EMBEDDED = Embedded()


def dense_store(settings: Settings) -> DenseStore:
    """The store that the settings name."""
    if not settings.chroma_url:
        return EMBEDDED
    from ingest.served import Served

    return Served(settings)
