from kitchen import case, shown

from rag.extractive import difference
from rag.extractive.matter import matter


def told(question: str) -> str:
    asked = case(question)
    return shown(difference.compose(asked, matter(asked)))


def test_what_one_names_and_the_other_nowhere_is_told_of_both() -> None:
    # Grill's glaze is made of stock, which Soup names too; `bones` stand in Grill under knife work.
    assert told("What on stock does the Soup Roadmap have that the Grill Roadmap lacks?") == (
        "Only Soup Roadmap names roasted bones and roots [1]; and herbs [2]. "
        "Grill Roadmap names nothing on it that the other does not. Both name bones [1]."
    )


def test_what_they_share_comes_first_where_that_is_asked() -> None:
    assert told("What do the Soup Roadmap and the Grill Roadmap have in common on stock?").startswith(
        "Both name bones [1]."
    )


def test_a_roadmap_silent_on_the_matter_has_no_difference() -> None:
    asked = case("What on stock does the Soup Roadmap have that the Bread Roadmap lacks?")
    assert difference.compose(asked, matter(asked)) is None
