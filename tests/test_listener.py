"""Listening to learners: what is read together, and what is told of it."""

from pathlib import Path

import numpy as np
import pytest

from ingest.embed import LISTENER, States, model_folder
from ingest.errors import EmbedderError
from ingest.listener import Hearing, Listener, Stretch, sentences_in
from ingest.low_rank import Changes, Linear
from ingest.settings import SHIPPED_EMBEDDER, Settings
from ingest.taught import Taught

WIDTH = 2
NOTHING = Linear(np.zeros((1, WIDTH), dtype=np.float32), np.zeros(1, dtype=np.float32))


def linear(*rows: list[float], bias: list[float]) -> Linear:
    return Linear(np.array(rows, dtype=np.float32), np.array(bias, dtype=np.float32))


# A state is (missed, mastered). The first makes Git needed, the second SQL known; none is known or needed otherwise.
TAUGHT = Taught(
    changes=Changes({}),
    stance=Linear(np.eye(5, 3 * WIDTH, dtype=np.float32), np.zeros(5, dtype=np.float32)),
    heed_need=NOTHING,
    heed_skill=NOTHING,
    need=linear([0, 0], [9, 0], [0, 0], bias=[5, 0, 0]),
    skill=linear([0, 0], [0, 9], bias=[-5, -5]),
    heed_step=Linear(np.zeros((2, WIDTH), dtype=np.float32), np.zeros(2, dtype=np.float32)),
    step=linear([2, 0, 0, 0], [0, 0, 0, 4], bias=[0, 0]),
    heed_goal=NOTHING,
    goal=linear([0, 0], [0, 6], bias=[0, 0]),
    words={"L0:never": np.array([0, 0, 5, 0, 0], dtype=np.float32)},
    topics=("git", "sql"),
    goals=("analyst",),
    lessons="",
)


def stretch(start: int, sentences: list[tuple[int, int]], *words: tuple[int, int, list[float]]) -> Stretch:
    states = np.array([state for _, _, state in words], dtype=np.float32)
    return Stretch(start, sentences, States([(a, b) for a, b, _ in words], states))


def test_a_need_is_told_by_the_sentence_that_shows_it_most() -> None:
    told = stretch(0, [(0, 4), (5, 9)], (0, 4, [0, 0]), (5, 9, [1, 0]))
    needs = Hearing("", [told], TAUGHT).needs
    # softmax of (5, 9, 0) over nothing, Git and SQL, and of (5, 0, 0) in the other sentence
    assert needs["git"] == pytest.approx(np.exp(9) / (np.exp(5) + np.exp(9) + 1), abs=1e-5)
    assert needs["sql"] == pytest.approx(1 / (np.exp(5) + 2), abs=1e-5)


def test_a_skill_is_told_for_itself() -> None:
    skills = Hearing("", [stretch(0, [(0, 4)], (0, 4, [0, 1]))], TAUGHT).skills
    assert skills["sql"] == pytest.approx(1 / (1 + np.exp(-4)), abs=1e-5)
    assert skills["git"] == pytest.approx(1 / (1 + np.exp(5)), abs=1e-5)


def test_the_next_step_and_the_goal_are_told_by_the_whole_text() -> None:
    heard = Hearing("", [stretch(0, [(0, 4)], (0, 4, [1, 0])), stretch(5, [(5, 9)], (0, 4, [0, 1]))], TAUGHT)
    # the mean of both states is (0.5, 0.5), so that Git has 1 and SQL 2, and the goal 3
    assert heard.steps == pytest.approx({"git": 1 / (1 + np.e), "sql": np.e / (1 + np.e)}, abs=1e-5)
    assert heard.goals == pytest.approx({"analyst": 1 / (1 + np.exp(-3))}, abs=1e-5)
    assert Hearing("", [], TAUGHT).steps == {}


def test_pieces_are_found_by_their_place_in_the_whole_text() -> None:
    second = stretch(100, [(100, 108)], (0, 3, [1, 0]), (4, 8, [0, 1]))
    assert second.pieces(100, 103) == [0]
    assert second.pieces(104, 108) == [1]
    assert second.pieces(0, 50) == []


def test_how_a_writer_stands_to_what_was_not_read_is_not_told() -> None:
    heard = Hearing("", [stretch(0, [(0, 4)], (0, 4, [1, 0]))], TAUGHT)
    assert heard.stance(200, 204) is None
    found = heard.stance(0, 4)
    assert found is not None
    assert found.argmax() == 0


def test_the_words_around_a_mention_count_beside_its_state() -> None:
    text = "never sql daily git"
    read = stretch(0, [(0, 19)], (0, 5, [0, 0]), (6, 9, [1, 0]), (10, 15, [0, 0]), (16, 19, [1, 0]))
    assert Hearing(text, [read], TAUGHT).stances([(6, 9), (16, 19), (30, 33)]) == ["lacking", "known", None]


def test_nothing_is_heard_in_an_empty_text() -> None:
    assert Hearing("", [], TAUGHT).needs == Hearing("", [], TAUGHT).skills == {}


def test_sentences_end_at_full_stops_lines_and_dashes() -> None:
    text = "SQL daily. Git never\n- no maths"
    assert [text[a:b] for a, b in sentences_in(text)] == ["SQL daily.", "Git never", "- no maths"]


def test_a_listener_that_was_altered_is_refused(tmp_path: Path) -> None:
    (tmp_path / LISTENER).write_bytes(b"something else")
    with pytest.raises(EmbedderError, match=r"listener\.onnx is missing or altered"):
        Listener(tmp_path, lambda _text: States([], np.zeros((0, WIDTH), dtype=np.float32))).hear("I know Git.")


@pytest.mark.slow
def test_a_long_text_is_heard_to_its_end(shipped: Settings) -> None:
    from ingest.embed import OnnxEmbedder  # with the model it takes a while

    folder = model_folder(shipped.models, SHIPPED_EMBEDDER)
    text = "I have worked in an office for many years now. " * 60 + "I know SQL well."
    heard = Listener(folder, OnnxEmbedder(folder).states).hear(text)
    found = heard.stance(text.index("SQL"), text.index("SQL") + 3)
    assert found is not None
    assert found.argmax() == 0
    assert heard.skills["sql"] > 0.5
