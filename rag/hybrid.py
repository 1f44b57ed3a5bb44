"""Hybrid retrieval: meaning and words weighed together, for every passage that either of the two legs finds."""

from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass

import numpy as np

from ingest.embed import Vectors
from ingest.errors import DenseLegAwayError
from ingest.keyword import best_of
from ingest.records import Chunk
from rag.dense import told
from rag.library import Library
from rag.noted import note
from rag.records import Passage

_POOL = 100  # candidates from each leg
# Weights beside the cosine's 1; anything from 0.8 to 1.1 and from 0.2 to 0.33 does about as well.
_WORDS = 0.9
_FEEDBACK = 0.25
_BEST = 3  # passages taken for right in the feedback
_TWIN = 0.9  # share of words in common at which two passages of one work say the same


@dataclass(frozen=True, slots=True)
class Candidates:
    """What the two legs found for a query, whose unit vector is `vector`: the weight and ranks of each by id."""

    library: Library
    vector: Vectors
    weights: dict[str, float]
    ranks: dict[str, dict[str, int]]

    def best(self, k: int, within: Container[str] = ()) -> tuple[Passage, ...]:
        """The `k` best passages, best first, twins within one work merged.

        Passages of the documents `within`, where some are given, come before all others.
        """
        chunks = self.library.chunks
        ordered = sorted(self.weights, key=lambda id_: (chunks[id_].document_id not in within, -self.weights[id_], id_))
        passages: list[Passage] = []
        kept: dict[str, list[Chunk]] = defaultdict(list)  # the passages of each work
        for id_ in ordered:
            chunk = chunks[id_]
            others = kept[self.library.documents[chunk.document_id].work]
            if not any(self._are_twins(chunk, other) for other in others):
                others.append(chunk)
                passages.append(passage_of(self.library, id_, self.vector, self.weights[id_], self.ranks[id_]))
            if len(passages) == k:
                break
        return tuple(passages)

    def _are_twins(self, one: Chunk, other: Chunk) -> bool:
        """Whether two passages say the same; their lengths alone tell most apart."""
        few, many = sorted((self.library.stems_of(one), self.library.stems_of(other)), key=len)
        return len(few) >= _TWIN * len(many) and len(few & many) >= _TWIN * len(few | many)


def candidates(library: Library, query: str, vector: Vectors) -> Candidates:
    """What the two legs find for `query`, whose unit vector is `vector`, weighed together.

    While the dense leg is away words alone decide, which is noted.
    """
    words = library.keyword.scores(query)
    keyword = [(library.contents.chunks[number].id, score) for number, score in best_of(words, _POOL)]
    try:
        dense = library.dense.search(vector, _POOL)
    except DenseLegAwayError as away:
        note(told(away))
        return Candidates(library, vector, dict(keyword), ranks_of(keyword=keyword))
    ranks = ranks_of(dense=dense, keyword=keyword)
    numbers = [library.numbers[id_] for id_ in ranks]
    weights = fuse(library.contents.vectors[numbers], vector, words[numbers]).tolist()
    return Candidates(library, vector, dict(zip(ranks, weights, strict=True)), ranks)


def search(library: Library, query: str, vector: Vectors, k: int, within: Container[str] = ()) -> tuple[Passage, ...]:
    """The `k` best passages for `query`, whose unit vector is `vector`, those of the documents `within` first."""
    return candidates(library, query, vector).best(k, within)


def fuse(vectors: Vectors, vector: Vectors, words: Vectors) -> Vectors:
    """The weight of each candidate: its cosine with the query, its keyword score, and how like the best ones it is.

    `vectors` has shape (candidates, dimension), `words` and the result (candidates,). The scores are added as they are,
    not stretched over what was found: so a leg that finds little has little to say, and each passage counts with both
    of its scores, whichever leg found it (Bruch, Gai and Ingber, TOIS 2023, on convex combination and complete scores).
    The last part is pseudo-relevance feedback (Rocchio 1971; on vectors Li et al., TOIS 2023): the mean cosine with the
    candidates that the first two parts put first.
    """
    weights = vectors @ vector + _WORDS * words
    best = np.argsort(-weights, kind="stable")[:_BEST]
    likeness = vectors @ vectors[best].sum(axis=0) / _BEST
    return np.asarray(weights + _FEEDBACK * likeness, dtype=np.float32)


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
