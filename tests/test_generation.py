import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from generations import contents_of

from ingest.errors import DamagedIndexError, NoIndexError, StaleIndexError
from ingest.generation import (
    SCHEMA,
    Contents,
    checksums,
    current,
    load_contents,
    newest_readable,
    read_contents,
    save_contents,
    save_manifest,
)
from ingest.publish import building_folder, clear_leftovers, publish


@pytest.fixture
def contents(corpus: Path) -> Contents:
    """What an index of the made-up corpus holds."""
    return contents_of(corpus)


def write(folder: Path, contents: Contents) -> Path:
    """A finished generation in `folder`, but for its search legs."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "keyword").mkdir()
    (folder / "keyword" / "leg").write_bytes(b"bm25")
    save_contents(folder, contents)
    save_manifest(folder, replace(contents.manifest, checksums=checksums(folder)))
    return folder


def put(home: Path, contents: Contents, name: str) -> Path:
    """Write and publish a generation called `name`."""
    with building_folder(home) as folder:
        write(folder, replace(contents, manifest=replace(contents.manifest, name=name)))
        publish(home, folder, name)
    return home / "generations" / name


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip_a_bit(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


DAMAGES: list[Callable[[Path], None]] = [Path.unlink, cut_short, flip_a_bit, lambda path: path.write_bytes(b"")]
FILES = ["documents.json", "sections.json", "chunks.json", "topics.json", "vectors.npy", "statements.npy"]
FILES += ["glosses.npy", "wordings.npy", "intents.json", "exemplars.npy", "phrases.json", "syllabus.json"]
FILES += ["keyword/leg", "manifest.json"]


# Reading and writing.


def test_contents_come_back_as_they_were(tmp_path: Path, contents: Contents) -> None:
    read = load_contents(write(tmp_path / "one", contents))
    for name in ("documents", "sections", "chunks", "topics", "intents", "phrases"):
        assert getattr(read, name) == getattr(contents, name)
    for name in ("vectors", "statements", "glosses", "wordings", "exemplars"):
        assert np.array_equal(getattr(read, name), getattr(contents, name))
    assert replace(read.manifest, checksums={}) == contents.manifest
    assert set(read.manifest.checksums) == set(FILES)


@pytest.mark.parametrize("damage", range(len(DAMAGES)), ids=["missing", "cut short", "flipped", "empty"])
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_named(tmp_path: Path, contents: Contents, name: str, damage: int) -> None:
    folder = write(tmp_path / "one", contents)
    DAMAGES[damage](folder / name)
    with pytest.raises(DamagedIndexError, match=name) as caught:
        load_contents(folder)
    assert "Run `waymark ingest`" in str(caught.value)


def test_a_manifest_changed_in_what_it_says_is_refused(tmp_path: Path, contents: Contents) -> None:
    folder = write(tmp_path / "one", contents)
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"model"', '"other"'), encoding="utf-8")
    with pytest.raises(DamagedIndexError, match=r"manifest\.json is altered"):
        load_contents(folder)


def test_another_schema_is_stale(tmp_path: Path, contents: Contents) -> None:
    other = replace(contents, manifest=replace(contents.manifest, schema=SCHEMA + 1))
    with pytest.raises(StaleIndexError, match=f"schema {SCHEMA + 1}, this Waymark reads {SCHEMA}"):
        load_contents(write(tmp_path / "one", other))


def test_another_chunker_is_stale_but_its_vectors_can_be_carried_over(tmp_path: Path, contents: Contents) -> None:
    other = replace(contents, manifest=replace(contents.manifest, chunker="0"))
    folder = write(tmp_path / "one", other)
    with pytest.raises(StaleIndexError, match="cut by chunker 0"):
        load_contents(folder)
    assert len(read_contents(folder).vectors) == len(contents.chunks)


@pytest.mark.parametrize(
    "change", [{"schema": 9}, {"chunker": "9"}, {"embedder": "x"}, {"fingerprint": "x"}, {"corpus_hash": "x"}]
)
def test_an_index_is_the_same_only_if_built_from_the_same_in_the_same_way(
    contents: Contents, change: dict[str, object]
) -> None:
    manifest = contents.manifest
    assert manifest.same_as(replace(manifest, name="two", built_at="", checksums={"a": "b"}))
    assert not manifest.same_as(replace(manifest, **change))  # type: ignore[arg-type]


# The pointer.


def test_without_a_pointer_there_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(NoIndexError, match="Run `waymark ingest`"):
        current(tmp_path)


@pytest.mark.parametrize("pointer", [b"", b"two", b"../one", b"/", b"\xff\xfe", b"o\x00ne", b"."])
def test_a_pointer_to_nothing_is_damage(tmp_path: Path, contents: Contents, pointer: bytes) -> None:
    put(tmp_path, contents, "one")
    (tmp_path / "current").write_bytes(pointer)
    with pytest.raises(DamagedIndexError, match="current"):
        current(tmp_path)


def test_publishing_moves_the_pointer_and_leaves_nothing_behind(tmp_path: Path, contents: Contents) -> None:
    put(tmp_path, contents, "one")
    assert current(tmp_path) == tmp_path / "generations" / "one"
    put(tmp_path, contents, "two")
    assert current(tmp_path) == tmp_path / "generations" / "two"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["corpus", "current", "generations"]
    assert sorted(p.name for p in (tmp_path / "generations").iterdir()) == ["one", "two"]


def test_a_failed_build_leaves_nothing_behind(tmp_path: Path, contents: Contents) -> None:
    with pytest.raises(FileExistsError), building_folder(tmp_path) as folder:
        write(write(folder, contents), contents)
    assert list((tmp_path / "generations").iterdir()) == []


def test_the_generation_in_use_and_two_more_are_kept(tmp_path: Path, contents: Contents) -> None:
    for name in ("1", "2", "3", "4", "5"):
        put(tmp_path, contents, name)
    (tmp_path / "current").write_text("2", encoding="utf-8")
    (tmp_path / "generations" / ".building-x").mkdir()
    clear_leftovers(tmp_path)
    assert sorted(p.name for p in (tmp_path / "generations").iterdir()) == ["2", "4", "5"]


def test_clearing_a_home_without_an_index_is_harmless(tmp_path: Path) -> None:
    clear_leftovers(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_newest_whole_generation_stands_in_for_a_damaged_one(tmp_path: Path, contents: Contents) -> None:
    assert newest_readable(tmp_path) is None
    for name in ("1", "2", "3"):
        put(tmp_path, contents, name)
    (tmp_path / "current").write_text("2", encoding="utf-8")
    assert newest_readable(tmp_path).manifest.name == "2"  # type: ignore[union-attr]
    flip_a_bit(tmp_path / "generations" / "2" / "chunks.json")
    assert newest_readable(tmp_path).manifest.name == "3"  # type: ignore[union-attr]
    shutil.rmtree(tmp_path / "generations" / "3")
    assert newest_readable(tmp_path).manifest.name == "1"  # type: ignore[union-attr]
