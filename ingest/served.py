"""The dense leg on a Chroma server: each generation is a collection of its own."""

import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from math import isfinite
from pathlib import Path
from uuid import UUID

from chromadb.errors import NotFoundError
from chromadb.types import Collection

from ingest.chroma_server import ChromaServer
from ingest.dense import SPARE, DenseLeg, Earlier, Leg, configuration, equal_parts, names_a_function, nearest
from ingest.embed import Vectors
from ingest.errors import DenseLegAwayError
from ingest.generation import Contents
from ingest.grace import ABANDONED, expired, made_at
from ingest.settings import Settings

_PREFIX = "waymark-"  # of the names of our collections
_WHOLE, _BUILDER, _INDEX = (
    "whole",
    "builder",
    "index",
)  # noted of a collection: if all was added, by whom, of which index
_PATIENCE, _WRITING = 2.0, 60.0  # seconds for an answer: to a search, and to what an ingest asks
_PAGE = 100  # collections listed at once


class ServedIndex:
    """The collection of one generation, opened for searching.

    It is looked at before it is first searched, and again after every failure: name, size and dimension must be those
    of the generation, and its configuration may name no embedding function.
    """

    def __init__(self, server: ChromaServer, contents: Contents) -> None:
        self._server = server
        self._name = name_of(contents.manifest.name)
        self._ids = frozenset(chunk.id for chunk in contents.chunks)
        self._dimension = int(contents.vectors.shape[1])
        self._id: UUID | None = None

    def __len__(self) -> int:
        return len(self._ids)

    def search(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """As DenseLeg has it; raises DenseLegAwayError for every failure of the server and of what it holds."""
        try:
            id_ = self._id or self.verified()
            best = self._found(id_, vector, k)
        except DenseLegAwayError:
            self._id = None
            raise
        self._id = id_
        return best

    def _found(self, id_: UUID, vector: Vectors, k: int) -> list[tuple[str, float]]:
        wanted = min(k + SPARE, len(self))
        with self._server.asked() as api:
            found = api._query(id_, [vector], n_results=wanted, include=["distances"], **self._server.place)  # noqa: SLF001 - Chroma's own client calls it
            ids, distances = found["ids"][0], (found["distances"] or [[]])[0]
            best = nearest(ids, distances, k)
            if not (
                0 < len(ids) <= wanted and self._ids.issuperset(ids) and all(isfinite(cosine) for _, cosine in best)
            ):
                raise self._server.refused("it finds what is not in the index")
        return best

    def verified(self) -> UUID:
        """Chroma's id of the collection; raises DenseLegAwayError where it is missing or is not the one built."""
        with self._server.asked() as api:
            collection = api.get_collection(self._name, **self._server.place)
            size = api._count(collection.id, **self._server.place)  # noqa: SLF001 - Chroma's own client calls it
        why = _strange(collection) or _other(collection, self._dimension, (size, len(self)))
        if why:
            raise self._server.refused(why)
        return collection.id

    def close(self) -> None:
        """Let go of all connections."""
        self._server.close()


class Served:
    """Keeps the dense legs on the server that `settings` name, under names that begin with `waymark-`.

    Other indexes may be kept there too; each takes away its own collections alone.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._server = ChromaServer(settings, _WRITING)
        home = f"{socket.gethostname()}:{settings.home}"
        self._noted = {_BUILDER: _sign(home), _INDEX: _sign(settings.shared or home)}

    def ready(self) -> None:
        """Raise DenseLegAwayError where the server, the tenant or the database is not there."""
        server = ChromaServer(self._settings, _PATIENCE)
        try:
            with server.asked() as api, suppress(NotFoundError):
                api.get_database(self._settings.chroma_database, self._settings.chroma_tenant)
                return
            raise server.away(f"has no database {server.place['database']} of a tenant {server.place['tenant']}")
        finally:
            server.close()

    def build(
        self, folder: Path, name: str, leg: Leg, progress: Callable[[int], None], earlier: Earlier | None = None
    ) -> None:
        """Write a collection part by part, all of it anew, and note that it is whole; `folder` holds nothing of it."""
        del folder, earlier
        self._clear_begun()
        place, noted = self._server.place, {**self._noted, _WHOLE: False}
        with self._server.asked() as api:
            parts = equal_parts(len(leg.ids), api.get_max_batch_size())
            collection = api.create_collection(
                name_of(name), configuration=configuration(parts), metadata=noted, **place
            )
            why = _strange(collection)
            if why:
                raise self._server.refused(why)
            for part in parts:
                api._add([leg.ids[i] for i in part], collection.id, list(leg.vectors[part]), **place)  # noqa: SLF001 - Chroma's own client calls it
                progress(int(part[-1]) + 1)
            api._modify(collection.id, new_metadata={**noted, _WHOLE: True}, **place)  # noqa: SLF001 - the same

    def open(self, folder: Path, contents: Contents) -> DenseLeg:
        """The leg of a generation; whether it is there shows when it is searched."""
        del folder
        return ServedIndex(ChromaServer(self._settings, _PATIENCE), contents)

    def holds(self, folder: Path, contents: Contents) -> bool:
        """Whether the collection is there as it was built; raises DenseLegAwayError where that cannot be known."""
        del folder
        self.ready()
        try:
            ServedIndex(self._server, contents).verified()
        except DenseLegAwayError:
            return False
        return True

    def collect(self, in_use: str) -> None:
        """Delete the collections whose place another one took a while ago."""
        names = {c.name.removeprefix(_PREFIX): c.name for c in self._own()}
        with self._server.asked() as api:
            for name in expired(names, in_use):
                api.delete_collection(names[name], **self._server.place)

    def _clear_begun(self) -> None:
        """Delete what earlier ingests began and did not end: those of this home, whose lock we hold, and old ones."""
        limit = datetime.now(UTC) - ABANDONED
        with self._server.asked() as api:
            for begun in self._own():
                noted, made = begun.metadata or {}, made_at(begun.name.removeprefix(_PREFIX))
                is_left = noted.get(_BUILDER) == self._noted[_BUILDER] or (made is not None and made < limit)
                if is_left and not noted.get(_WHOLE):
                    api.delete_collection(begun.name, **self._server.place)

    def _own(self) -> list[Collection]:
        """The collections that were made for this index."""
        with self._server.asked() as api:
            return [
                c
                for c in _all_pages(lambda at: api.list_collections(_PAGE, at, **self._server.place))
                if c.name.startswith(_PREFIX)
                and made_at(c.name.removeprefix(_PREFIX))
                and (c.metadata or {}).get(_INDEX) == self._noted[_INDEX]
            ]


def name_of(generation: str) -> str:
    """What the collection of a generation is called."""
    return f"{_PREFIX}{generation}"


def _sign(text: str) -> str:
    """What tells a place from others without naming it."""
    return sha256(text.encode()).hexdigest()[:16]


def _all_pages(page: Callable[[int], Sequence[Collection]]) -> Iterator[Collection]:
    at = 0
    while found := page(at):
        yield from found
        at += len(found)


def _strange(collection: Collection) -> str | None:
    """Why a collection is none of ours, by what its configuration says; None where nothing is wrong with it."""
    if names_a_function(collection.configuration_json) or names_a_function(collection.serialized_schema):
        return "its configuration names an embedding function, which would run code of a stranger's choice"
    if (collection.configuration_json.get("hnsw") or {}).get("space", "ip") != "ip":
        return "it measures distances in another way"
    return None


def _other(collection: Collection, dimension: int, sizes: tuple[int, int]) -> str | None:
    """Why a collection is not the one that was built for a generation; `sizes` are that found and that wanted."""
    if not (collection.metadata or {}).get(_WHOLE):
        return "its building was not ended"
    if collection.dimension != dimension:
        return f"its vectors have the dimension {collection.dimension} in place of {dimension}"
    if sizes[0] != sizes[1]:
        return f"it has {sizes[0]} of {sizes[1]} passages"
    return None
