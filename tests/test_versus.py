from functools import cache

import pytest
from kitchen import case, kitchen, library_with, resource, roadmap, school, shown

from rag.extractive import versus
from rag.library import Library

OVENS = """# Oven School

## What it is

Oven School is an evening course on bread. It costs nothing.

## What it teaches

Oven School shows how to knead.

## Where it fits

The Ladle School treats the same hours from the side of soup. The Bread Roadmap names it nowhere.
"""

PAN = """# Pan Book

## What it is

Pan Book is a book on pans.
"""

MENU = """# Menu Roadmap

## Schools

- Schools: Ladle School, good for cold evenings.
- Schools: Oven School, meant for early risers.

Everybody should choose either Ladle School or Oven School.
"""


@cache
def schools() -> Library:
    ovens = resource("oven-school", OVENS, school().resource, "https://oven.example.org/")  # type: ignore[arg-type]
    return library_with(*kitchen().contents.documents, ovens)


def test_the_sentence_that_holds_them_against_each_other_comes_first_and_then_each() -> None:
    asked = case("Ladle School or Oven School, how do they differ?", schools())
    assert versus.is_asked(asked)
    assert shown(versus.compose(asked)).splitlines() == [
        "Oven School: The Ladle School treats the same hours from the side of soup [1].",
        (
            "- Ladle School is a course on clear broth [2]. It lasts six evenings [3]. "
            "Ladle School has moved to a new address [4]."
        ),
        "- Oven School is an evening course on bread [5]. It costs nothing [6]. Oven School shows how to knead [7].",
    ]


def test_one_resource_has_no_rival() -> None:
    assert not versus.is_asked(case("What sets Ladle School apart?", schools()))


def test_what_the_roadmaps_make_of_two_resources_is_another_question() -> None:
    assert not versus.is_asked(case("Do the roadmaps prefer Ladle School or Oven School?", schools()))


@pytest.mark.parametrize(
    "asked",
    [
        "Ladle School or Oven School?",
        "I cannot cook at all, is Oven School better than Ladle School",
        "ladle school vs oven school for one evening a week",
        "Do I need both Ladle School and Oven School?",
        "what's the diff between ladle school n oven school",
        "Ladle School, or should I rather take Oven School?",
        "How does the Ladle School differ from Oven School?",
        "I want to cook. Ladle School against Oven School, what do I gain?",
        "When is Ladle School enough and when do people go for Oven School?",
    ],
)
def test_a_choice_is_heard_however_it_is_put(asked: str) -> None:
    assert versus.choice(case(asked, schools())) is not None


@pytest.mark.parametrize(
    "asked",
    [
        "Where can I watch Ladle School or Oven School?",
        "When do I take Ladle School or Oven School?",
        "Which pan goes with Ladle School or Oven School?",
        "Since Ladle School took over Oven School, who teaches?",
        "What are Ladle School and Oven School?",
        "Does Ladle School cost less than Oven School, or how much is it?",
    ],
)
def test_naming_two_resources_is_not_yet_a_choice(asked: str) -> None:
    assert versus.choice(case(asked, schools())) is None


def test_what_is_known_already_is_not_chosen_from() -> None:
    library = library_with(
        *schools().contents.documents, resource("pan-book", PAN, school().resource, "https://p.org/")
    )  # type: ignore[arg-type]
    asked = versus.choice(case("I have read the Pan Book. Ladle School or Oven School now?", library))
    assert asked is not None
    assert [d.id for d in asked.question.resources] == ["ladle-school", "oven-school"]


def test_a_roadmap_that_weighs_them_up_has_its_say() -> None:
    library = library_with(*schools().contents.documents, roadmap("menu", MENU))
    told = shown(versus.compose(case("Ladle School or Oven School?", library)))
    assert told.splitlines()[-1] == (
        "- Menu Roadmap names Ladle School, good for cold evenings; and Oven School, meant for early risers [8]. "
        "Everybody should choose either Ladle School or Oven School [9]."
    )
