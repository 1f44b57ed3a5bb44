"""Finding: the vector of what answers a question is the mean of the taught half's states, of length one."""

from pathlib import Path

import numpy as np
import pytest
from halves import write_half

from ingest.embed import FINDER, States
from ingest.errors import EmbedderError
from ingest.finder import Finder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An export whose upper half doubles the states."""
    return write_half(tmp_path, FINDER, "Add", "states", "states")


def read(_text: str, beside: str = "") -> States:
    """Two pieces, of which the second is that of what is read beside the text, if anything is."""
    return States([(0, 1), (1, 2)], np.array([[1, 2], [5, 6]], dtype=np.float32), start=1 if beside else 0)


def test_the_vector_is_the_mean_of_the_states_of_length_one(folder: Path) -> None:
    # The mean of (2, 4) and (10, 12) is (6, 8), whose length is 10.
    assert Finder(folder, read).vector("stock?") == pytest.approx([0.6, 0.8])


def test_of_a_question_that_is_read_after_another_its_own_pieces_count(folder: Path) -> None:
    # (10, 12) is of length 15.62.
    assert Finder(folder, read).vector("and stock?", said="bones?") == pytest.approx([0.640, 0.768], abs=1e-3)


def test_a_finder_that_was_altered_is_refused(folder: Path) -> None:
    (folder / FINDER).write_bytes(b"something else")
    with pytest.raises(EmbedderError, match=r"finder\.onnx is missing or altered"):
        Finder(folder, read).vector("stock?")
