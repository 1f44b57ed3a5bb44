from kitchen import SOUP, case, library_with, roadmap, school, shown

from rag.extractive import resource


def test_the_form_asked_for_decides() -> None:
    assert shown(resource.compose(case("Which course on broth should I take?"))).startswith(
        "Take Ladle School, a course on broth, from Soup Roadmap [1]."
    )
    assert shown(resource.compose(case("Which book on broth should I take?"))).startswith(
        "Take The Clear Pot, a book on broth, from Soup Roadmap [1]."
    )


def test_a_resource_that_has_moved_comes_with_waymarks_note() -> None:
    library = library_with(roadmap("soup", SOUP), school("moved", "Ladle School has moved to a new address."))
    text = shown(resource.compose(case("Which course on broth should I take?", library)))
    assert "Ladle School has moved to a new address [2]." in text


def test_a_form_that_nobody_offers_is_not_made_up() -> None:
    assert resource.compose(case("Which podcast teaches sushi?")) is None


def test_a_name_that_nobody_offers_is_not_made_up() -> None:
    assert resource.compose(case("Which course by Escoffier should I take for stock?")) is None
