from kitchen import case, shown

from rag.extractive import items


def test_stages_are_counted_with_their_gaps() -> None:
    assert shown(items.compose(case("How many steps does the Bread Roadmap have?"))) == (
        "Three steps, from Step 1: Knead the Dough [1] to Step 4: Bake [2]. There is no step 3."
    )


def test_projects_are_added_up_by_stage() -> None:
    # Two projects for stock and one for knife work.
    assert shown(items.compose(case("How many projects does the Soup Roadmap set?"))) == (
        "Three: two in Phase 1 [1] and one in Phase 2 [2]."
    )


def test_only_the_items_of_one_named_roadmap_are_counted() -> None:
    assert items.compose(case("How many projects are there?")) is None
    assert items.compose(case("How many projects do the Soup Roadmap and the Grill Roadmap set?")) is None


def test_the_list_is_the_one_whose_label_or_heading_says_what_is_counted() -> None:
    assert shown(items.compose(case("How many herbs does the Soup Roadmap name?"))) == (
        "Three, by its list: bay, thyme and parsley [1]."
    )


def test_every_step_is_counted_however_it_is_asked() -> None:
    assert shown(items.compose(case("If I take every step of the Bread Roadmap, how many is that?"))).startswith(
        "Three"
    )


def test_a_time_is_no_list() -> None:
    assert items.compose(case("How many months does the Soup Roadmap take?")) is None


def test_what_no_list_holds_is_not_counted() -> None:
    assert items.compose(case("How many spoons does the Soup Roadmap name?")) is None
