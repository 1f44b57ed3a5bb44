from kitchen import case, library_with, roadmap, shown

from rag.extractive import source

SIGNED = """# Pie Roadmap

## Step 1: Crust

- Crust, fat: butter.

## About the Author

- Cy Rolling, author: Cy Rolling.
- Cy Rolling, author, role: founder of Crust House.
- Cy Rolling, author, role: founder of Pie Press.
- Cy Rolling, author, workplace: the bakery in Bath.
"""


def test_an_author_is_told_with_what_the_source_says_of_them() -> None:
    library = library_with(roadmap("pie", SIGNED, "Cy Rolling"))
    assert shown(source.author(case("Who wrote the Pie Roadmap?", library))) == (
        "Cy Rolling [1]. Role: founder of Crust House and founder of Pie Press [2]. Workplace: the bakery in Bath [3]."
    )


def test_an_author_of_whom_nothing_is_said_is_named() -> None:
    assert shown(source.author(case("Who wrote the Soup Roadmap?"))) == "Ann Potter wrote Soup Roadmap."


def test_an_unnamed_author_is_not_made_up() -> None:
    draft = source.author(case("Who wrote the Bread Roadmap?"))
    assert draft is not None
    assert draft.abstained
    assert shown(draft) == "Bread Roadmap does not name its author."


def test_a_question_about_something_else_is_left_to_others() -> None:
    assert source.author(case("Which herbs does the Soup Roadmap name?")) is None
