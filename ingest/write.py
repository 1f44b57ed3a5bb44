"""Writing a generation's files."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ingest import index
from ingest.edition import texts_of
from ingest.generation import Contents, checksums, save_contents, save_manifest
from ingest.keyword import KeywordIndex


def write_generation(folder: Path, contents: Contents, progress: Callable[[int, int], None]) -> None:
    """Write the records and vectors, then both search legs, then the manifest, which makes it whole."""
    ids = [chunk.id for chunk in contents.chunks]
    progress(0, len(ids))
    save_contents(folder, contents)
    KeywordIndex.build(texts_of(contents).chunks, folder / "keyword")
    index.build(folder / "chroma", ids, contents.vectors, lambda done: progress(done, len(ids)))
    save_manifest(folder, replace(contents.manifest, checksums=checksums(folder)))
