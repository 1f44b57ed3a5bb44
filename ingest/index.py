"""The dense leg: unit vectors in an embedded Chroma store. The only file that imports chromadb."""

from collections.abc import Sequence
from pathlib import Path

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings as ChromaSettings

from ingest.embed import Vectors

_NAME = "passages"
_PART = 1000  # rows added at once; also Chroma's default for writing vectors to disk
_EF_SEARCH = 400  # with Chroma's 100, one top-10 list in 300 differs between two builds of the same vectors; with 400 none did
_SPARE = 8  # fetched beyond k, so that ties at the edge are broken by id and not by chance


def build(folder: Path, ids: Sequence[str], vectors: Vectors) -> None:
    """Write a new store of `ids` with their unit `vectors`, shape (len(ids), dimension), and close it.

    The sync threshold equals the size of the parts, so that every vector is on disk and no log is replayed on opening.
    """
    parts = np.array_split(np.arange(len(ids)), max(1, -(-len(ids) // _PART)))
    threshold = max(2, min(len(part) for part in parts))
    client = _client(folder)
    try:
        collection = client.create_collection(
            _NAME,
            embedding_function=None,
            configuration={"hnsw": {"space": "ip", "sync_threshold": threshold, "ef_search": _EF_SEARCH}},
        )
        for part in parts:
            collection.add(ids=[ids[i] for i in part], embeddings=vectors[part])
    finally:
        client.close()


class VectorIndex:
    """A finished store, opened for searching; close it to give its handles and threads back."""

    def __init__(self, folder: Path) -> None:
        self._client = _client(folder)
        self._collection: Collection = self._client.get_collection(_NAME, embedding_function=None)
        self._size = self._collection.count()

    def __len__(self) -> int:
        return self._size

    def search(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """The ids and cosine similarities of the `k` vectors nearest to the unit `vector`, best first, ties by id."""
        found = self._collection.query(query_embeddings=[vector], n_results=min(k + _SPARE, self._size), include=["distances"])
        distances = (found["distances"] or [[]])[0]
        pairs = [(id_, 1.0 - float(distance)) for id_, distance in zip(found["ids"][0], distances, strict=True)]
        return sorted(pairs, key=lambda pair: (-round(pair[1], 6), pair[0]))[:k]

    def close(self) -> None:
        """Close the store; it cannot be searched afterwards."""
        self._client.close()


def _client(folder: Path) -> ClientAPI:
    return chromadb.PersistentClient(path=str(folder), settings=ChromaSettings(anonymized_telemetry=False))
