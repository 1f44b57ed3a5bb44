"""Teaching the doubter anew, which `python -m eval.doubts` does: by questions, each with what comes nearest to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from torch import Tensor, nn

from ingest.doubts import FILE, HEADS, HELD, VERDICTS
from ingest.embed import Vectors
from ingest.pupil import Pupil, heeded_whole, rounds

# Chosen by the questions of writers who were left out.
_ROUNDS, _SHARE = 5, 0.4  # in each round, of the usual rates: what is read here together takes smaller steps
_WAYS = 4  # in which the pieces are heeded
_DROPPED = 0.2
_SMOOTHED = 0.03
_RIDGE = 0.01  # how freely the first glance may be fitted
_OF_VECTORS, _OF_SCORES = 20.0, 5.0  # what makes their spread about one


@dataclass(frozen=True, slots=True)
class Doubted:
    """A question with what comes nearest to it, read together: `states`, shape (pieces, width).

    `vector` is the question's, `scores` are those of what comes nearest, and `verdict` is one of `VERDICTS`.
    """

    states: Vectors
    vector: Vectors
    scores: Vectors
    verdict: str


class Doubting(Pupil):
    """A pupil that is to tell whether the sources hold what a question asks, and bear out what it supposes."""

    def __init__(self, scores: int) -> None:
        super().__init__()
        self.heed = nn.Linear(self.width, _WAYS)
        self.tell = nn.Linear(_WAYS * self.width + scores, len(VERDICTS))
        self.drop = nn.Dropout(_DROPPED)

    def loss(self, lessons: Sequence[Doubted]) -> Tensor:
        """How far what is told of `lessons` is from what is to be told."""
        heeded = self.drop(heeded_whole(self.read(lessons), [len(x.states) for x in lessons], self.heed))
        told = self.tell(torch.cat([heeded, torch.from_numpy(np.stack([x.scores for x in lessons]))], 1))
        verdicts = torch.tensor([VERDICTS.index(x.verdict) for x in lessons])
        return nn.functional.cross_entropy(told, verdicts, label_smoothing=_SMOOTHED)


def teach(lessons: Sequence[Doubted], key: str, emit: Callable[[str], None]) -> None:
    """Teach by `lessons`, called `key`, and write what was taught to the file that Waymark ships."""
    pupil = Doubting(len(lessons[0].scores))
    for number, loss in enumerate(rounds(pupil, lessons, _ROUNDS, _SHARE), start=1):
        emit(f"round {number} of {_ROUNDS}: loss {loss:.3f}")
    held = pupil.eval().taught([head for head in HEADS if head != "glance"])
    held["glance.weight"], held["glance.bias"] = _glance(lessons)
    np.savez_compressed(FILE, lessons=np.array(key), **held)


def _glance(lessons: Sequence[Doubted]) -> tuple[Vectors, Vectors]:
    """The weights, shape (1, width + scores), and the bias of what is told without reading anything together."""
    spread = np.array([_OF_VECTORS] * len(lessons[0].vector) + [_OF_SCORES] * len(lessons[0].scores))
    rows = np.stack([np.concatenate([x.vector, x.scores]) for x in lessons]) * spread
    fitted = LogisticRegression(C=_RIDGE, max_iter=3000).fit(rows, [x.verdict != HELD for x in lessons])
    return (fitted.coef_ * spread).astype(np.float32), fitted.intercept_.astype(np.float32)
