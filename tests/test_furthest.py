from kitchen import case, shown

from rag.extractive import furthest
from rag.extractive.matter import matter


def told(question: str) -> list[str]:
    asked = case(question)
    return shown(furthest.compose(asked, matter(asked))).splitlines()


def test_the_roadmap_that_teaches_most_of_it_comes_first() -> None:
    # Bread lists nothing on stock, Grill one thing, Soup two besides its courses and projects.
    lines = told("Which roadmap goes deepest into stock?")
    assert lines[0] == "Soup Roadmap goes furthest, in two points."
    assert lines[1].startswith(
        "- Soup Roadmap (Phase 1): roasted bones and roots; and herbs (bay, thyme and parsley) [1]."
    )
    assert lines[2:] == [
        "- Grill Roadmap (Phase 2): a glaze from reduced stock [4].",
        "- Bread Roadmap: nothing on it in any section.",
    ]


def test_the_only_one_is_said_to_be_it() -> None:
    assert told("Which roadmap says most about kneading?")[0] == (
        "Only Bread Roadmap speaks of it, in two points, under 1. Knead the Dough [1]."
    )


def test_what_no_roadmap_speaks_of_has_no_furthest() -> None:
    asked = case("Which roadmap goes deepest into sushi?")
    assert furthest.compose(asked, matter(asked)) is None
