"""What comes after a resource, by its summary."""

from dataclasses import replace

import pytest
from kitchen import case, kitchen, library_with, school, shown

from rag.extractive import after
from rag.library import Library

SAYS = "After Ladle School, a stock of one's own is the next step."
SILENT = "It belongs to the stock phase of the Soup Roadmap."


@pytest.fixture
def library() -> Library:
    """A kitchen whose course says what comes after it."""
    text = school().text.replace(SILENT, SAYS)
    assert SAYS in text
    return library_with(*kitchen().roadmaps, replace(school(), text=text))


@pytest.mark.parametrize(
    "question",
    [
        "What comes after Ladle School?",
        "What should I do after I've finished the Ladle School?",
        "after my Ladle School course, which step is it?",
    ],
)
def test_what_comes_after_a_named_thing_is_told_from_its_summary(library: Library, question: str) -> None:
    asked = case(question, library)
    assert shown(after.compose(asked)) == f"{SAYS.rstrip('.')} [1]."


def test_a_thing_that_the_sentence_does_not_name_is_named_before_it(library: Library) -> None:
    text = school().text.replace(SILENT, "A fish of one's own comes next.")
    fish = library_with(*library.roadmaps, replace(school(), text=text))
    assert shown(after.compose(case("What comes after Ladle School?", fish))) == (
        "Ladle School: A fish of one's own comes next [1]."
    )


def test_what_is_pointed_to_needs_no_name(library: Library) -> None:
    asked = case("ok and what do I read after that one", library)
    school_meant = replace(asked.question, resources=(library.documents["ladle-school"],), pointed=True)
    assert after.compose(asked) is None
    assert after.compose(replace(asked, question=school_meant))


@pytest.mark.parametrize("question", ["What is Ladle School?", "Is Ladle School any good after work?"])
def test_other_questions_about_it_are_left_to_others(library: Library, question: str) -> None:
    assert after.compose(case(question, library)) is None


def test_a_summary_that_says_nothing_of_it_leaves_the_question_to_others() -> None:
    assert after.compose(case("What comes after Ladle School?")) is None
