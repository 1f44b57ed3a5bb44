"""Hybrid retrieval: meaning and words weighed together, for every passage that either of the two legs finds."""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from ingest.embed import Vectors
from ingest.errors import DenseLegAwayError
from ingest.keyword import best_of
from ingest.records import Chunk
from rag.ahead import Ahead
from rag.dense import told
from rag.library import Library
from rag.noted import note
from rag.records import Passage

Numbers = NDArray[np.intp]

_POOL = 100  # candidates from each leg
# Weights beside the cosine's 1; anything from 0.8 to 1.1 and from 0.2 to 0.33 does about as well.
_WORDS = 0.9
_FEEDBACK = 0.25
_BEST = 3  # passages taken for right in the feedback
_TWIN = 0.9  # share of words in common at which two passages of one work say the same


@dataclass(frozen=True, slots=True)
class Candidates:
    """What the legs found for a query, whose unit vector is `vector`.

    `legs` has the numbers of what each found, best first, `numbers` those of all, and `weights` weighs these; the last
    two have shape (candidates,).
    """

    library: Library
    vector: Vectors
    legs: Mapping[str, Sequence[int]]
    numbers: Numbers
    weights: Vectors

    def best(self, k: int, within: Container[str] = ()) -> tuple[Passage, ...]:
        """The `k` best passages, best first, twins within one work merged; ties go by their order in the index.

        Passages of the documents `within`, where some are given, come before all others.
        """
        chunks, documents = self.library.contents.chunks, self.library.documents
        passages: list[Passage] = []
        kept: dict[str, list[Chunk]] = defaultdict(list)  # the passages of each work
        for place in self._ordered(within):
            number = int(self.numbers[place])
            chunk = chunks[number]
            others = kept[documents[chunk.document_id].work]
            if not any(self._are_twins(chunk, other) for other in others):
                others.append(chunk)
                weight = float(self.weights[place])
                passages.append(passage_of(self.library, chunk.id, self.vector, weight, self._ranks(number)))
            if len(passages) == k:
                break
        return tuple(passages)

    def _ordered(self, within: Container[str]) -> list[int]:
        """The places of the candidates, those of the documents `within` first."""
        order: list[int] = np.lexsort((self.numbers, -self.weights)).tolist()
        if not within:
            return order
        chunks = self.library.contents.chunks
        return sorted(order, key=lambda place: chunks[self.numbers[place]].document_id not in within)

    def _ranks(self, number: int) -> dict[str, int]:
        """The place of one candidate, from 1, in every leg that found it."""
        return {leg: found.index(number) + 1 for leg, found in self.legs.items() if number in found}

    def _are_twins(self, one: Chunk, other: Chunk) -> bool:
        """Whether two passages say the same; their lengths alone tell most apart."""
        few, many = self.library.stems_of(one), self.library.stems_of(other)
        if len(few) > len(many):
            few, many = many, few
        return len(few) >= _TWIN * len(many) and len(few & many) >= _TWIN * len(few | many)


def candidates(library: Library, query: str, vector: Vectors) -> Candidates:
    """What the two legs find for `query`, whose unit vector is `vector`, weighed together.

    While the dense leg is away words alone decide, which is noted.
    """
    counting = Ahead(lambda: library.keyword.scores(query))  # while Chroma's own threads search
    try:
        dense = [library.numbers[id_] for id_, _ in library.dense.search(vector, _POOL)]
    except DenseLegAwayError as away:
        note(told(away))
        dense = None
    words = counting.result()
    legs = {"dense": dense or [], "keyword": [number for number, _ in best_of(words, _POOL)]}
    numbers = np.array(list(dict.fromkeys(chain(*legs.values()))), dtype=np.intp)
    held = words[numbers]
    weights = held if dense is None else fuse(library.contents.vectors[numbers], vector, held)
    return Candidates(library, vector, legs, numbers, weights)


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


def passage_of(library: Library, chunk_id: str, vector: Vectors, score: float, ranks: dict[str, int]) -> Passage:
    """The passage for one chunk, with its cosine to `vector`."""
    chunk = library.chunks[chunk_id]
    similarity = float(library.contents.vectors[library.numbers[chunk_id]] @ vector)
    return Passage(chunk, library.documents[chunk.document_id].title, score, similarity, ranks)
