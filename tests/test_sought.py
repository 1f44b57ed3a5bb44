"""A detail of a resource that a question names is told from its summary, where the finder is sure of it."""

from dataclasses import replace

import pytest
from fakes import FakeFinder
from kitchen import case, kitchen, shown

from rag.extractive import sought
from rag.extractive.compose import compose
from rag.extractive.draft import Draft
from rag.learner import NOBODY
from rag.library import Halves, Library

ASKED = "For how many evenings does one go to Ladle School?"
ANSWER = "It lasts six evenings"


def finding(answer: str = ANSWER) -> Library:
    library = kitchen()
    halves = Halves(finder=FakeFinder(library.embedder.embed, answer))  # type: ignore[arg-type] # finds as a Finder does
    return Library(library.contents, library.dense, library.keyword, library.embedder, halves)


def test_what_the_finder_is_sure_of_is_told_with_the_name_of_the_thing() -> None:
    assert shown(sought.compose(case(ASKED, finding()), None)).startswith("Ladle School: It lasts six evenings")


def test_it_answers_the_question_in_place_of_what_else_would_be_said() -> None:
    intent, draft = compose(case("Ladle School evenings?", finding()), NOBODY)
    assert (intent, "six evenings" in draft.text, draft.abstained) == ("fact", True, False)


def test_a_thing_that_is_not_named_is_told_of_where_the_finder_comes_very_near() -> None:
    told = shown(sought.compose(case("For how many evenings does it go?", finding()), None))
    assert told.startswith("Ladle School: It lasts six evenings")


def test_what_is_to_be_said_already_is_left_alone() -> None:
    asked = case(ASKED, finding())
    told = sought.compose(asked, None)
    assert told
    assert sought.compose(asked, told) is None
    assert sought.compose(asked, Draft(asked.library))


def test_a_follow_up_is_read_by_the_finder_beside_what_was_said() -> None:
    library = kitchen()
    finder = FakeFinder(library.embedder.embed, ANSWER)
    halves = Halves(finder=finder)  # type: ignore[arg-type] # finds as a Finder does
    whole = Library(library.contents, library.dense, library.keyword, library.embedder, halves)
    asked = replace(case("How many evenings?", whole), said="Ladle School [1].")
    assert shown(sought.compose(asked, None)).startswith("Ladle School: It lasts six evenings")
    assert finder.read == [("How many evenings?", "Ladle School [1].")]


def test_without_a_finder_nothing_is_told() -> None:
    assert sought.compose(case(ASKED), None) is None


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (ASKED, "roasted bones and roots"),  # the finder looks at a roadmap
        ("How many roadmaps name Ladle School?", ANSWER),
        ("How many of them name Ladle School?", ANSWER),
    ],
)
def test_any_other_question_is_left_to_the_composers(question: str, answer: str) -> None:
    assert sought.compose(case(question, finding(answer)), None) is None


def test_how_many_of_them_is_counted_and_not_told_of_the_one_named() -> None:
    asked = case(ASKED, finding())
    of_them = replace(asked, question=replace(asked.question, intent="count", leans=True))
    assert sought.compose(of_them, None) is None
