"""Teaching the listener anew from the corpus's texts; run as `python -m ingest.teach`.

Takes a quarter of an hour on two cores and writes ingest/taught.npz, which is part of Waymark: who uses it need not.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from ingest.embed import Vectors
from ingest.export import open_embedder
from ingest.learners import STANCES, Telling
from ingest.lessons import Lesson, Texts, lessons_of, read_texts
from ingest.nearby import shares_of, words_around
from ingest.pupil import Pupil, heeded_whole, rounds
from ingest.settings import SHIPPED_EMBEDDER, Settings
from ingest.taught import FILE, HEADS

# Chosen by the learners' texts of writers who were left out.
_ROUNDS = 5  # with twice as many it learns the texts by heart
_DROPPED = 0.2
_SMOOTHED_NEED, _SMOOTHED_STANCE = 0.1, 0.05
_OF_SKILLS, _OF_GOALS = 0.5, 0.3  # the weight of skills and goals beside needs, stances and steps
_VIEWS = 2  # ways of weighing the pieces of a text to tell the next step
_SELDOM, _RIDGE = 4, 1.0  # words around fewer mentions say nothing
_UNLIKELY = -4.0  # log-odds at which a skill is told before anything is taught


class Listening(Pupil):
    """A pupil that is to tell what a text says of its writer."""

    def __init__(self, topics: int, goals: int) -> None:
        super().__init__()
        width = self.width
        self.stance = nn.Linear(3 * width, len(STANCES))
        self.heed_need, self.heed_skill = nn.Linear(width, 1), nn.Linear(width, 1)
        self.need, self.skill = nn.Linear(width, topics + 1), nn.Linear(width, topics)
        self.heed_step, self.heed_goal = nn.Linear(width, _VIEWS), nn.Linear(width, 1)
        self.step, self.goal = nn.Linear(_VIEWS * width, topics), nn.Linear(width, goals + 1)
        nn.init.constant_(self.skill.bias, _UNLIKELY)
        self.drop = nn.Dropout(_DROPPED)

    def loss(self, lessons: Sequence[Lesson]) -> Tensor:
        """How far what is told of `lessons` is from what is to be told."""
        states = self.read(lessons)
        needs, skills = _stacked([x.needs for x in lessons]), _stacked([x.skills for x in lessons])
        told = self.need(self.drop(_heeded(states, lessons, self.heed_need)))
        known = self.skill(self.drop(_heeded(states, lessons, self.heed_skill)))
        loss = nn.functional.cross_entropy(told, needs, label_smoothing=_SMOOTHED_NEED)
        of_skills = nn.functional.binary_cross_entropy_with_logits(known, skills, reduction="sum") / len(skills)
        loss = loss + _OF_SKILLS * of_skills
        rows, stances = _mentions(states, lessons)
        if len(stances):
            told = self.stance(self.drop(rows))
            loss = loss + nn.functional.cross_entropy(told, stances, label_smoothing=_SMOOTHED_STANCE)
        return loss + self._of_steps(states, lessons) + _OF_GOALS * self._of_goals(states, lessons)

    def _of_steps(self, states: Tensor, lessons: Sequence[Lesson]) -> Tensor:
        own = [(i, x.step) for i, x in enumerate(lessons) if x.step is not None]
        if not own:
            return torch.zeros(())
        told = self.step(self.drop(_heeded_whole(states, lessons, [i for i, _ in own], self.heed_step)))
        steps = torch.from_numpy(np.stack([step for _, step in own]))
        return nn.functional.cross_entropy(told, steps, label_smoothing=_SMOOTHED_NEED)

    def _of_goals(self, states: Tensor, lessons: Sequence[Lesson]) -> Tensor:
        own = [(i, x.goal) for i, x in enumerate(lessons) if x.goal is not None]
        if not own:
            return torch.zeros(())
        told = self.goal(self.drop(_heeded_whole(states, lessons, [i for i, _ in own], self.heed_goal)))
        return nn.functional.cross_entropy(told, torch.tensor([g for _, g in own]), label_smoothing=_SMOOTHED_STANCE)


def _heeded(states: Tensor, lessons: Sequence[Lesson], heed: nn.Linear) -> Tensor:
    """The mean of each sentence's pieces, as `heed` weighs them."""
    own = [states[i, a:b] for i, lesson in enumerate(lessons) for a, b in lesson.sentences]
    return torch.stack([torch.softmax(heed(pieces)[:, 0], 0) @ pieces for pieces in own])


def _heeded_whole(states: Tensor, lessons: Sequence[Lesson], which: Sequence[int], heed: nn.Linear) -> Tensor:
    """The means of all pieces of each of those lessons, side by side as `heed` weighs them in its ways."""
    return heeded_whole(states[which], [len(lessons[i].states) for i in which], heed)


def _mentions(states: Tensor, lessons: Sequence[Lesson]) -> tuple[Tensor, Tensor]:
    """For each mention its mean state with those beside it, and the number of its stance."""
    rows, stances = [], []
    for i, lesson in enumerate(lessons):
        last = len(lesson.states) - 1
        for a, b, stance in lesson.mentions:
            beside = states[i, max(a - 1, 0)], states[i, min(b, last)]
            rows.append(torch.cat([states[i, a:b].mean(0), *beside]))
            stances.append(stance)
    return torch.stack(rows) if rows else torch.empty(0), torch.tensor(stances)


def _stacked(rows: Sequence[Vectors]) -> Tensor:
    return torch.from_numpy(np.concatenate(rows))


def save(pupil: Pupil, texts: Texts) -> None:
    """Write what was taught to the file that Waymark ships, in half precision."""
    held: dict[str, Any] = {
        "topics": np.array(texts.topics),
        "goals": np.array(texts.goals),
        "lessons": np.array(texts.key()),
    }
    held["words"], held["words.weight"] = words_of(texts.tellings)
    held |= pupil.taught(HEADS)
    np.savez_compressed(FILE, **held)


def words_of(tellings: Sequence[Telling]) -> tuple[NDArray[np.str_], NDArray[np.float16]]:
    """The words that stand around mentions, and what each speaks for, shape (words, stances); by ridge regression."""
    around, stances = [], []
    for telling in tellings:
        spans, before = [(m.start, m.end) for m in telling.mentions], None
        for at, mention in enumerate(telling.mentions):
            around.append(words_around(telling.text, spans, at, before))
            stances.append(STANCES.index(mention.stance))
            before = mention.stance
    counted = Counter(word for words in around for word in words)
    place = {word: i for i, word in enumerate(word for word, count in counted.items() if count >= _SELDOM)}
    told = np.zeros((len(around), len(place)), dtype=np.float32)
    for row, words in zip(told, around, strict=True):
        for word, weight in shares_of(words, place).items():
            row[place[word]] = weight
    target = np.eye(len(STANCES), dtype=np.float32)[stances] - 1 / len(STANCES)
    weights = np.linalg.solve(told.T @ told + _RIDGE * np.eye(len(place), dtype=np.float32), told.T @ target)
    return np.array(list(place)), weights.astype(np.float16)


def main() -> None:
    """Teach the listener by the corpus in use, and save what it was taught."""
    settings = Settings()
    texts = read_texts(settings.corpus)
    lower = open_embedder(SHIPPED_EMBEDDER, settings.models).states
    lessons = lessons_of(texts, lower)
    print(f"{len(lessons)} lessons")  # noqa: T201 - a command of its own
    pupil = Listening(len(texts.topics), len(texts.goals))
    for number, loss in enumerate(rounds(pupil, lessons, _ROUNDS), start=1):
        print(f"round {number} of {_ROUNDS}: loss {loss:.3f}", flush=True)  # noqa: T201
    save(pupil.eval(), texts)


if __name__ == "__main__":
    main()
