from math import log, sqrt
from pathlib import Path

import pytest

from ingest.errors import DamagedIndexError
from ingest.keyword import KeywordIndex

TEXTS = ["simmer the bones", "dice the carrots", "bones and carrots simmering", "and the of"]


@pytest.fixture
def index(tmp_path: Path) -> KeywordIndex:
    KeywordIndex.build(TEXTS, tmp_path)
    return KeywordIndex.open(tmp_path, len(TEXTS))


def numbers(index: KeywordIndex, query: str, k: int = 10) -> list[int]:
    return [number for number, _ in index.search(query, k)]


def test_texts_that_share_a_stem_are_found_and_no_others(index: KeywordIndex) -> None:
    assert sorted(numbers(index, "Simmers a BONE!")) == [0, 2]
    assert numbers(index, "diced") == [1]


def test_the_best_comes_first(index: KeywordIndex) -> None:
    scores = [score for _, score in index.search("dice carrots", 10)]
    assert numbers(index, "dice carrots") == [1, 2]
    assert scores[0] > scores[1] > 0


def test_the_words_of_asking_are_not_looked_for(tmp_path: Path) -> None:
    index = KeywordIndex.build(["how bones simmer", "which carrots do"], tmp_path)
    assert numbers(index, "Which bones do I need?") == [0]


def test_every_text_has_a_score_and_one_without_a_shared_word_has_0(index: KeywordIndex) -> None:
    scores = index.scores("dice carrots")
    assert [(number, pytest.approx(scores[number])) for number in (1, 2)] == index.search("dice carrots", 10)
    assert scores[[0, 3]].tolist() == [0, 0]


def test_scores_are_in_units_of_the_rarest_word_and_of_the_root_of_the_number_of_words(tmp_path: Path) -> None:
    index = KeywordIndex.build(["bones", "carrots"], tmp_path)
    # A word in one of two texts of average length weighs ln(1 + 1.5 / 1.5), and counts as 1 / (1 + 1.5) of that;
    # a word in none would weigh ln(1 + 2.5 / 0.5).
    one = log(2) / 2.5 / log(6)
    assert index.scores("bones").tolist() == pytest.approx([one, 0])
    assert index.scores("bones leeks onions turnips").tolist() == pytest.approx([one / sqrt(4), 0])


@pytest.mark.parametrize("query", ["", "the and", "how do I", "unheard", "?!", "\u4f60\u597d"])
def test_a_query_without_known_words_finds_nothing(index: KeywordIndex, query: str) -> None:
    assert numbers(index, query) == []


def test_no_more_than_asked_are_found(index: KeywordIndex) -> None:
    assert len(numbers(index, "bones", 1)) == 1


def test_a_single_text_can_be_indexed(tmp_path: Path) -> None:
    assert numbers(KeywordIndex.build(["bones"], tmp_path), "bone") == [0]


def test_a_missing_or_broken_index_is_named(tmp_path: Path) -> None:
    with pytest.raises(DamagedIndexError, match=str(tmp_path)):
        KeywordIndex.open(tmp_path, 1)
    KeywordIndex.build(TEXTS, tmp_path)
    (tmp_path / "vocab.index.json").write_bytes(b"{")
    with pytest.raises(DamagedIndexError, match=str(tmp_path)):
        KeywordIndex.open(tmp_path, 4)
