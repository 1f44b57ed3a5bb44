"""Hybrid retrieval: the dense and the keyword leg, fused."""

from collections.abc import Container, Mapping, Sequence

from ingest.embed import Vectors
from rag.library import Library
from rag.records import Passage
from rag.words import stems

_POOL = 50  # candidates from each leg
_DENSE_SHARE = 0.5  # of the fused score; on public collections equal shares of min-max scores beat reciprocal ranks
_TWIN = 0.9  # share of words in common at which two passages of one work say the same


def search(library: Library, query: str, vector: Vectors, k: int, within: Container[str] = ()) -> tuple[Passage, ...]:
    """The `k` best passages for `query`, whose unit vector is `vector`, best first, twins within one work merged.

    Passages of the documents `within`, where some are given, come before all others.
    """
    dense = library.dense.search(vector, _POOL)
    keyword = [(library.contents.chunks[number].id, score) for number, score in library.keyword.search(query, _POOL)]
    fused = fuse(dict(dense), dict(keyword))
    ranks = ranks_of(dense=dense, keyword=keyword)
    ordered = sorted(fused, key=lambda id_: (library.chunks[id_].document_id not in within, -fused[id_], id_))
    passages: list[Passage] = []
    for id_ in ordered:
        passage = passage_of(library, id_, vector, fused[id_], ranks[id_])
        if not any(_are_twins(library, passage, other) for other in passages):
            passages.append(passage)
        if len(passages) == k:
            break
    return tuple(passages)


def fuse(dense: Mapping[str, float], keyword: Mapping[str, float]) -> dict[str, float]:
    """The sum of both legs' scores, each stretched to 0..1 over its own candidates; what a leg lacks gets 0."""
    near, words = _stretched(dense), _stretched(keyword)
    return {
        id_: _DENSE_SHARE * near.get(id_, 0.0) + (1 - _DENSE_SHARE) * words.get(id_, 0.0)
        for id_ in near.keys() | words.keys()
    }


def ranks_of(**legs: Sequence[tuple[str, float]]) -> dict[str, dict[str, int]]:
    """Each passage's place from 1 in every leg that found it."""
    ranks: dict[str, dict[str, int]] = {}
    for leg, found in legs.items():
        for rank, (id_, _) in enumerate(found, start=1):
            ranks.setdefault(id_, {})[leg] = rank
    return ranks


def passage_of(library: Library, chunk_id: str, vector: Vectors, score: float, ranks: dict[str, int]) -> Passage:
    """The passage for one chunk, with its cosine to `vector`."""
    chunk = library.chunks[chunk_id]
    similarity = float(library.contents.vectors[library.numbers[chunk_id]] @ vector)
    return Passage(chunk, library.documents[chunk.document_id].title, score, similarity, ranks)


def _stretched(scores: Mapping[str, float]) -> dict[str, float]:
    low, high = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    return {id_: (score - low) / (high - low) if high > low else 1.0 for id_, score in scores.items()}


def _are_twins(library: Library, one: Passage, other: Passage) -> bool:
    if library.documents[one.chunk.document_id].work != library.documents[other.chunk.document_id].work:
        return False
    a, b = frozenset(stems(one.chunk.text)), frozenset(stems(other.chunk.text))
    return len(a & b) >= _TWIN * len(a | b)
