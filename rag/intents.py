"""Telling what a question asks for: by exemplars of each intent, beside the cues.

A kernel ridge classifier in closed form (Rifkin, Yeo and Poggio, "Regularized least-squares classification", 2003): two
questions are alike in meaning (embeddings) and in their words and pairs of words.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING, cast

import numpy as np

from ingest.embed import Vectors
from ingest.exemplars import Exemplar
from rag import cues
from rag.normal import normal
from rag.records import Intent

if TYPE_CHECKING:
    from scipy.sparse import csr_array

ROADMAP = "the roadmap"  # stands in exemplars where a question names a roadmap

# Tuned on the development questions.
_MEANING, _WORDS = 0.5, 0.5  # shares in the likeness of two questions
_RIDGE = 0.3
_AHEAD = 0.1  # by which the exemplars must speak more clearly for another intent than for that of the cues
# The score that it takes besides, where an answer of that kind would be far off if it were not what is asked for.
_CLEAR = {"about": 0.5, "greeting": 0.5, "next_step": 0.45, "projects": 0.35, "resource": 0.35, "plan": 0.35}

_LEAST = 1e-9  # length of a bag, against a division by nought

_TOKEN = re.compile(r"[a-z0-9+#']+|[?.,:;!]")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for: an intent, and one aspect of it, such as the `total` of a plan, where that is clear."""

    intent: Intent
    aspect: str = ""


class Intents:
    """The exemplars of a library, fitted; where there are none the cues alone tell."""

    def __init__(self, exemplars: Sequence[Exemplar], vectors: Vectors) -> None:
        texts = [normal(exemplar.text) for exemplar in exemplars]
        self._asks = sorted({exemplar.asks for exemplar in exemplars})
        self._rarity = _rarity(texts)
        self._columns = {token: column for column, token in enumerate(self._rarity)}
        bags = self._bags_of(texts)
        weights = self._fitted([exemplar.asks for exemplar in exemplars], vectors, bags)
        self._of_meaning = _MEANING * (vectors.T @ weights)
        self._of_words = _WORDS * (bags.T @ weights)

    def asked(self, text: str, vector: Vectors, *, sources: int) -> Asked:
        """What `text` asks for: a normal question with `the roadmap` in place of each source; `vector` is its own."""
        cued = cues.intent_of(text, sources=sources)
        if not self._asks:
            return Asked(cued)
        scores = (vector @ self._of_meaning + self._worded(text)).tolist()
        score, asks = max(zip(scores, self._asks, strict=True))
        intent, _, aspect = asks.partition(".")
        of_cued = max((s for s, other in zip(scores, self._asks, strict=True) if _intent(other) == cued), default=0.0)
        if intent != cued and score < max(of_cued + _AHEAD, _CLEAR.get(intent, 0.0)):
            return Asked(cued)
        return Asked(cast("Intent", intent), aspect)

    def _worded(self, text: str) -> Vectors:
        """What the words of `text` say for each thing to ask for: of thousands of columns its bag has a few."""
        columns, weights = self._bag_of(text)
        return np.asarray(weights @ self._of_words[columns], dtype=np.float32)

    def _fitted(self, asks: Sequence[str], vectors: Vectors, bags: "csr_array") -> Vectors:
        """The weight of each exemplar for each thing to ask for; few exemplars count as much in all as many do."""
        truth = np.array([[one == other for other in self._asks] for one in asks], dtype=np.float32)
        truth = truth.reshape(len(asks), len(self._asks))
        share = truth @ truth.sum(axis=0) * len(self._asks) / max(len(asks), 1)
        likeness = _MEANING * (vectors @ vectors.T) + _WORDS * (bags @ bags.T).toarray()
        target = truth - 1 / max(len(self._asks), 1)
        return np.asarray(np.linalg.solve(likeness + _RIDGE * np.diag(share), target), dtype=np.float32)

    def _bags_of(self, texts: Sequence[str]) -> "csr_array":
        """The bag of each text as a row, shape (texts, columns); nearly all of it is nought, and not kept."""
        from scipy.sparse import csr_array  # late: a tenth of a second, for which nobody waits who asks nothing

        columns: list[int] = []
        weights: list[float] = []
        ends = [0]
        for text in texts:
            its_columns, its_weights = self._bag_of(text)
            columns += its_columns
            weights += its_weights.tolist()
            ends.append(len(columns))
        return csr_array((weights, columns, ends), shape=(len(texts), len(self._columns)), dtype=np.float32)

    def _bag_of(self, text: str) -> tuple[list[int], Vectors]:
        """The columns of the words and pairs of words of `text` that are known, and their weights by rarity.

        The weights are of unit length together; there is none where all words are unknown.
        """
        known = sorted(_tokens(text) & self._columns.keys())
        rarity = np.array([self._rarity[token] for token in known], dtype=np.float32)
        return [self._columns[token] for token in known], rarity / max(float(np.linalg.norm(rarity)), _LEAST)


def _intent(asks: str) -> str:
    return asks.partition(".")[0]


def _rarity(texts: Sequence[str]) -> dict[str, float]:
    """The inverse document frequency of each token."""
    counts = Counter(token for text in texts for token in sorted(_tokens(text)))
    return {token: log((len(texts) + 1) / count) for token, count in counts.items()}


def _tokens(text: str) -> set[str]:
    """The words and signs of a text and each two that stand together, its beginning and end included."""
    words = ["^", *_TOKEN.findall(text), "$"]
    return {*words, *(f"{one} {two}" for one, two in pairwise(words))}
