"""Teaching the finder anew, which `python -m eval.finds` does: by questions, each with what answers it.

A contrastive loss over all that can be found (van den Oord et al., "Representation Learning with Contrastive
Predictive Coding", 2018, arXiv:1807.03748), whose vectors stay as they are: the index needs no other embedding.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from ingest.embed import Vectors
from ingest.finds import FILE, SHARPNESS
from ingest.pupil import Pupil, rounds

_ROUNDS = 2  # chosen by the questions of writers who were left out, as the sharpness was


@dataclass(frozen=True, slots=True)
class Sought:
    """A question as the encoder's lower half reads it: `states`, shape (pieces, width).

    Its own pieces begin at `start`, after those of what was said before it. `answers` are the rows of what answers it
    among all that can be found, `itself` its own row where it is one of them.
    """

    states: Vectors
    answers: Sequence[int]
    itself: int | None = None
    start: int = 0


class Finding(Pupil):
    """A pupil that is to put questions near what answers them; `there` is all there is, shape (rows, width)."""

    def __init__(self, there: Vectors) -> None:
        super().__init__()
        self.register_buffer("there", torch.from_numpy(there))

    def loss(self, lessons: Sequence[Sought]) -> Tensor:
        """How little of the likeness to all there is goes to what answers `lessons`."""
        near = SHARPNESS * self._vectors(lessons) @ self.get_buffer("there").T
        answers = torch.full_like(near, -torch.inf)
        for row, lesson in enumerate(lessons):
            if lesson.itself is not None:
                near[row, lesson.itself] = -torch.inf
            answers[row, list(lesson.answers)] = 0.0
        return (torch.logsumexp(near, 1) - torch.logsumexp(near + answers, 1)).mean()

    def _vectors(self, lessons: Sequence[Sought]) -> Tensor:
        """Their unit vectors: the means of the last states of all their own pieces, shape (lessons, width)."""
        states = self.read(lessons)
        places = torch.arange(states.shape[1])[None]
        begun = places >= torch.tensor([lesson.start for lesson in lessons])[:, None]
        own = (begun & (places < torch.tensor([len(x.states) for x in lessons])[:, None])).float()[:, :, None]
        return nn.functional.normalize((states * own).sum(1), dim=1)


def teach(lessons: Sequence[Sought], there: Vectors, key: str, emit: Callable[[str], None]) -> None:
    """Teach by `lessons`, called `key`, and write what was taught to the file that Waymark ships."""
    pupil = Finding(there)
    for number, loss in enumerate(rounds(pupil, lessons, _ROUNDS), start=1):
        emit(f"round {number} of {_ROUNDS}: loss {loss:.3f}")
    np.savez_compressed(FILE, lessons=np.array(key), **pupil.eval().taught([]))
