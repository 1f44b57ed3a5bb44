"""The keyword leg: BM25 over stemmed words, saved beside the vectors."""

from collections.abc import Sequence
from math import log, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import Stemmer
from numpy.typing import NDArray

from ingest.errors import DamagedIndexError

if TYPE_CHECKING:
    import bm25s

# bm25s is imported where it is used: SciPy comes with it, a tenth of a second that who only plans need not wait for.

# Questions are full of words such as `how`, `which` and `do`, which few texts hold and which say nothing of the answer.
_STOPPED_IN_QUERIES = "en_plus"


class KeywordLeg(Protocol):
    """The words of texts numbered from 0, opened for searching."""

    def search(self, query: str, k: int) -> list[tuple[int, float]]:
        """The numbers and scores of the at most `k` best texts that share a word with `query`, best first."""
        ...

    def scores(self, query: str) -> NDArray[np.float32]:
        """How well each text holds the words of `query`, shape (texts,); 0 for a text that holds none of them."""
        ...


class KeywordIndex:
    """A BM25 index (Lucene's variant, k1 1.5, b 0.75) over texts numbered from 0."""

    def __init__(self, model: "bm25s.BM25", size: int) -> None:
        self._model = model
        self._size = size
        self._stemmer = Stemmer.Stemmer("english")

    @classmethod
    def build(cls, texts: Sequence[str], folder: Path) -> "KeywordIndex":
        """Index `texts` and save the index in `folder` as JSON and .npy files."""
        import bm25s

        model = bm25s.BM25()
        tokens = bm25s.tokenize(list(texts), stopwords="en", stemmer=Stemmer.Stemmer("english"), show_progress=False)
        model.index(tokens, show_progress=False)
        model.save(str(folder))
        return cls(model, len(texts))

    @classmethod
    def open(cls, folder: Path, size: int) -> "KeywordIndex":
        """Open the index of `size` texts in `folder`, its arrays memory-mapped; raises DamagedIndexError."""
        import bm25s

        try:
            model = bm25s.BM25.load(str(folder), mmap=True)
            model.scores = {name: np.asarray(part) for name, part in model.scores.items()}  # slices of maps are slow
            return cls(model, size)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedIndexError(
                f"The index in {folder} cannot be read ({type(error).__name__}). Run `waymark ingest` to build it anew."
            ) from None

    def search(self, query: str, k: int) -> list[tuple[int, float]]:
        """The numbers and scores of the at most `k` best texts that share a word with `query`, best first."""
        return best_of(self.scores(query), k)

    def scores(self, query: str) -> NDArray[np.float32]:
        """How well each text holds the words of `query`, shape (size,); 0 for a text that holds none of them.

        BM25 in units that leave it comparable from query to query and from index to index: the weight of a word that no
        text holds, times the root of the number of words asked for, as which the spread of a sum of weights grows.
        """
        words = self._words(query)
        if not words:
            return np.zeros(self._size, dtype=np.float32)
        unit = log(1 + (self._size + 0.5) / 0.5) * sqrt(len(words))
        return np.asarray(self._model.get_scores(words) / unit, dtype=np.float32)

    def _words(self, query: str) -> list[str]:
        import bm25s

        found = bm25s.tokenize(
            [query], stopwords=_STOPPED_IN_QUERIES, stemmer=self._stemmer, return_ids=False, show_progress=False
        )
        return list(found[0])


def best_of(scores: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
    """The numbers and scores of the at most `k` best texts that score above 0, best first, ties by number."""
    found = np.flatnonzero(scores > 0)
    if len(found) > k:  # sorting them all would take longer than the rest of a search
        found = found[scores[found] >= np.partition(scores[found], -k)[-k]]
    best = found[np.argsort(-scores[found], kind="stable")][:k]
    return list(zip(best.tolist(), scores[best].tolist(), strict=True))
