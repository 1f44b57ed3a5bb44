from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from generations import contents_of

from ingest import index
from ingest.check import check_generation
from ingest.errors import DamagedIndexError, IngestFailedError
from ingest.generation import Contents, checksums, read_manifest, save_manifest
from ingest.write import write_generation


@pytest.fixture
def contents(corpus: Path) -> Contents:
    """What an index of the made-up corpus holds."""
    return contents_of(corpus)


def quiet(_done: int, _total: int) -> None:
    pass


def with_store(folder: Path, contents: Contents, build: Callable[[Path, list[str]], None]) -> Path:
    """A generation with another Chroma store than its contents ask for, sealed all the same."""
    write_generation(folder, contents, quiet)
    for path in sorted((folder / "chroma").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    build(folder / "chroma", [chunk.id for chunk in contents.chunks])
    save_manifest(folder, replace(read_manifest(folder), checksums=checksums(folder)))
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "one"
    place.mkdir()
    return place


def test_a_whole_generation_passes_and_progress_is_told(folder: Path, contents: Contents) -> None:
    told: list[tuple[int, int]] = []
    write_generation(folder, contents, lambda done, total: told.append((done, total)))
    check_generation(folder, lambda done, total: told.append((done, total)))
    count = len(contents.chunks)
    assert told == [(0, count), (count, count), (count, count)]


def test_a_passage_that_does_not_stand_where_it_should_fails(folder: Path, contents: Contents) -> None:
    moved = (replace(contents.chunks[0], start=1), *contents.chunks[1:])
    write_generation(folder, replace(contents, chunks=moved), quiet)
    with pytest.raises(IngestFailedError, match=f"passage {moved[0].id} does not stand where it should"):
        check_generation(folder, quiet)


def test_passages_that_chroma_lacks_or_mixes_up_fail(tmp_path: Path, contents: Contents) -> None:
    vectors, count = contents.vectors, len(contents.chunks)

    def short(store: Path, ids: list[str]) -> None:
        index.build(store, ids[1:], vectors[1:])

    def mixed(store: Path, ids: list[str]) -> None:
        index.build(store, ids, np.roll(vectors, 1, axis=0))

    (tmp_path / "short").mkdir()
    with pytest.raises(IngestFailedError, match=f"{count - 1} of {count} passages are in Chroma"):
        check_generation(with_store(tmp_path / "short", contents, short), quiet)
    (tmp_path / "mixed").mkdir()
    with pytest.raises(IngestFailedError, match="is not found by its own vector"):
        check_generation(with_store(tmp_path / "mixed", contents, mixed), quiet)


def test_a_generation_without_its_legs_is_damaged(folder: Path, contents: Contents) -> None:
    write_generation(folder, contents, quiet)
    (folder / "keyword" / "params.index.json").unlink()
    with pytest.raises(DamagedIndexError, match=r"params\.index\.json"):
        check_generation(folder, quiet)
