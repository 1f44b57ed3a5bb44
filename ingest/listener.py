"""Listening: what a learner's text says of its writer, by the upper half of the encoder, taught to tell it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import onnxruntime

from ingest.embed import LISTENER, States, Vectors, open_verified
from ingest.learners import STANCES, Stance
from ingest.low_rank import Linear, shares
from ingest.nearby import said_by, words_around
from ingest.taught import Taught, taught
from ingest.topics import fold

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+|\s[-–—]\s")  # noqa: RUF001 - people type the dashes
_MOST_HEARD = 64  # texts whose hearing is kept: a question's, which is asked for thrice, and those of its history
_OF_WORDS = 0.6  # the weight of the words around a mention, chosen by texts that were left out
_STRETCH = 800  # characters read at once: fewer pieces than the encoder can read


@dataclass(frozen=True, slots=True)
class Stretch:
    """Sentences that were read together: where they begin in the text, their spans there, and the pieces' states."""

    start: int
    sentences: list[tuple[int, int]]
    states: States

    def pieces(self, start: int, end: int) -> list[int]:
        """The pieces of the text from `start` to `end`, without the two that every text gets."""
        a, b = start - self.start, end - self.start
        return [i for i, (x, y) in enumerate(self.states.spans) if x < y and x < b and y > a]


class Hearing:
    """What one text says of its writer."""

    def __init__(self, text: str, stretches: list[Stretch], what: Taught) -> None:
        self._text = text
        self._stretches = stretches
        self._taught = what

    def stances(self, spans: Sequence[tuple[int, int]]) -> list[Stance | None]:
        """How the writer stands to what they mention at `spans`, which are in order; None where it was not read."""
        read: list[Stance | None] = []
        for at, (start, end) in enumerate(spans):
            heard = self.stance(start, end)
            if heard is None:
                read.append(None)
            else:
                said = said_by(words_around(self._text, spans, at, read[-1] if read else None), self._taught.words)
                read.append(STANCES[int((heard + _OF_WORDS * said).argmax())])
        return read

    def stance(self, start: int, end: int) -> Vectors | None:
        """How likely the writer stands so to what they mention at `start:end`, one for each of STANCES.

        None where that lies beyond what was read.
        """
        for stretch in self._stretches:
            own, states = stretch.pieces(start, end), stretch.states.vectors
            if own:
                before, after = states[max(own[0] - 1, 0)], states[min(own[-1] + 1, len(states) - 1)]
                return shares(self._taught.stance(np.concatenate([states[own].mean(axis=0), before, after])))
        return None

    @cached_property
    def needs(self) -> dict[str, float]:
        """How likely the writer needs each topic, by the sentence that says it most."""
        found = [shares(row)[1:] for row in self._told(self._taught.heed_need, self._taught.need)]
        return self._most(found)

    @cached_property
    def skills(self) -> dict[str, float]:
        """How likely the writer knows each topic, by the sentence that says it most."""
        told = self._told(self._taught.heed_skill, self._taught.skill)
        found = [np.asarray(1 / (1 + np.exp(-row)), dtype=np.float32) for row in told]
        return self._most(found)

    @cached_property
    def steps(self) -> dict[str, float]:
        """How likely a mentor would name each topic as what to learn next; of all together 1."""
        return self._of_whole(self._taught.heed_step, self._taught.step, self._taught.topics)

    @cached_property
    def goals(self) -> dict[str, float]:
        """How likely the writer wants to get to each goal; what is left is that they tell none."""
        return self._of_whole(self._taught.heed_goal, self._taught.goal, ("", *self._taught.goals))

    def _of_whole(self, heed: Linear, tell: Linear, ids: Sequence[str]) -> dict[str, float]:
        """What `tell` says of the whole text, from the means of all its pieces as `heed` weighs them."""
        if not self._stretches:
            return {}
        states = np.concatenate([stretch.states.vectors for stretch in self._stretches])
        heeded = np.concatenate([shares(column) @ states for column in heed(states).T])
        told = shares(tell(heeded[np.newaxis])[0]).tolist()
        return {id_: likely for id_, likely in zip(ids, told, strict=True) if id_}

    def _told(self, heed: Linear, tell: Linear) -> Iterator[Vectors]:
        """What `tell` says of each sentence, from the mean of its pieces as `heed` weighs them."""
        for stretch in self._stretches:
            for start, end in stretch.sentences:
                own = stretch.states.vectors[stretch.pieces(start, end)]
                if len(own):
                    yield tell(shares(heed(own)[:, 0]) @ own)

    def _most(self, found: list[Vectors]) -> dict[str, float]:
        most = np.max(found, axis=0).tolist() if found else []
        return dict(zip(self._taught.topics, most, strict=False))


class Listener:
    """The taught upper half of the encoder, opened when it is first needed; safe to share between threads."""

    def __init__(self, folder: Path, lower: Callable[[str], States]) -> None:
        """The one in `folder`, which goes on from what `lower`, the other half, makes of a text."""
        self._folder = folder
        self._lower = lower
        self.hear = lru_cache(_MOST_HEARD)(self._hear)

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        return open_verified(self._folder, LISTENER)

    def _hear(self, text: str) -> Hearing:
        """What `text` says of its writer."""
        return Hearing(text, [self._read(text, sentences) for sentences in _stretches(text)], taught())

    def _read(self, text: str, sentences: list[tuple[int, int]]) -> Stretch:
        start = sentences[0][0]
        read = self._lower(fold(text[start : sentences[-1][1]]))
        (states,) = self._session.run(None, {"states": read.vectors[np.newaxis]})
        return Stretch(start, sentences, States(read.spans, states[0]))


def sentences_in(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences, and of what else stands by itself, in `text`."""
    cuts = [0, *(edge for match in _SENTENCE.finditer(text) for edge in match.span()), len(text)]
    return [(a, b) for a, b in list(pairwise(cuts))[::2] if text[a:b].strip()]


def _stretches(text: str) -> Iterable[list[tuple[int, int]]]:
    """The sentences of `text`, as many together as can be read at once."""
    stretch: list[tuple[int, int]] = []
    for start, end in sentences_in(text):
        if stretch and end - stretch[0][0] > _STRETCH:
            yield stretch
            stretch = []
        stretch.append((start, end))
    if stretch:
        yield stretch
