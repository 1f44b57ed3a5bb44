"""A store that goes on from an earlier one, against one that is made anew."""

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from ingest import index, successor
from ingest.dense import Earlier, Leg
from ingest.embed import Vectors
from ingest.index import VectorIndex


def leg_of(numbers: Sequence[int], seed: int = 7) -> Leg:
    """Some vectors that lie about a few middles, as those of texts do; each number has its own, whatever the others."""
    middles = np.random.default_rng(seed).normal(size=(40, 32))
    rows = [middles[n % 40] + np.random.default_rng([seed, n]).normal(scale=0.5, size=32) for n in numbers]
    vectors = np.array(rows, dtype=np.float32).reshape(len(rows), 32)
    return Leg([f"c{n:05}" for n in numbers], vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def made(folder: Path, leg: Leg) -> Earlier:
    """A store that was made anew."""
    index.build(folder, leg.ids, leg.vectors)
    return Earlier(folder, leg)


def follow(earlier: Earlier, folder: Path, leg: Leg) -> Earlier | None:
    """The store that goes on from the earlier one, where there can be one."""
    return Earlier(folder, leg) if successor.write(folder, earlier, leg, lambda _done: None) else None


def found(folder: Path, vectors: Vectors, k: int = 10) -> list[list[str]]:
    """The ids that are nearest to each of `vectors`."""
    with closing(VectorIndex(folder)) as store:
        return [[id_ for id_, _ in store.search(vector, k)] for vector in vectors]


def exactly(leg: Leg, vectors: Vectors, k: int = 10) -> list[list[str]]:
    return [[leg.ids[row] for row in np.argsort(-(leg.vectors @ vector))[:k]] for vector in vectors]


def files(folder: Path) -> dict[str, str]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def waiting(folder: Path) -> int:
    """Changes that lie in Chroma's log only, which every reader would make again; it keeps the last one it has made."""
    with closing(sqlite3.connect(folder / "chroma.sqlite3")) as database:
        (done,) = database.execute("SELECT min(seq_id) FROM max_seq_id").fetchone()
        (count,) = database.execute("SELECT count(*) FROM embeddings_queue WHERE seq_id > ?", (done,)).fetchone()
    return int(count)


@pytest.mark.parametrize(
    ("gone", "new"), [(1, 1), (0, 30), (30, 0), (3, 40), (40, 3), (0, 2), (2, 0), (0, 0), (0, 1), (1, 0)]
)
def test_what_is_found_is_what_a_store_made_anew_finds(tmp_path: Path, gone: int, new: int) -> None:
    earlier = made(tmp_path / "one", leg_of(range(300)))
    leg = leg_of(range(gone, 300 + new))
    assert follow(earlier, tmp_path / "two", leg)
    asked = leg_of(range(0, 340, 7)).vectors
    assert found(tmp_path / "two", asked) == exactly(leg, asked)
    assert waiting(tmp_path / "two") == 0


def test_an_id_with_another_vector_is_found_by_that_one(tmp_path: Path) -> None:
    earlier = made(tmp_path / "one", leg_of(range(300)))
    vectors = earlier.leg.vectors.copy()
    vectors[5] = -vectors[5]
    leg = Leg(earlier.leg.ids, vectors)
    assert follow(earlier, tmp_path / "two", leg)
    assert found(tmp_path / "two", vectors[5:6], 1) == [["c00005"]]
    assert "c00005" not in found(tmp_path / "two", -vectors[5:6])[0]


def test_the_earlier_store_stays_as_it_is_also_for_who_reads_it(tmp_path: Path) -> None:
    earlier = made(tmp_path / "one", leg_of(range(300)))
    before = files(tmp_path / "one")
    asked = leg_of(range(20)).vectors
    with closing(VectorIndex(tmp_path / "one")) as reader:
        assert follow(earlier, tmp_path / "two", leg_of(range(20, 310)))
        assert [reader.search(vector, 1)[0][0] for vector in asked] == earlier.leg.ids[:20]
    assert files(tmp_path / "one") == before


@pytest.mark.slow
def test_after_ten_rounds_the_nearest_are_still_found(tmp_path: Path) -> None:
    numbers = list(range(5000))
    store: Earlier | None = made(tmp_path / "0", leg_of(numbers))
    random = np.random.default_rng(3)
    for number in range(10):
        gone = set(random.choice(numbers, 50, replace=False).tolist())
        numbers = [n for n in numbers if n not in gone] + list(range(5000 + 50 * number, 5050 + 50 * number))
        assert store is not None
        store = follow(store, tmp_path / str(number + 1), leg_of(numbers))
    asked = leg_of(range(0, 6000, 60), seed=7).vectors
    pairs = list(zip(found(tmp_path / "10", asked), exactly(leg_of(numbers), asked), strict=True))
    assert sum(len(set(a) & set(b)) for a, b in pairs) >= 0.98 * sum(len(b) for _, b in pairs)


def test_where_much_has_changed_since_the_graph_was_made_it_is_made_anew(tmp_path: Path) -> None:
    whole = made(tmp_path / "0", leg_of(range(100)))
    once = follow(whole, tmp_path / "1", leg_of(range(12, 112)))
    assert once
    assert follow(once, tmp_path / "2", leg_of(range(24, 124))) is None
    assert not (tmp_path / "2").exists()
    anew = made(tmp_path / "anew", once.leg)
    assert follow(anew, tmp_path / "2", leg_of(range(24, 124)))
    assert follow(whole, tmp_path / "3", leg_of(range(30, 100))) is None


def altered(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "chroma.sqlite3")) as database, database:
        database.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        """UPDATE collections SET schema_str =
           replace(schema_str, '"type":"legacy"', '"type":"known","name":"stranger","config":{}')""",
        "UPDATE collections SET schema_str = replace(schema_str, '800', '100')",
        "UPDATE collections SET name = 'others'",
        "DELETE FROM embeddings WHERE id = 1",
        "UPDATE embeddings SET embedding_id = 'other' WHERE id = 1",
    ],
)
def test_a_foreign_or_altered_store_is_not_gone_on_from(tmp_path: Path, statement: str) -> None:
    earlier = made(tmp_path / "one", leg_of(range(300)))
    whole = files(tmp_path / "one")
    altered(tmp_path / "one", statement)
    assert files(tmp_path / "one") != whole
    assert follow(earlier, tmp_path / "two", leg_of(range(1, 301))) is None
    assert not (tmp_path / "two").exists()


def test_a_store_with_other_vectors_than_its_index_says_is_not_gone_on_from(tmp_path: Path) -> None:
    leg = leg_of(range(300))
    index.build(tmp_path / "one", leg.ids, np.roll(leg.vectors, 1, axis=0))
    assert follow(Earlier(tmp_path / "one", leg), tmp_path / "two", leg_of(range(1, 301))) is None


@pytest.mark.parametrize("damage", ["missing", "no database", "no graph"])
def test_a_damaged_store_is_not_gone_on_from(tmp_path: Path, damage: str) -> None:
    earlier = made(tmp_path / "one", leg_of(range(300)))
    if damage == "missing":
        earlier = Earlier(tmp_path / "none", earlier.leg)
    elif damage == "no database":
        (tmp_path / "one" / "chroma.sqlite3").write_bytes(b"no database " * 100)
    else:
        for path in (tmp_path / "one").glob("*/*"):
            path.unlink()
    assert follow(earlier, tmp_path / "two", leg_of(range(1, 301))) is None
    assert not (tmp_path / "two").exists()
