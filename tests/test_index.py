import hashlib
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from ingest.embed import Vectors
from ingest.errors import DamagedIndexError
from ingest.index import VectorIndex, build

OPEN = """
import sys
from pathlib import Path
from ingest.index import VectorIndex
print("ready", flush=True)
index = VectorIndex(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


def unit_vectors(count: int, dimension: int = 16) -> Vectors:
    random = np.random.default_rng(7).normal(size=(count, dimension)).astype(np.float32)
    return np.asarray(random / np.linalg.norm(random, axis=1, keepdims=True), dtype=np.float32)


def ids(count: int) -> list[str]:
    return [f"c{number:05d}" for number in range(count)]


def checksums(folder: Path) -> dict[str, str]:
    return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("count", [1, 2, 30, 2100])
def test_each_vector_finds_itself_first(tmp_path: Path, count: int) -> None:
    vectors = unit_vectors(count)
    done: list[int] = []
    build(tmp_path, ids(count), vectors, done.append)
    index = VectorIndex(tmp_path)
    assert len(index) == count
    assert done[-1] == count
    for number in range(0, count, max(1, count // 50)):
        found, similarity = index.search(vectors[number], 1)[0]
        assert (found, round(similarity, 4)) == (f"c{number:05d}", 1.0)
    index.close()


def test_similarities_are_cosines_best_first_and_ties_by_id(tmp_path: Path) -> None:
    east, north, half = [1.0, 0.0], [0.0, 1.0], [0.6, 0.8]
    build(tmp_path, ["b", "a", "n", "h"], np.array([east, east, north, half], dtype=np.float32))
    index = VectorIndex(tmp_path)
    found = index.search(np.array(east, dtype=np.float32), 10)
    assert [(id_, round(similarity, 5)) for id_, similarity in found] == [("a", 1), ("b", 1), ("h", 0.6), ("n", 0)]
    assert index.search(np.array(east, dtype=np.float32), 1) == found[:1]
    index.close()


def test_opening_and_searching_changes_no_file_of_the_store(tmp_path: Path) -> None:
    vectors = unit_vectors(30)
    build(tmp_path, ids(30), vectors)
    before = checksums(tmp_path)
    indexes = [VectorIndex(tmp_path) for _ in range(3)]
    for index in indexes:
        index.search(vectors[0], 5)
        index.close()
    assert checksums(tmp_path) == before


def test_an_open_index_answers_after_its_store_is_removed(tmp_path: Path) -> None:
    vectors = unit_vectors(300)
    build(tmp_path / "store", ids(300), vectors)
    index = VectorIndex(tmp_path / "store")
    shutil.rmtree(tmp_path / "store")
    found: list[str] = []
    threads = [threading.Thread(target=lambda n=n: found.append(index.search(vectors[n], 1)[0][0])) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == ids(8)
    index.close()


def test_closing_leaves_nothing_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    build(tmp_path / "store", ids(3), unit_vectors(3))
    index = VectorIndex(tmp_path / "store")
    assert len(list((tmp_path / "tmp").iterdir())) == 1
    index.close()
    index.close()
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.parametrize("damage", ["missing", "no database", "empty database", "not a database"])
def test_a_store_that_cannot_be_opened_is_named(tmp_path: Path, damage: str) -> None:
    store = tmp_path / "store"
    build(store, ids(3), unit_vectors(3))
    database = store / "chroma.sqlite3"
    if damage == "missing":
        shutil.rmtree(store)
    elif damage == "no database":
        database.unlink()
    else:
        database.write_bytes(b"" if damage == "empty database" else b"no database " * 100)
    with pytest.raises(DamagedIndexError, match=str(store)):
        VectorIndex(store)


def test_what_a_killed_reader_left_is_removed_by_a_later_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path / "store", ids(3), unit_vectors(3))
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", OPEN, str(tmp_path / "store")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={"TMPDIR": str(temporary)},
    ) as reader:
        assert reader.stdout is not None
        assert [reader.stdout.readline(), reader.stdout.readline()] == [b"ready\n", b"open\n"]
        (scratch,) = temporary.glob("waymark-*")
        os.utime(scratch, (0, 0))  # as if it were old
        monkeypatch.setattr("tempfile.tempdir", str(temporary))
        VectorIndex(tmp_path / "store").close()
        assert scratch.exists()
        reader.kill()
    VectorIndex(tmp_path / "store").close()
    assert list(temporary.glob("waymark-*")) == []


def test_a_folder_of_somebody_elses_with_a_name_like_ours_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path / "store", ids(3), unit_vectors(3))
    notes = tmp_path / "tmp" / "waymark-notes"
    notes.mkdir(parents=True)
    (notes / "mine.md").write_text("mine")
    os.utime(notes, (0, 0))  # as if it were old
    monkeypatch.setattr("tempfile.tempdir", str(notes.parent))
    VectorIndex(tmp_path / "store").close()
    assert (notes / "mine.md").exists()
