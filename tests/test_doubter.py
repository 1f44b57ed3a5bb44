"""Doubting: what is told at first glance, and what only once a question is read together with what was found."""

from pathlib import Path

import numpy as np
import pytest
from halves import write_half

from ingest.doubter import NONE, Doubter
from ingest.doubts import Doubts
from ingest.embed import DOUBTER, States, Vectors
from ingest.errors import EmbedderError
from ingest.low_rank import Changes, Linear

SCORES = np.array([0.5], dtype=np.float32)


# A vector is (strange, known), and a state is (lacking, there); what is lacking is heeded alone. `tell` scores what is
# held, beyond and otherwise by what is lacking, what is there, and the score.
TAUGHT = Doubts(
    Changes({}),
    glance=Linear(np.array([[2, -2, 0]], dtype=np.float32), np.zeros(1, dtype=np.float32)),
    heed=Linear(np.array([[99, 0]], dtype=np.float32), np.zeros(1, dtype=np.float32)),
    tell=Linear(np.array([[0, 1, 2], [3, 0, 0], [1, 0, 0]], dtype=np.float32), np.zeros(3, dtype=np.float32)),
    lessons="",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An export whose upper half leaves the states as they are."""
    return write_half(tmp_path, DOUBTER, "Identity", "states")


def read(question: str, found: str) -> States:
    """Two pieces: the question lacks something in what was found unless it stands there."""
    pieces = np.array([[0, 1], [0, 1] if question in found else [1, 0]], dtype=np.float32)
    return States([(0, 1), (1, 2)], pieces)


def unread(_question: str, _found: str) -> States:
    raise AssertionError("nothing had to be read")


def vector(strange: float, known: float) -> Vectors:
    return np.array([strange, known], dtype=np.float32)


def test_a_question_that_gives_no_reason_to_doubt_is_not_read(folder: Path) -> None:
    # The glance gives log-odds of -2, a doubt of 0.12.
    assert Doubter(folder, unread, lambda: TAUGHT).doubt("stock", vector(0, 1), "Soup: stock", SCORES) == NONE


def test_any_other_is_read_together_with_what_was_found(folder: Path) -> None:
    doubter = Doubter(folder, read, lambda: TAUGHT)
    # What is lacking is scored (2 * 0.5, 3, 1), and what is there (1 + 2 * 0.5, 0, 0).
    lacking, there = np.exp([1, 3, 1]), np.exp([2, 0, 0])
    doubt = doubter.doubt("price", vector(1, 0), "Soup: stock", SCORES)
    assert (doubt.beyond, doubt.otherwise) == pytest.approx(tuple(lacking[1:] / lacking.sum()))
    doubt = doubter.doubt("stock", vector(1, 0), "Soup: stock", SCORES)
    assert (doubt.beyond, doubt.otherwise) == pytest.approx(tuple(there[1:] / there.sum()))


def test_a_doubter_that_was_altered_is_refused(folder: Path) -> None:
    (folder / DOUBTER).write_bytes(b"something else")
    with pytest.raises(EmbedderError, match=r"doubter\.onnx is missing or altered"):
        Doubter(folder, read, lambda: TAUGHT).doubt("price", vector(1, 0), "Soup: stock", SCORES)
