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
