"""The keyword leg: BM25 over stemmed words, saved beside the vectors."""

from collections.abc import Sequence
from pathlib import Path

import bm25s
import Stemmer

from ingest.errors import DamagedIndexError


class KeywordIndex:
    """A BM25 index (Lucene's variant, k1 1.5, b 0.75) over texts numbered from 0."""

    def __init__(self, model: bm25s.BM25, size: int) -> None:
        self._model = model
        self._size = size
        self._stemmer = Stemmer.Stemmer("english")

    @classmethod
    def build(cls, texts: Sequence[str], folder: Path) -> "KeywordIndex":
        """Index `texts` and save the index in `folder` as JSON and .npy files."""
        model = bm25s.BM25()
        tokens = bm25s.tokenize(list(texts), stopwords="en", stemmer=Stemmer.Stemmer("english"), show_progress=False)
        model.index(tokens, show_progress=False)
        model.save(str(folder))
        return cls(model, len(texts))

    @classmethod
    def open(cls, folder: Path, size: int) -> "KeywordIndex":
        """Open the index of `size` texts in `folder`, its arrays memory-mapped; raises DamagedIndexError."""
        try:
            return cls(bm25s.BM25.load(str(folder), mmap=True), size)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedIndexError(
                f"The index in {folder} cannot be read ({type(error).__name__}). Run `waymark ingest` to build it anew."
            ) from None

    def search(self, query: str, k: int) -> list[tuple[int, float]]:
        """The numbers and scores of the at most `k` best texts that share a word with `query`, best first."""
        tokens = bm25s.tokenize([query], stopwords="en", stemmer=self._stemmer, return_ids=False, show_progress=False)
        if not tokens[0]:
            return []
        numbers, scores = self._model.retrieve(tokens, k=min(k, self._size), show_progress=False)
        # bm25s fills up with arbitrary texts of score 0 when fewer than k share a word.
        found = [(int(n), float(s)) for n, s in zip(numbers[0], scores[0], strict=True) if s > 0]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))
