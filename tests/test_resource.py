import pytest
from kitchen import SCHOOL, SOUP, case, library_with, roadmap, school, shown
from kitchen import resource as resource_of

from ingest.records import ResourceFacts
from rag import cues
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


def test_who_asks_for_a_free_one_is_told_of_what_costs_something() -> None:
    facts = ResourceFacts("course", "beginner", "freemium", ("stock",), (), ("soup",), "open", None)
    text = f"{SCHOOL}The first evening is free, the others are paid.\n"
    costly = resource_of("ladle-school", text, facts, "https://school.example.org/")
    library = library_with(roadmap("soup", SOUP), costly)
    text = shown(resource.compose(case("Which free course on broth should I take?", library)))
    assert text == (
        "Take Ladle School, a course on broth, from Soup Roadmap [1]. "
        "Ladle School: The first evening is free, the others are paid [2]."
    )


def test_of_a_free_one_no_cost_is_told() -> None:
    library = library_with(roadmap("soup", SOUP), school())
    text = shown(resource.compose(case("Which free course on broth should I take?", library)))
    assert text == "Take Ladle School, a course on broth, from Soup Roadmap [1]."


def test_a_form_that_nobody_offers_is_not_made_up() -> None:
    assert resource.compose(case("Which podcast teaches sushi?")) is None


def test_a_name_that_nobody_offers_is_not_made_up() -> None:
    assert resource.compose(case("Which course by Escoffier should I take for stock?")) is None


def test_what_is_asked_of_a_named_resource_is_told_from_its_summary() -> None:
    assert shown(resource.compose(case("Is Ladle School any good for clear broth?"))) == (
        "Ladle School is a course on clear broth [1]."
    )


def test_a_named_resource_that_is_only_a_place_to_look_is_not_told_of() -> None:
    text = shown(resource.compose(case("Which book on broth goes with the one from Ladle School?")))
    assert text.startswith("Take The Clear Pot")


def test_the_one_that_is_known_already_is_not_offered_again() -> None:
    draft = resource.compose(case("What else is there on broth besides Ladle School?"))
    assert draft is None or "Ladle School" not in shown(draft)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("which courses and books are free?", ("book", "course")),
        ("everybody in my course uses this data. where else are datasets?", ("dataset",)),
        ("i prefer text, not to watch lectures", ()),
        ("an agent that plays a video game", ()),
        ("something to read on stock", ("book", "documentation", "paper", "blog")),
    ],
)
def test_only_the_forms_that_are_wanted_are_read(text: str, forms: tuple[str, ...]) -> None:
    assert cues.forms_asked(text) == forms
