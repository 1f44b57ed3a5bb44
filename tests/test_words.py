import pytest

from rag.words import FRAME, STOP, content_words, is_content, stem, stems, words


def test_names_with_signs_in_them_are_one_word() -> None:
    assert words("C++, C#, R-CNN and CI/CD: it's q&a.") == ["c++", "c#", "r-cnn", "and", "ci/cd", "it's", "q&a"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("learning", "learned"),
        ("Shakil's".lower(), "shakil"),
        ("optimisation", "optimization"),
        ("summarise", "summarize"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_a_short_word_in_ise_keeps_its_spelling() -> None:
    assert stem("wise") != stem("wize")


def test_a_joined_word_also_gives_its_parts_but_no_lone_letters() -> None:
    assert stems("fine-tuning R-CNN") == (stem("fine-tuning"), "fine", "tune", "r-cnn", "cnn")


def test_content_words_leave_out_what_frames_a_question() -> None:
    assert content_words("Which roadmap should I follow to learn about MLOps, please?") == ["mlops"]


def test_lone_letters_are_no_content_but_for_a_language() -> None:
    assert content_words("x or y or C") == ["c"]


def test_no_word_stands_in_both_tables() -> None:
    assert not STOP & FRAME
    assert not any(map(is_content, STOP | FRAME))
