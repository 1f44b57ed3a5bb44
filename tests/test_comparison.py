from kitchen import case, shown

from rag.extractive import comparison


def test_each_named_roadmap_has_a_line_after_the_verdict() -> None:
    text = shown(comparison.compose(case("Compare what the Soup Roadmap and the Grill Roadmap say about stock.")))
    assert text.splitlines() == [
        "They differ.",
        "- Soup Roadmap (Phase 1): roasted bones and roots; and herbs (bay, thyme and parsley) [1].",
        "- Grill Roadmap (Phase 2): a glaze from reduced stock [2].",
    ]


def test_places_stand_from_early_to_late() -> None:
    text = shown(comparison.compose(case("At which point do the roadmaps bring in knife work?")))
    # Bread has it in step 2 of 4, Grill in phase 1 of 2 and Soup in phase 2 of 2; ties stand in the library's order.
    assert text.splitlines() == [
        "All three roadmaps bring in knife work, at different points.",
        "- Bread Roadmap: in Step 2: Work with Knives [1].",
        "- Grill Roadmap: in Phase 1: Knife Work (Months 1-3), What to Learn [2].",
        "- Soup Roadmap: in Phase 2: Knife Work (1-2 months), What to Learn [3].",
    ]


def test_a_roadmap_without_the_topic_is_named_last() -> None:
    text = shown(comparison.compose(case("At which point do the roadmaps bring in stock?")))
    assert text.splitlines()[0] == "Two of the three roadmaps bring in stock, at different points."
    assert text.splitlines()[-1] == "- Bread Roadmap: not at all, in any section."


def test_of_two_topics_each_roadmap_tells_which_comes_first() -> None:
    text = shown(comparison.compose(case("Which comes first, stock or knife work?")))
    assert text.splitlines() == [
        "They do not agree: one of the three puts stock first, one knife work.",
        "- Soup Roadmap: stock before knife work [1][2].",
        "- Grill Roadmap: knife work before stock [3][4].",
        "- Bread Roadmap: does not place both.",
    ]


def test_openings_are_set_side_by_side() -> None:
    text = shown(comparison.compose(case("Do the roadmaps begin with the same subject?")))
    assert text.splitlines() == [
        "No, they open differently.",
        "- Soup Roadmap: Phase 1: Stock (2-3 months) [1].",
        "- Bread Roadmap: Step 1: Knead the Dough [2].",
        "- Grill Roadmap: Phase 1: Knife Work (Months 1-3) [3].",
    ]


def test_a_comparison_needs_two_that_speak_of_the_matter() -> None:
    assert comparison.compose(case("Compare what the Soup Roadmap and the Bread Roadmap say about stock.")) is None
