"""A Chroma store that goes on from an earlier one: a copy, less what is gone, with what is new.

Building the graph of a large store anew takes minutes; this takes seconds where little has changed.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from chromadb.api.models.Collection import Collection
from chromadb.errors import ChromaError

from ingest.dense import Earlier, Leg, Part, configuration, equal_parts, names_a_function
from ingest.index import NAME, open_store

_DELETED = "deleted"  # noted of a collection: how many vectors were deleted since its graph was built anew
# What is deleted stays in the graph as a place to pass through, and takes time and disk until the graph is built anew.
_MOST_DELETED = 0.2  # of the places in the graph
_LEAST_ADDED = 2  # Chroma writes its log into the graph on disk when it adds, and not for one vector alone
_SAMPLE = 100  # vectors that are read back and compared


@dataclass(frozen=True, slots=True)
class _Change:
    """What turns one leg into the next: the ids to delete, and where in the next leg those to be added stand."""

    gone: list[str]
    new: Part


def write(folder: Path, earlier: Earlier, leg: Leg, progress: Callable[[int], None]) -> bool:
    """Write a store of `leg` that begins as a copy of the earlier one; the earlier one stays as it is.

    False, and no folder, where too much has changed since its graph was built anew, where it was made in another way,
    or where it is not what the earlier leg says.
    """
    if not earlier.folder.is_dir() or not earlier.leg.ids or not leg.ids:
        return False
    change = _change(earlier.leg, leg)
    if _is_much(len(change.gone), len(earlier.leg.ids)):
        return False
    shutil.copytree(earlier.folder, folder)
    is_written = False
    try:
        with _opened(folder) as collection:
            deleted = _deleted(collection) + len(change.gone)
            if _is_ours(collection) and not _is_much(deleted, len(earlier.leg.ids) + _deleted(collection)):
                _prepare(collection, change, deleted)
                is_written = _holds(collection, earlier.leg) and _changed(collection, change, leg, progress)
    except (ChromaError, ValueError):
        is_written = False
    if not is_written:
        shutil.rmtree(folder)
    return is_written


def _change(before: Leg, after: Leg) -> _Change:
    """An id whose vector is another now is deleted and added; so are others where too few would be added."""
    place = {id_: row for row, id_ in enumerate(before.ids)}
    new = [
        row
        for row, id_ in enumerate(after.ids)
        if id_ not in place or not np.array_equal(before.vectors[place[id_]], after.vectors[row])
    ]
    if len(new) < _LEAST_ADDED:
        others = [row for row in range(len(after.ids)) if row not in new]
        new += others[: _LEAST_ADDED - len(new)]
    kept = set(after.ids).difference(after.ids[row] for row in new)
    return _Change([id_ for id_ in before.ids if id_ not in kept], np.array(new, dtype=np.int64))


def _is_much(deleted: int, places: int) -> bool:
    return deleted > _MOST_DELETED * places


@contextmanager
def _opened(folder: Path) -> Iterator[Collection]:
    client = open_store(folder)
    try:
        yield client.get_collection(NAME, embedding_function=None)
    finally:
        client.close()


def _deleted(collection: Collection) -> int:
    return int((collection.metadata or {}).get(_DELETED, 0))


def _is_ours(collection: Collection) -> bool:
    """Whether its graph was made as one is made now, and no stranger's code is named, which writing would run."""
    model = collection.get_model()
    if names_a_function(model.configuration_json) or names_a_function(model.serialized_schema):
        return False
    found, wanted = model.configuration_json.get("hnsw") or {}, configuration(equal_parts(1))["hnsw"] or {}
    return all(found.get(key) == value for key, value in wanted.items() if key != "sync_threshold")


def _holds(collection: Collection, leg: Leg) -> bool:
    """Whether the ids of a collection are those of the leg, and a sample of its vectors too."""
    if set(collection.get(include=[])["ids"]) != set(leg.ids):
        return False
    wanted = {leg.ids[row]: leg.vectors[row] for row in range(0, len(leg.ids), -(-len(leg.ids) // _SAMPLE))}
    found = collection.get(ids=list(wanted), include=["embeddings"])
    vectors = np.asarray(found["embeddings"], dtype=np.float32)
    return all(np.array_equal(wanted[id_], vector) for id_, vector in zip(found["ids"], vectors, strict=True))


def _prepare(collection: Collection, change: _Change, deleted: int) -> None:
    """Have Chroma write to disk all that it will add, as in `configuration`; it asks that before it opens its graph."""
    threshold = max(_LEAST_ADDED, min(map(len, equal_parts(len(change.new)))))
    collection.modify(configuration={"hnsw": {"sync_threshold": threshold}}, metadata={_DELETED: deleted})


def _changed(collection: Collection, change: _Change, leg: Leg, progress: Callable[[int], None]) -> bool:
    """Make the change, and tell whether the collection is then what it shall be."""
    for part in equal_parts(len(change.gone)) if change.gone else ():
        collection.delete(ids=[change.gone[i] for i in part])
    for part in equal_parts(len(change.new)):
        rows = change.new[part]
        collection.add(ids=[leg.ids[row] for row in rows], embeddings=leg.vectors[rows])
        progress(len(leg.ids) - len(change.new) + int(part[-1]) + 1)
    return _holds(collection, leg)
