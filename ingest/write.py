"""Writing a generation's files."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ingest.dense import DenseStore
from ingest.edition import texts_of
from ingest.generation import Contents, checksums, save_contents, save_manifest
from ingest.keyword import KeywordIndex
from ingest.stores import EMBEDDED


def write_generation(
    folder: Path, contents: Contents, progress: Callable[[int, int], None], store: DenseStore = EMBEDDED
) -> None:
    """Write the records and vectors, then both search legs, then the manifest, which makes it whole.

    The dense leg goes where `store` keeps it.
    """
    ids = [chunk.id for chunk in contents.chunks]
    progress(0, len(ids))
    save_contents(folder, contents)
    KeywordIndex.build(texts_of(contents).chunks, folder / "keyword")
    store.build(folder, contents.manifest.name, ids, contents.vectors, lambda done: progress(done, len(ids)))
    save_manifest(folder, replace(contents.manifest, checksums=checksums(folder)))
