"""Writing a generation's files."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ingest.dense import DenseStore, Earlier
from ingest.edition import texts_of
from ingest.generation import Contents, checksums, save_contents, save_manifest
from ingest.keyword import KeywordIndex
from ingest.stores import EMBEDDED
from ingest.vectors import leg_of


def write_generation(
    folder: Path,
    contents: Contents,
    progress: Callable[[int, int], None],
    store: DenseStore = EMBEDDED,
    earlier: Earlier | None = None,
) -> None:
    """Write the records and vectors, then both search legs, then the manifest, which makes it whole.

    The dense leg goes where `store` keeps it, and may go on from that of an earlier generation.
    """
    leg = leg_of(contents)
    count = len(leg.ids)
    progress(0, count)
    save_contents(folder, contents)
    KeywordIndex.build(texts_of(contents).chunks, folder / "keyword")
    store.build(folder, contents.manifest.name, leg, lambda done: progress(done, count), earlier)
    save_manifest(folder, replace(contents.manifest, checksums=checksums(folder)))
