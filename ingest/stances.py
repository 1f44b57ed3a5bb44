"""Reading how a learner stands to what they mention, by a linear model over the encoder's states and the words nearby.

The states of a middle layer tell denial, tense and comparison where the words beside a mention alone do not (Tenney,
Das and Pavlick, "BERT Rediscovers the Classical NLP Pipeline", 2019). Fitted in closed form by ridge regression.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from ingest.embed import States, Vectors
from ingest.learners import STANCES, Stance, Telling
from ingest.topics import fold

FEATURES = 1  # raise it when the features below change

# Tuned by leaving out one writer of the shipped texts at a time.
_OF_STATES = 2.0  # the weight of the states against that of the words
_RIDGE = 1.0
LEAN = 0.3  # how much other signs count, where 1 is certainty
_SELDOM = 2  # words around fewer mentions than these say nothing

_TOKEN = re.compile(r"\n|[a-z0-9]+(?:'[a-z]+)?|[^\w\s]")
_OTHER = " zzm "  # stands for the other mentions, whatever they are
_ENDS = frozenset(".!?;\n")
_NEAR, _LEFT, _RIGHT = 4, 14, 12  # tokens looked at one by one, and in all to either side


class Reads(Protocol):
    """What the model asks of an encoder."""

    def states(self, text: str) -> States:
        """The states of the word pieces of `text`."""
        ...


@dataclass(frozen=True, slots=True)
class Lexis:
    """What the model knows by its words: the features of its rows, and what learners call things beside their names."""

    columns: tuple[str, ...] = ()
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    key: str = ""


class Stances:
    """The fitted model: `weights` has a row for each state, for each of the lexis' columns, and a constant one."""

    def __init__(self, lexis: Lexis, weights: Vectors) -> None:
        self._columns = {feature: i for i, feature in enumerate(lexis.columns)}
        self._weights = weights

    def read(
        self, text: str, spans: Sequence[tuple[int, int]], encoder: Reads, leaning: Sequence[Stance | None] = ()
    ) -> list[Stance]:
        """How the writer of `text` stands to what it mentions at each of `spans`, which are in order.

        `leaning` is what other signs speak for, which counts where the model is not sure.
        """
        if not spans:
            return []
        around = states_of(text, spans, encoder)
        read: list[Stance] = []
        for at, states in enumerate(around):
            words = row(words_around(text, spans, at, read[-1] if read else None), self._columns)
            scores = np.concatenate([states, words, np.ones(1, dtype=np.float32)]) @ self._weights
            lean = leaning[at] if leaning else None
            if lean:
                scores[STANCES.index(lean)] += LEAN
            read.append(STANCES[int(np.argmax(scores))])
        return read


def fit(
    tellings: Sequence[Telling], encoder: Reads, progress: Callable[[int, int], None]
) -> tuple[tuple[str, ...], Vectors]:
    """The columns and the weights of the model that reads `tellings` as they are marked."""
    told = [telling for telling in tellings if telling.mentions]
    states, words, truth = [], [], []
    for done, telling in enumerate(told, start=1):
        spans = [(m.start, m.end) for m in telling.mentions]
        states.append(states_of(telling.text, spans, encoder))
        for at, mention in enumerate(telling.mentions):
            before = telling.mentions[at - 1].stance if at else None
            words.append(words_around(telling.text, spans, at, before))
            truth.append(STANCES.index(mention.stance))
        progress(done, len(told))
    seen = Counter(feature for features in words for feature in features)
    columns = tuple(feature for feature, count in seen.items() if count >= _SELDOM)
    places = {feature: i for i, feature in enumerate(columns)}
    return columns, _ridge(np.concatenate(states), np.array([row(w, places) for w in words]), np.array(truth))


def _ridge(states: Vectors, words: Vectors, truth: Vectors) -> Vectors:
    """The weights by ridge regression in its dual form, with the scaling of the states folded into them."""
    centre, spread = states.mean(axis=0), states.std(axis=0) + 1e-6
    scale = (_OF_STATES / (spread * np.sqrt(states.shape[1]))).astype(np.float32)
    rows = np.concatenate([(states - centre) * scale, words], axis=1).astype(np.float32)
    target = np.eye(len(STANCES), dtype=np.float32)[truth] - 1 / len(STANCES)
    likeness = rows @ rows.T + _RIDGE * np.eye(len(rows), dtype=np.float32)
    weights = rows.T @ np.linalg.solve(likeness, target)
    of_states = weights[: states.shape[1]] * scale[:, None]
    constant = -(centre @ of_states)[None, :]
    return np.concatenate([of_states, weights[states.shape[1] :], constant]).astype(np.float32)


def states_of(text: str, spans: Iterable[tuple[int, int]], encoder: Reads) -> Vectors:
    """For each span the mean state of its word pieces, and the states of the pieces beside it, in one row."""
    read = encoder.states(fold(text))
    rows = []
    for start, end in spans:
        own = [i for i, (a, b) in enumerate(read.spans) if a < b and a < end and b > start] or [0]
        before, after = max(own[0] - 1, 0), min(own[-1] + 1, len(read.spans) - 1)
        rows.append(np.concatenate([read.vectors[own].mean(axis=0), read.vectors[before], read.vectors[after]]))
    return np.array(rows, dtype=np.float32)


def words_around(text: str, spans: Sequence[tuple[int, int]], at: int, before: Stance | None) -> dict[str, float]:
    """The features of the words around the mention at `spans[at]`, weighed; `before` is the stance to the last one."""
    folded = fold(text)
    left, right = _masked(folded, spans, 0, spans[at][0])[::-1], _masked(folded, spans, spans[at][1], len(folded))
    near_left, near_right = _padded(left), _padded(right)
    found = [f"L{d}:{token}" for d, token in enumerate(near_left)] + [
        f"R{d}:{token}" for d, token in enumerate(near_right)
    ]
    for n in (2, 3):
        found += [f"L:{' '.join(near_left[:n][::-1])}", f"R:{' '.join(near_right[:n])}"]
    found += [f"LR:{near_left[0]} {near_right[0]}", f"many:{min(len(spans), 6)}", *_before(folded, spans, at, before)]
    return dict.fromkeys(found, 1.0) | _clause("l", left[:_LEFT]) | _clause("r", right[:_RIGHT])


def _clause(side: str, tokens: Sequence[str]) -> dict[str, float]:
    """The words to one side as far as the sentence goes; those beyond the next comma weigh less."""
    found: dict[str, float] = {}
    beyond = False
    for token in tokens:
        if token in _ENDS:
            found[f"{side}end:{token}"] = 1.0
            break
        beyond = beyond or token in {",", "but", "-"}
        found.setdefault(f"{side}{'c' if beyond else 'b'}:{token}", 0.4 if beyond else 0.7)
    return found


def _before(folded: str, spans: Sequence[tuple[int, int]], at: int, stance: Stance | None) -> list[str]:
    """The stance to the last mention, and what stands between: in a list it is mostly the same."""
    if not at:
        return ["P:none"]
    between = _TOKEN.findall(folded[spans[at - 1][1] : spans[at][0]])
    short = " ".join(between) if len(between) <= 2 else "end" if _ENDS & set(between) else "far"
    kind = "near" if len(between) <= 2 else short
    return [f"P:{stance}:{short}", f"P:{stance}:{kind}!"]


def _masked(folded: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> list[str]:
    """The tokens of a stretch of the text, with the mentions in it masked."""
    text = folded[start:end]
    for a, b in reversed([(a, b) for a, b in spans if start <= a and b <= end]):
        text = text[: a - start] + _OTHER + text[b - start :]
    return _TOKEN.findall(text)


def _padded(tokens: Sequence[str]) -> list[str]:
    return [tokens[d] if d < len(tokens) else "^" for d in range(_NEAR)]


def row(features: dict[str, float], columns: dict[str, int]) -> Vectors:
    """The features as a row of length 3; those that the model does not know are left out."""
    values = np.zeros(len(columns), dtype=np.float32)
    for feature, weight in features.items():
        if feature in columns:
            values[columns[feature]] = weight
    return np.asarray(3 * values / max(float(np.linalg.norm(values)), 1e-9), dtype=np.float32)
