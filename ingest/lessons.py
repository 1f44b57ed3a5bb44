"""Lessons: what the listener is taught by, from the learners' texts and the hints of a corpus."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from ingest.embed import States, Vectors
from ingest.hints import Hint, read_hints
from ingest.learners import STANCES, Mention, Telling, read_learners
from ingest.listener import sentences_in
from ingest.topics import fold, read_topics

_NEXT = (1.0, 0.8, 0.6, 0.5, 0.4, 0.3)  # what the topics of a mentor's advice count, the best first
_LATER = (1.0, 0.5, 0.33, 0.25)  # what the topics of one mark count, the best first


@dataclass(frozen=True, slots=True)
class Lesson:
    """One text as the encoder's lower half reads it: `states`, shape (pieces, width), and what is to be told of it.

    `mentions` are first piece, piece behind the last, and the number of the stance in STANCES. `sentences` are their
    pieces alike; for each `needs` has a row of shares (the first for nothing, then the topics) and `skills` one of 0s
    and 1s (the topics). `step` are the shares of the topics in what is to be learned next, None where that is not told,
    and `goal` is 0 for none or the number of a goal, from 1 on, None likewise.
    """

    states: Vectors
    mentions: tuple[tuple[int, int, int], ...]
    sentences: tuple[tuple[int, int], ...]
    needs: Vectors
    skills: Vectors
    step: Vectors | None = None
    goal: int | None = None


@dataclass(frozen=True, slots=True)
class Texts:
    """All that is taught by: whole texts with marks, hints at a topic, and the ids of all topics and goals."""

    tellings: tuple[Telling, ...]
    hints: tuple[Hint, ...]
    topics: tuple[str, ...]
    goals: tuple[str, ...] = ()

    def key(self) -> str:
        """The same for two exactly if they teach the same."""
        return sha256(json.dumps(asdict(self)).encode()).hexdigest()


def read_texts(corpus: Path) -> Texts:
    """The texts in `corpus`; raises CorpusError for a broken file."""
    topics = read_topics(corpus)
    ids, goals = topics.by_id, tuple(goal.id for goal in topics.goals)
    return Texts(read_learners(corpus, ids, goals), read_hints(corpus, ids), tuple(t.id for t in topics.all), goals)


def lessons_of(texts: Texts, lower: Callable[[str], States]) -> list[Lesson]:
    """A lesson for each text in which something is to be told; `lower` is the lower half of the encoder."""
    place = {id_: i for i, id_ in enumerate(texts.topics)}
    told = [_of_telling(t, lower(fold(t.text)), place, texts.goals) for t in texts.tellings]
    hinted = [_of_hint(h, lower(fold(h.text)), place) for h in texts.hints]
    return [lesson for lesson in (*told, *hinted) if lesson.sentences]


def _of_telling(telling: Telling, read: States, place: dict[str, int], goals: Sequence[str]) -> Lesson:
    sentences, needs, skills = [], [], []
    for start, end in sentences_in(telling.text):
        pieces = _pieces(read, start, end)
        if pieces:
            sentences.append(pieces)
            within = [m for m in telling.mentions if start <= m.start < end]
            needs.append(_needed([m.topics for m in within if m.stance == "lacking" and m.topics], place))
            skills.append(_known([id_ for m in within if m.stance in {"known", "basic"} for id_ in m.topics], place))
    mentions = tuple((*span, STANCES.index(m.stance)) for m in telling.mentions if (span := _span(read, m)))
    step = _shares(telling.next or _only_lacking(telling), _NEXT, place)
    goal = None if not telling.next else goals.index(telling.goal) + 1 if telling.goal else 0
    return Lesson(read.vectors, mentions, tuple(sentences), np.array(needs), np.array(skills), step, goal)


def _only_lacking(telling: Telling) -> tuple[str, ...]:
    """The topics of the one thing that a text shows as lacking: what its writer is to learn next."""
    lacking = [m.topics for m in telling.mentions if m.stance == "lacking" and m.topics]
    return lacking[0] if len(lacking) == 1 else ()


def _of_hint(hint: Hint, read: States, place: dict[str, int]) -> Lesson:
    needs = _needed([(hint.topic,)] if hint.topic and hint.drift == "needs" else [], place)
    skills = _known([hint.topic] if hint.topic and hint.drift == "knows" else [], place)
    step = _shares((hint.topic,), _NEXT, place) if hint.topic and hint.drift == "needs" else None
    return Lesson(read.vectors, (), ((1, len(read.spans) - 1),), needs[np.newaxis], skills[np.newaxis], step)


def _shares(topics: Sequence[str], weights: Sequence[float], place: dict[str, int]) -> Vectors | None:
    """The shares of `topics`, the best first, in 1 for all; None where there are none."""
    shares = np.zeros(len(place), dtype=np.float32)
    for id_, weight in zip(topics, weights, strict=False):
        shares[place[id_]] = weight
    return np.asarray(shares / shares.sum(), dtype=np.float32) if topics else None


def _needed(marks: Sequence[tuple[str, ...]], place: dict[str, int]) -> Vectors:
    """The share of each topic in what a sentence shows as needed; nothing has all where it shows none."""
    shares = np.zeros(len(place) + 1, dtype=np.float32)
    for topics in marks:
        for id_, weight in zip(topics, _LATER, strict=False):
            shares[1 + place[id_]] += weight
    if not marks:
        shares[0] = 1
    return np.asarray(shares / shares.sum(), dtype=np.float32)


def _known(topics: Sequence[str], place: dict[str, int]) -> Vectors:
    known = np.zeros(len(place), dtype=np.float32)
    known[[place[id_] for id_ in topics]] = 1
    return known


def _span(read: States, mention: Mention) -> tuple[int, int] | None:
    return _pieces(read, mention.start, mention.end)


def _pieces(read: States, start: int, end: int) -> tuple[int, int] | None:
    """The first piece of a stretch of the text and the one behind its last; None where it has none."""
    own = [i for i, (a, b) in enumerate(read.spans) if a < b and a < end and b > start]
    return (own[0], own[-1] + 1) if own else None
