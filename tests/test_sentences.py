import pytest

from eval.sentences import Sentence, sentences, unmarked, word_count


def texts(text: str) -> list[str]:
    return [s.text for s in sentences(text)]


def test_a_sentence_ends_at_its_mark_and_at_the_end_of_its_line() -> None:
    assert texts("Learn it [1]. Then rest! Why?\n- With: a book [2].\n\nNo mark") == [
        "Learn it [1].",
        "Then rest!",
        "Why?",
        "With: a book [2].",
        "No mark",
    ]


def test_a_list_item_is_known_by_its_sign() -> None:
    assert sentences("Two.\n- One [1]. More.") == (
        Sentence("Two.", is_item=False),
        Sentence("One [1].", is_item=True),
        Sentence("More.", is_item=False),
    )


def test_a_marker_behind_a_full_stop_belongs_to_what_it_ends() -> None:
    first, second = sentences("Vectors come first. [1][2] Then matrices [3].")
    assert (first.markers, second.markers) == ((1, 2), (3,))
    assert first.plain == "Vectors come first."


@pytest.mark.parametrize(
    "whole",
    [
        "It comes with 1. Build a Strong Foundation: that is, 2. Learn Programming.".replace("with 1", "as: 1"),
        "3. Dive Into Machine Learning is the third.",
        "The course by A. Ng vs. that of Dr. Chuck.",
        "GPUs, TPUs etc. are named.",
        "Version 3.11 of Python, e.g. from python.org.",
    ],
)
def test_a_full_stop_within_a_sentence_does_not_end_it(whole: str) -> None:
    assert texts(whole) == [whole]


def test_a_year_ends_a_sentence_and_so_does_etc_before_a_capital() -> None:
    assert texts("It dates from 2025. Read it.") == ["It dates from 2025.", "Read it."]
    assert texts("NumPy, pandas etc. Then rest.") == ["NumPy, pandas etc.", "Then rest."]


def test_what_has_no_letter_or_figure_is_no_sentence() -> None:
    assert texts("Yes.\n---\n...") == ["Yes."]


def test_markers_are_no_part_of_what_is_said_and_no_words() -> None:
    assert unmarked("Learn vectors [1][2].") == "Learn vectors."
    assert word_count("Learn C++ & vectors [1].\n- Rest.") == 4
