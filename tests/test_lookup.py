from kitchen import case, shown

from rag.extractive import lookup


def test_a_named_roadmap_is_not_named_again() -> None:
    draft = lookup.compose(case("Which herbs does the Soup Roadmap put into the stock?"))
    assert shown(draft) == "Bay, thyme and parsley [1]."


def test_without_a_name_the_roadmap_speaks() -> None:
    assert shown(lookup.compose(case("Which herbs go into the stock?"))).startswith("Soup Roadmap names ")


def test_what_the_library_does_not_hold_is_not_answered() -> None:
    assert lookup.compose(case("Which wine does Escoffier serve with the stock?")) is None
