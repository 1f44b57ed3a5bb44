"""Teaching the listener anew from the corpus's texts; run as `python -m ingest.teach`.

Takes a quarter of an hour on two cores and writes ingest/taught.npz, which is part of Waymark: who uses it need not.
"""

import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from ingest.embed import Vectors
from ingest.export import open_embedder, shipped_model, through, upper_half
from ingest.learners import STANCES, Telling
from ingest.lessons import Lesson, Texts, lessons_of, read_texts
from ingest.nearby import shares_of, words_around
from ingest.settings import SHIPPED_EMBEDDER, Settings
from ingest.taught import FILE, HEADS

# Chosen by the learners' texts of writers who were left out.
_ROUNDS = 5  # with twice as many it learns the texts by heart
_RANK = 16
_SCALE = 2.0  # of the changes: as usual, twice what the factors give
_RATE, _RATE_OF_HEADS, _DECAY = 1.5e-3, 2e-3, 0.01
_WARM_UP = 0.06  # the share of all steps in which the rate rises
_DROPPED = 0.2
_SMOOTHED_NEED, _SMOOTHED_STANCE = 0.1, 0.05
_OF_SKILLS, _OF_GOALS = 0.5, 0.3  # the weight of skills and goals beside needs, stances and steps
_VIEWS = 2  # ways of weighing the pieces of a text to tell the next step
_BATCH = 1000  # pieces
_SELDOM, _RIDGE = 4, 1.0  # words around fewer mentions say nothing
_SEED = 0
_HIDDEN = -1e9  # added to what heeds padding
_UNLIKELY = -4.0  # log-odds at which a skill is told before anything is taught


class Changed(nn.Module):  # type: ignore[misc]  # mypy does not follow torch
    """A linear map with a change of low rank to it, which alone is taught."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.linear = linear.requires_grad_(requires_grad=False)
        self.down = nn.Parameter(torch.randn(_RANK, linear.in_features) / math.sqrt(linear.in_features))
        self.up = nn.Parameter(torch.zeros(linear.out_features, _RANK))

    def forward(self, rows: Tensor) -> Tensor:
        """The outputs for `rows`."""
        mapped: Tensor = self.linear(rows) + _SCALE * (rows @ self.down.T @ self.up.T)
        return mapped


class Pupil(nn.Module):  # type: ignore[misc]  # mypy does not follow torch
    """The upper half of the encoder with what it is to tell."""

    def __init__(self, topics: int, goals: int) -> None:
        super().__init__()
        model = shipped_model()
        width = int(model[0].auto_model.config.hidden_size)
        self.layers = upper_half(model).requires_grad_(requires_grad=False)
        _change(self.layers)
        self.stance = nn.Linear(3 * width, len(STANCES))
        self.heed_need, self.heed_skill = nn.Linear(width, 1), nn.Linear(width, 1)
        self.need, self.skill = nn.Linear(width, topics + 1), nn.Linear(width, topics)
        self.heed_step, self.heed_goal = nn.Linear(width, _VIEWS), nn.Linear(width, 1)
        self.step, self.goal = nn.Linear(_VIEWS * width, topics), nn.Linear(width, goals + 1)
        nn.init.constant_(self.skill.bias, _UNLIKELY)
        self.drop = nn.Dropout(_DROPPED)

    def loss(self, lessons: Sequence[Lesson]) -> Tensor:
        """How far what is told of `lessons` is from what is to be told."""
        states = self._read(lessons)
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

    def _read(self, lessons: Sequence[Lesson]) -> Tensor:
        """The last states of all pieces, shape (lessons, pieces, width); padding at the ends."""
        states = nn.utils.rnn.pad_sequence([torch.from_numpy(x.states) for x in lessons], batch_first=True)
        hidden = _hidden([len(x.states) for x in lessons], states.shape[1])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return through(self.layers, states, _HIDDEN * hidden[:, None, None, :].float()).float()

    def changes(self) -> dict[str, Changed]:
        """What was changed, by name."""
        return {name: module for name, module in self.layers.named_modules() if isinstance(module, Changed)}


def _change(layers: nn.Module) -> None:
    """Let every linear map in `layers` be changed."""
    linear = [name for name, module in layers.named_modules() if isinstance(module, nn.Linear)]
    for name in linear:
        parent, _, own = name.rpartition(".")
        setattr(layers.get_submodule(parent), own, Changed(layers.get_submodule(name)))


def _heeded(states: Tensor, lessons: Sequence[Lesson], heed: nn.Linear) -> Tensor:
    """The mean of each sentence's pieces, as `heed` weighs them."""
    own = [states[i, a:b] for i, lesson in enumerate(lessons) for a, b in lesson.sentences]
    return torch.stack([torch.softmax(heed(pieces)[:, 0], 0) @ pieces for pieces in own])


def _heeded_whole(states: Tensor, lessons: Sequence[Lesson], which: Sequence[int], heed: nn.Linear) -> Tensor:
    """The means of all pieces of each of those lessons, side by side as `heed` weighs them in its ways."""
    own = states[which]
    hidden = _hidden([len(lessons[i].states) for i in which], own.shape[1])
    weights = torch.softmax(heed(own) + _HIDDEN * hidden[:, :, None].float(), 1)
    return torch.einsum("lpv,lpw->lvw", weights, own).flatten(1)


def _hidden(lengths: Sequence[int], width: int) -> Tensor:
    """Where there is but padding, shape (lessons, width)."""
    return torch.arange(width)[None] >= torch.tensor(lengths)[:, None]


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


def _batches(lessons: Sequence[Lesson], chance: random.Random) -> list[list[Lesson]]:
    """The lessons in batches of like lengths, in random order."""
    ordered = sorted(lessons, key=lambda x: len(x.states) + 8 * chance.random())
    batches: list[list[Lesson]] = [[]]
    for lesson in ordered:
        if batches[-1] and (len(batches[-1]) + 1) * len(lesson.states) > _BATCH:
            batches.append([])
        batches[-1].append(lesson)
    chance.shuffle(batches)
    return batches


def rounds(pupil: Pupil, lessons: Sequence[Lesson]) -> Iterator[float]:
    """Teach `pupil` round by round; the mean loss in each."""
    chance = random.Random(_SEED)  # noqa: S311 - no secret
    body = [p for p in pupil.layers.parameters() if p.requires_grad]
    heads = [p for name, p in pupil.named_parameters() if not name.startswith("layers.")]
    groups = [{"params": body, "lr": _RATE}, {"params": heads, "lr": _RATE_OF_HEADS}]
    steps = _ROUNDS * len(_batches(lessons, chance))
    optimizer = torch.optim.AdamW(groups, weight_decay=_DECAY)
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    for _ in range(_ROUNDS):
        pupil.train()
        losses = []
        for batch in _batches(lessons, chance):
            loss = pupil.loss(batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(body + heads, 1.0)
            optimizer.step()
            rate.step()
            losses.append(loss.item())
        yield sum(losses) / len(losses)


def _rate(step: int, steps: int) -> float:
    """The share of the full rate: rising at first, then falling along half a cosine."""
    falling = 0.5 * (1 + math.cos(math.pi * min(step / steps, 1)))
    return min((step + 1) / (_WARM_UP * steps), max(falling, 0.02))


def save(pupil: Pupil, texts: Texts) -> None:
    """Write what was taught to the file that Waymark ships, in half precision."""
    held: dict[str, Any] = {
        "topics": np.array(texts.topics),
        "goals": np.array(texts.goals),
        "lessons": np.array(texts.key()),
    }
    held["words"], held["words.weight"] = words_of(texts.tellings)
    for name, changed in pupil.changes().items():
        held[f"{name}.up"] = _half(_SCALE * changed.up)
        held[f"{name}.down"] = _half(changed.down)
    for name in HEADS:
        head = pupil.get_submodule(name)
        held[f"{name}.weight"], held[f"{name}.bias"] = _half(head.weight), _half(head.bias)
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


def _half(tensor: Tensor) -> NDArray[np.float16]:
    return np.asarray(tensor.detach().numpy(), dtype=np.float16)


def main() -> None:
    """Teach the listener by the corpus in use, and save what it was taught."""
    settings = Settings()
    texts = read_texts(settings.corpus)
    lower = open_embedder(SHIPPED_EMBEDDER, settings.models).states
    lessons = lessons_of(texts, lower)
    torch.manual_seed(_SEED)
    print(f"{len(lessons)} lessons")  # noqa: T201 - a command of its own
    pupil = Pupil(len(texts.topics), len(texts.goals))
    for number, loss in enumerate(rounds(pupil, lessons), start=1):
        print(f"round {number} of {_ROUNDS}: loss {loss:.3f}", flush=True)  # noqa: T201
    save(pupil.eval(), texts)


if __name__ == "__main__":
    main()
