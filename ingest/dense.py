"""The dense leg: unit vectors that are searched for those nearest to another, wherever Chroma keeps them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.embed import Vectors

if TYPE_CHECKING:
    from chromadb.api.collection_configuration import CreateCollectionConfiguration

    from ingest.generation import Contents

Part = NDArray[np.int64]

SPARE = 8  # fetched beyond k, so that ties at the edge are broken by id and not by chance
_PART = 1000  # rows added at once; also Chroma's default for writing vectors to disk
# Builds of the same vectors differ, since several threads make them. Over the shipped corpus, with Chroma's own 16 and
# 100, ten to thirty of 1,332 questions miss one of the 100 nearest, some a top one; with these one question did, in one
# of six builds. A search takes no longer for it, and a build some hundredths of a second.
_EF_CONSTRUCTION, _NEIGHBOURS, _EF_SEARCH = 800, 32, 400


_NO_FUNCTION = frozenset({"legacy", "unknown"})  # how Chroma's configuration says that it names no embedding function


@dataclass(frozen=True, slots=True)
class Leg:
    """What a dense leg holds: each id's unit vector, shape (len(ids), dimension)."""

    ids: Sequence[str]
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class Earlier:
    """The generation in `folder`, and what its dense leg holds."""

    folder: Path
    leg: Leg


class DenseLeg(Protocol):
    """The vectors of one generation, opened for searching."""

    def __len__(self) -> int:
        """How many there are."""
        ...

    def search(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """The ids and cosine similarities of the `k` vectors nearest to the unit `vector`, best first, ties by id.

        Raises DenseLegAwayError where a server has them and does not serve them.
        """
        ...

    def close(self) -> None:
        """Give back what it takes; it cannot be searched afterwards."""
        ...


class DenseStore(Protocol):
    """Where the dense legs of all generations are kept."""

    def ready(self) -> None:
        """Raise DenseLegAwayError where nothing can be written now."""
        ...

    def build(
        self, folder: Path, name: str, leg: Leg, progress: Callable[[int], None], earlier: Earlier | None = None
    ) -> None:
        """Write the leg of the generation called `name`, which is made in `folder`; it may go on from an earlier one.

        `progress` is told how many vectors are written.
        """
        ...

    def open(self, folder: Path, contents: "Contents") -> DenseLeg:
        """The leg of the generation in `folder`."""
        ...

    def holds(self, folder: Path, contents: "Contents") -> bool:
        """Whether the leg of the generation in `folder` is here, as it was built."""
        ...

    def collect(self, in_use: str) -> None:
        """Take away the legs that nobody reads any more."""
        ...


def equal_parts(count: int, most: int = _PART) -> list[Part]:
    """The numbers from 0 to `count` in parts of about the same size, to be added one by one."""
    return np.array_split(np.arange(count), max(1, -(-count // min(most, _PART))))


def configuration(parts: Sequence[Part]) -> "CreateCollectionConfiguration":
    """How Chroma keeps a collection that is added in `parts`.

    The sync threshold equals the size of the parts, so that every vector is on disk and no log is replayed on opening.
    """
    threshold = max(2, min(len(part) for part in parts))
    return {
        "hnsw": {
            "space": "ip",
            "sync_threshold": threshold,
            "ef_construction": _EF_CONSTRUCTION,
            "max_neighbors": _NEIGHBOURS,
            "ef_search": _EF_SEARCH,
        }
    }


def names_a_function(configuration: Any) -> bool:
    """Whether an embedding function, which Chroma would run, is named anywhere in what it keeps with a collection."""
    if isinstance(configuration, list):
        return any(names_a_function(value) for value in configuration)
    if not isinstance(configuration, dict):
        return False
    named = configuration.get("embedding_function") or {}
    is_named = bool(named) and not (isinstance(named, dict) and named.get("type") in _NO_FUNCTION)
    return is_named or any(names_a_function(value) for value in configuration.values())


def nearest(ids: Sequence[str], distances: Sequence[float], k: int) -> list[tuple[str, float]]:
    """The `k` best of what Chroma found, with cosine similarities in place of distances, ties by id."""
    ordered = sorted((round(distance, 6), id_, 1.0 - distance) for id_, distance in zip(ids, distances, strict=True))
    return [(id_, cosine) for _, id_, cosine in ordered[:k]]
