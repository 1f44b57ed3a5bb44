import pytest

from rag.asking import asking_part, asking_sentences, without_aside


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("i cook in lisbon. which roadmap has the most projects?", "which roadmap has the most projects?"),
        ("i cook in lisbon. does that need broth?", "i cook in lisbon. does that need broth?"),  # it points back
        ("i want broth. how?", "i want broth. how?"),  # it says nothing by itself
        ("only papers? i would rather listen.", "only papers? i would rather listen."),
        ("which herbs go into the stock?", "which herbs go into the stock?"),
    ],
)
def test_the_part_that_asks_stands_for_the_whole_where_it_says_enough(text: str, part: str) -> None:
    assert asking_part(text) == part


def test_the_sentences_that_ask_are_those_that_do_so_in_full() -> None:
    assert asking_sentences("i want broth. how do i begin?") == "how do i begin?"
    assert asking_sentences("i want broth. bones?") == "i want broth. bones?"


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Any books on broth? I commute from Lisbon.", "Any books on broth?"),
        ("Any books on broth? I commute. My train is slow.", "Any books on broth?"),
        ("I commute from Lisbon. Any books on broth?", "I commute from Lisbon. Any books on broth?"),
        ("Any books on broth? Not on bread. I bake.", "Any books on broth? Not on bread. I bake."),
        ("I cook in Lisbon.", "I cook in Lisbon."),
    ],
)
def test_what_is_said_of_oneself_behind_a_question_is_an_aside(text: str, bare: str) -> None:
    assert without_aside(text) == bare
