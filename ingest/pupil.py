"""A pupil: the upper half of the shipped encoder while it is taught, with what it is to tell from its states."""

import math
import random
from collections.abc import Iterator, Sequence
from typing import Any, Protocol, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from ingest.embed import Vectors
from ingest.export import shipped_model, through, upper_half

# Chosen by the texts of writers who were left out.
_RANK = 16
_SCALE = 2.0  # of the changes: as usual, twice what the factors give
_RATE, _RATE_OF_HEADS, _DECAY = 1.5e-3, 2e-3, 0.01
_WARM_UP = 0.06  # the share of all steps in which the rate rises
_BATCH = 1000  # pieces
_SEED = 0
_HIDDEN = -1e9  # added to what heeds padding


class Lesson(Protocol):
    """What is taught by: a text as the encoder's lower half reads it, shape (pieces, width)."""

    @property
    def states(self) -> Vectors:
        """The states of its pieces."""
        ...


L = TypeVar("L", bound=Lesson)


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
    """The upper half of the encoder; who inherits from it adds the heads and the loss."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(_SEED)
        model = shipped_model()
        self.width = int(model[0].auto_model.config.hidden_size)
        self.layers = upper_half(model).requires_grad_(requires_grad=False)
        _change(self.layers)

    def loss(self, lessons: Sequence[Any]) -> Tensor:
        """How far what is told of `lessons` is from what is to be told."""
        raise NotImplementedError

    def read(self, lessons: Sequence[Lesson]) -> Tensor:
        """The last states of all pieces, shape (lessons, pieces, width); padding at the ends."""
        states = nn.utils.rnn.pad_sequence([torch.from_numpy(x.states) for x in lessons], batch_first=True)
        mask = hidden([len(x.states) for x in lessons], states.shape[1])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return through(self.layers, states, mask[:, None, None, :]).float()

    def taught(self, heads: Sequence[str]) -> dict[str, NDArray[np.float16]]:
        """What was taught, in half precision: the factors of the changes, and the heads of these names."""
        held: dict[str, NDArray[np.float16]] = {}
        for name, module in self.layers.named_modules():
            if isinstance(module, Changed):
                held[f"{name}.up"], held[f"{name}.down"] = half(_SCALE * module.up), half(module.down)
        for name in heads:
            head = self.get_submodule(name)
            held[f"{name}.weight"], held[f"{name}.bias"] = half(head.weight), half(head.bias)
        return held


def heeded_whole(states: Tensor, lengths: Sequence[int], heed: nn.Linear) -> Tensor:
    """The means of all pieces of each of those texts, side by side as `heed` weighs them in its ways."""
    weights = torch.softmax(heed(states) + hidden(lengths, states.shape[1])[:, :, None], 1)
    return torch.einsum("lpv,lpw->lvw", weights, states).flatten(1)


def hidden(lengths: Sequence[int], width: int) -> Tensor:
    """What is added where there is but padding, shape (lessons, width)."""
    return _HIDDEN * (torch.arange(width)[None] >= torch.tensor(lengths)[:, None]).float()


def half(tensor: Tensor) -> NDArray[np.float16]:
    """A tensor's numbers in half precision."""
    return np.asarray(tensor.detach().numpy(), dtype=np.float16)


def _change(layers: nn.Module) -> None:
    """Let every linear map in `layers` be changed."""
    linear = [name for name, module in layers.named_modules() if isinstance(module, nn.Linear)]
    for name in linear:
        parent, _, own = name.rpartition(".")
        setattr(layers.get_submodule(parent), own, Changed(layers.get_submodule(name)))


def _batches(lessons: Sequence[L], chance: random.Random) -> list[list[L]]:
    """The lessons in batches of like lengths, in random order."""
    ordered = sorted(lessons, key=lambda x: len(x.states) + 8 * chance.random())
    batches: list[list[L]] = [[]]
    for lesson in ordered:
        if batches[-1] and (len(batches[-1]) + 1) * len(lesson.states) > _BATCH:
            batches.append([])
        batches[-1].append(lesson)
    chance.shuffle(batches)
    return batches


def rounds(pupil: Pupil, lessons: Sequence[Lesson], number: int, share: float = 1.0) -> Iterator[float]:
    """Teach `pupil` by `lessons` in so many rounds, at a `share` of the usual rates; the mean loss in each."""
    chance = random.Random(_SEED)  # noqa: S311 - no secret
    body = [p for p in pupil.layers.parameters() if p.requires_grad]
    heads = [p for name, p in pupil.named_parameters() if not name.startswith("layers.")]
    groups = [{"params": body, "lr": share * _RATE}, {"params": heads, "lr": share * _RATE_OF_HEADS}]
    steps = number * len(_batches(lessons, chance))
    optimizer = torch.optim.AdamW(groups, weight_decay=_DECAY)
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    for _ in range(number):
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
