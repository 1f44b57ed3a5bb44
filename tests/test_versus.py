from functools import cache

from kitchen import case, kitchen, library_with, resource, school, shown

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


@cache
def schools() -> Library:
    ovens = resource("oven-school", OVENS, school().resource, "https://oven.example.org/")  # type: ignore[arg-type]
    return library_with(*kitchen().contents.documents, ovens)


def test_the_sentence_that_holds_them_against_each_other_comes_first_and_then_each() -> None:
    asked = case("Ladle School or Oven School, how do they differ?", schools())
    assert versus.is_asked(asked)
    assert shown(versus.compose(asked)).splitlines() == [
        "The Ladle School treats the same hours from the side of soup [1].",
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
