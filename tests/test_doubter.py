"""Doubting: what is told at first glance, and what only once a question is read together with what was found."""

from pathlib import Path

import numpy as np
import pytest
from halves import write_half

from ingest.doubter import Doubter
from ingest.doubts import Doubts
from ingest.embed import DOUBTER, States, Vectors
from ingest.errors import EmbedderError
from ingest.low_rank import Changes, Linear

SCORES = np.array([0.5], dtype=np.float32)


def linear(*weights: float, bias: float = 0.0) -> Linear:
    return Linear(np.array([weights], dtype=np.float32), np.array([bias], dtype=np.float32))


# A vector is (strange, known), and a state is (lacking, there); what is lacking is heeded alone, the score reassures.
TAUGHT = Doubts(Changes({}), glance=linear(2, -2, 0), heed=linear(0, -99), tell=linear(3, -3, -2), lessons="")


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
    doubt = Doubter(folder, unread, lambda: TAUGHT).doubt("stock", vector(0, 1), "Soup: stock", SCORES)
    assert doubt == pytest.approx(1 / (1 + np.exp(2)))


def test_any_other_is_read_together_with_what_was_found(folder: Path) -> None:
    doubter = Doubter(folder, read, lambda: TAUGHT)
    # log-odds of 3 for the one piece that is heeded, or of -3 for two alike, and -2 for a score of a half
    assert doubter.doubt("price", vector(1, 0), "Soup: stock", SCORES) == pytest.approx(1 / (1 + np.exp(-2)))
    assert doubter.doubt("stock", vector(1, 0), "Soup: stock", SCORES) == pytest.approx(1 / (1 + np.exp(4)))


def test_a_doubter_that_was_altered_is_refused(folder: Path) -> None:
    (folder / DOUBTER).write_bytes(b"something else")
    with pytest.raises(EmbedderError, match=r"doubter\.onnx is missing or altered"):
        Doubter(folder, read, lambda: TAUGHT).doubt("price", vector(1, 0), "Soup: stock", SCORES)
