from dataclasses import replace

import pytest
from kitchen import case, library_with, resource, roadmap, school, shown

from ingest.records import ResourceFacts
from rag.cues import details_asked
from rag.extractive import detail, lookup
from rag.extractive.draft import Draft
from rag.library import Library

SCHOOL = """# Ladle School

## What it is

Ladle School is a course on clear broth, founded by Ada Fennel and owned by Copperpot. It opened in 1987.

## What it teaches

Ladle School dropped its oyster lessons because of a bad summer.
"""
SOUP = """# Soup Roadmap

- Stock, course: [Ladle School](https://school.example.org/), a course on broth.
"""


def library() -> Library:
    facts = ResourceFacts("course", "beginner", "free", (), (), ("soup",), "open", None)
    return library_with(roadmap("soup", SOUP), resource("ladle-school", SCHOOL, facts, "https://school.example.org/"))


def told(question: str) -> str:
    return shown(detail.compose(case(question, library())))


def test_who_is_behind_a_thing_is_the_statement_that_names_somebody() -> None:
    assert told("Who founded Ladle School?").startswith(
        "Ladle School is a course on clear broth, founded by Ada Fennel"
    )
    assert "Copperpot" in told("Which company is behind Ladle School?")


def test_a_year_is_a_statement_with_a_year_told_under_the_name_of_its_subject() -> None:
    assert told("In what year was Ladle School opened?") == "Ladle School: It opened in 1987 [1]."


def test_why_something_was_done_is_a_statement_with_a_reason() -> None:
    assert told("Why did Ladle School drop the oyster lessons?") == (
        "Ladle School dropped its oyster lessons because of a bad summer [1]."
    )


def test_where_no_statement_gives_the_detail_that_is_said_with_the_nearest() -> None:
    draft = detail.compose(case("In which city is Ladle School held?", library()))
    assert draft is not None
    assert draft.abstained
    assert shown(draft).startswith("The roadmaps and resource summaries do not say. The nearest they come: ")


def test_a_name_that_the_question_brings_itself_answers_nothing() -> None:
    gone = library_with(roadmap("soup", SOUP), school("open"))
    draft = detail.compose(case("Who founded Ladle School in the Soup Roadmap?", gone))
    assert draft is not None
    assert draft.abstained


@pytest.mark.parametrize("question", ["What is Ladle School?", "Why learn stock?", "Who founded the guild of cooks?"])
def test_what_is_no_detail_of_a_resource_is_left_to_others(question: str) -> None:
    assert detail.compose(case(question)) is None


def test_a_draft_must_quote_the_reason_or_the_date_that_was_asked_for() -> None:
    asked = case("Which herbs go into the stock?")
    draft = lookup.compose(asked)
    assert draft is not None
    assert detail.is_given(asked, draft)
    dated = replace(asked, question=replace(asked.question, rest="in what year did herbs go into the stock?"))
    assert not detail.is_given(dated, draft)


@pytest.mark.parametrize(
    "asked",
    [
        "why was it shut down?",
        "what made them leave?",
        "when was it founded?",
        "who wrote it?",
        "which foundation hosts it?",
        "in which city is it held?",
    ],
)
def test_details_are_told_by_how_they_are_asked_for(asked: str) -> None:
    assert details_asked(asked)


@pytest.mark.parametrize(
    "asked", ["why learn it?", "when do i learn it?", "who teaches me to clean data?", "what is it?"]
)
def test_purposes_and_timetables_are_no_such_details(asked: str) -> None:
    assert not details_asked(asked)


def test_a_share_is_given_by_a_share_alone() -> None:
    (asked,) = details_asked("what share of the cooks found a kitchen")
    assert asked.gives.search("Two thirds of them did.")
    assert asked.gives.search("It was 40 % in all.")
    assert not asked.gives.search("Ask for work in the last 6 months.")


def test_a_number_of_people_is_given_by_a_number_of_people() -> None:
    (asked,) = details_asked("how many people finished it")
    assert asked.gives.search("It has 4,000 active readers.")
    assert not asked.gives.search("It has 4,000 recipes.")


def test_a_detail_is_quoted_where_a_statement_of_the_answer_gives_it() -> None:
    asked = case("Who founded Ladle School?", library())
    draft = Draft(asked.library)
    assert not detail.is_quoted(asked, draft)
    draft.cite(next(f for f in asked.library.facts if "Ada Fennel" in f.content))
    assert detail.is_quoted(asked, draft)
    assert not detail.is_quoted(case("What is Ladle School?", library()), draft)
