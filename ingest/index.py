"""The dense leg in an embedded Chroma store: unit vectors in the folder of a generation."""

import errno
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError

from ingest.dense import SPARE, configuration, equal_parts, nearest
from ingest.embed import Vectors
from ingest.errors import DamagedIndexError, IndexUnusableError
from ingest.scratch import Scratch

NAME = "passages"  # of the collection in a store
_DATABASE = "chroma.sqlite3"


def build(
    folder: Path, ids: Sequence[str], vectors: Vectors, progress: Callable[[int], None] = lambda _done: None
) -> None:
    """Write a new store of `ids` with their unit `vectors`, shape (len(ids), dimension), and close it."""
    parts = equal_parts(len(ids))
    client = open_store(folder)
    try:
        collection = client.create_collection(NAME, embedding_function=None, configuration=configuration(parts))
        for part in parts:
            collection.add(ids=[ids[i] for i in part], embeddings=vectors[part])
            progress(int(part[-1]) + 1)
    finally:
        client.close()


class VectorIndex:
    """A finished store, opened for searching; close it to give its handles and threads back.

    Chroma writes to its database whenever it opens one, and a generation never changes. So the database is copied to a
    folder of this process's own, with the vectors linked beside it: any number of processes can read a generation, a
    read-only one too, and go on when it is removed.
    """

    def __init__(self, folder: Path) -> None:
        """Open the store in `folder`; raises DamagedIndexError when it is missing or broken."""
        self._scratch = _private_copy(folder)
        self._client: Client | None = None
        try:
            with _damage_named(folder):
                self._client = open_store(self._scratch.path)
                self._collection = self._client.get_collection(NAME, embedding_function=None)
                self._size = self._collection.count()
        except BaseException:
            self.close()
            raise
        self._folder = folder

    def __len__(self) -> int:
        return self._size

    def search(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """The ids and cosine similarities of the `k` vectors nearest to the unit `vector`, best first, ties by id."""
        wanted = min(k + SPARE, self._size)
        with _damage_named(self._folder):
            found = self._collection.query(query_embeddings=vector[np.newaxis], n_results=wanted, include=["distances"])
        return nearest(found["ids"][0], (found["distances"] or [[]])[0], k)

    def close(self) -> None:
        """Close the store; it cannot be searched afterwards."""
        if self._client is not None:
            self._client.close()
        self._scratch.close()


def open_store(folder: Path) -> Client:
    """Chroma over the store in `folder`, which this writes to; close it."""
    client = chromadb.PersistentClient(path=str(folder), settings=ChromaSettings(anonymized_telemetry=False))
    return cast("Client", client)  # declared as an interface that lacks close


def _private_copy(folder: Path) -> Scratch:
    try:
        scratch = Scratch()
    except OSError as error:
        raise _no_room(error) from None
    try:
        shutil.copyfile(folder / _DATABASE, scratch.path / _DATABASE)
        for vectors in (path for path in folder.iterdir() if path.is_dir()):
            _link(vectors, scratch.path / vectors.name)
    except OSError as error:
        scratch.close()
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        raise _no_room(error) if full else _damaged(folder, error) from None
    return scratch


def _link(folder: Path, place: Path) -> None:
    try:
        place.symlink_to(folder.absolute(), target_is_directory=True)
    except OSError:  # Windows asks for a privilege
        shutil.copytree(folder, place)


@contextmanager
def _damage_named(folder: Path) -> Iterator[None]:
    try:
        yield
    except (ChromaError, ValueError) as error:
        raise _damaged(folder, error) from None


def _damaged(folder: Path, error: Exception) -> DamagedIndexError:
    reason = " ".join(str(error).split())[:200]
    return DamagedIndexError(f"The index in {folder} cannot be read ({reason}). Run `waymark ingest` to build it anew.")


def _no_room(error: OSError) -> IndexUnusableError:
    return IndexUnusableError(
        f"The index cannot be opened: there is no room in the temporary folder ({error}). "
        "Free some, or set TMPDIR to another folder."
    )
