from pathlib import Path

import pytest
from libraries import FakeEmbedder

from ingest.errors import CorpusError
from ingest.sayings import Saying, read_sayings
from ingest.settings import SHIPPED_CORPUS
from ingest.topics import read_topics
from rag.learner import read_learner
from rag.sayings import Sayings

TEACHES = Saying("I have taught school maths for years", knows=("mathematics",))
NO_CODE = Saying("I have never written a line of code", lacks=("programming",))
STUCK = Saying("it runs on my laptop and nowhere else", knows=("machine-learning",), wants=("model-deployment",))
SAYINGS = Sayings((TEACHES, NO_CODE, STUCK), FakeEmbedder())


def test_each_part_of_a_sentence_is_read_by_the_saying_nearest_to_it() -> None:
    assert SAYINGS.meant_by("I have taught school maths and have never written a line of code.") == [TEACHES, NO_CODE]


def test_a_saying_that_comes_nearest_to_the_whole_sentence_stands_for_all_of_it() -> None:
    assert SAYINGS.meant_by("It runs on my laptop and nowhere else!") == [STUCK]


def test_a_denied_saying_is_turned_about() -> None:
    assert SAYINGS.meant_by("I never taught school maths for years") == [
        Saying(TEACHES.text, lacks=("mathematics",)),
    ]


def test_what_no_saying_comes_near_means_nothing() -> None:
    assert SAYINGS.meant_by("A fine day, is it not?") == []
    assert Sayings((), FakeEmbedder()).meant_by(TEACHES.text) == []


def test_a_learner_is_read_by_names_and_by_what_they_mean() -> None:
    learner = read_learner(
        "I know PyTorch. It runs on my laptop and nowhere else.",
        read_topics(SHIPPED_CORPUS),
        sayings=SAYINGS.meant_by,
    )
    assert [t.id for t in learner.known] == ["pytorch", "machine-learning"]
    assert [t.id for t in learner.goals] == ["model-deployment"]


def test_the_shipped_sayings_name_topics_that_there_are() -> None:
    assert len(read_topics(SHIPPED_CORPUS).sayings) > 100


def test_a_corpus_may_have_no_sayings(tmp_path: Path) -> None:
    assert read_sayings(tmp_path, []) == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("- knows: [stock]\n  said: [I make soup]", "no topic 'stock'"),
        ("- knows: [broth]", "0.said"),
        ("- said: [x]\n  loves: [broth]", "loves"),
        ("- said: [", "is not a list of sayings"),
    ],
)
def test_a_broken_file_is_refused_with_the_reason(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "sayings.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=reason):
        read_sayings(tmp_path, ["broth"])
