"""Waymark's search beside each of its parts alone, over one index."""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain

from ingest.embed import Vectors
from rag import hybrid
from rag.library import Library

_RRF = 60  # Cormack, Clarke and Buettcher (SIGIR 2009) found the sum of reciprocal ranks best with this constant
_POOL = 100  # candidates from each leg for it

System = Callable[[Library, str, Vectors, int], Sequence[str]]


def rank(library: Library, query: str, vector: Vectors, k: int) -> dict[str, Sequence[str]]:
    """By system, the ids of at most `k` chunks for `query`, whose unit vector is `vector`, best first."""
    return {name: system(library, query, vector, k) for name, system in SYSTEMS.items()}


def search_hybrid(library: Library, query: str, vector: Vectors, k: int) -> Sequence[str]:
    """As Waymark searches."""
    return [passage.chunk.id for passage in hybrid.search(library, query, vector, k)]


def search_dense(library: Library, query: str, vector: Vectors, k: int) -> Sequence[str]:
    """By meaning alone: the cosine of the vectors."""
    del query
    return [id_ for id_, _ in library.dense.search(vector, k)]


def search_bm25(library: Library, query: str, vector: Vectors, k: int) -> Sequence[str]:
    """By words alone."""
    del vector
    return [library.contents.chunks[number].id for number, _ in library.keyword.search(query, k)]


def search_rrf(library: Library, query: str, vector: Vectors, k: int) -> Sequence[str]:
    """The two fused by the sum of their reciprocal ranks, which is what most hybrid searches do."""
    legs = search_dense(library, query, vector, _POOL), search_bm25(library, query, vector, _POOL)
    places = [{id_: place for place, id_ in enumerate(leg, start=1)} for leg in legs]
    scores = {id_: sum(1 / (_RRF + leg[id_]) for leg in places if id_ in leg) for id_ in chain(*legs)}
    return sorted(scores, key=lambda id_: (-scores[id_], id_))[:k]


def documents_of(library: Library, chunk_ids: Sequence[str]) -> Sequence[str]:
    """The documents of ranked chunks, each once, at the place of its best chunk."""
    return list(dict.fromkeys(library.chunks[id_].document_id for id_ in chunk_ids))


# The first is the one that the others are compared with.
SYSTEMS: Mapping[str, System] = {
    "hybrid": search_hybrid,
    "dense": search_dense,
    "bm25": search_bm25,
    "rrf": search_rrf,
}
