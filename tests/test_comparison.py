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


def test_of_two_the_only_one_that_speaks_of_the_matter_is_named_first() -> None:
    text = shown(comparison.compose(case("Compare what the Soup Roadmap and the Bread Roadmap say about stock.")))
    assert text.splitlines()[0] == "Only Soup Roadmap speaks of it."
    assert text.splitlines()[-1] == "- Bread Roadmap: nothing on it in any section."


def test_two_named_roadmaps_are_placed_without_the_third() -> None:
    question = "Where does the Soup Roadmap put knife work, and where does the Grill Roadmap?"
    assert shown(comparison.compose(case(question))).splitlines() == [
        "Both roadmaps bring in knife work, at different points.",
        "- Grill Roadmap: in Phase 1: Knife Work (Months 1-3), What to Learn [1].",
        "- Soup Roadmap: in Phase 2: Knife Work (1-2 months), What to Learn [2].",
    ]


def test_projects_are_placed_by_their_first_section() -> None:
    assert shown(comparison.compose(case("At what point do the roadmaps bring in projects?"))).splitlines() == [
        "One of the three roadmaps gives it a place.",
        "- Soup Roadmap: in Phase 1: Stock (2-3 months), Projects [1].",
        "- Bread Roadmap and Grill Roadmap: not in any section.",
    ]


def test_a_question_about_pace_is_answered_by_the_totals() -> None:
    text = shown(comparison.compose(case("Which of the roadmaps is the quickest?")))
    assert text.splitlines()[1] == "- Soup Roadmap: 3-5 months [1]."


def test_roadmaps_compared_as_wholes_are_outlined() -> None:
    assert shown(comparison.compose(case("How do the Soup Roadmap and the Bread Roadmap differ?"))).splitlines() == [
        "They are built differently.",
        "- Soup Roadmap: two phases, from Phase 1: Stock [1] to Phase 2: Knife Work [2], in 3-5 months [3].",
        "- Bread Roadmap: three steps, from Step 1: Knead the Dough [4] to Step 4: Bake [5].",
    ]


def test_a_question_about_one_roadmap_is_no_comparison() -> None:
    assert comparison.compose(case("What does the Soup Roadmap say about stock?")) is None


def test_others_besides_one_are_all_gone_through() -> None:
    text = shown(comparison.compose(case("Does anyone besides the Soup Roadmap speak of knife work?")))
    assert [line.split(":")[0] for line in text.splitlines()[1:]] == [
        "- Soup Roadmap (Phase 2)",
        "- Bread Roadmap (step 2)",
        "- Grill Roadmap (Phase 1)",
    ]


def test_an_attribute_that_nobody_gives_is_not_compared() -> None:
    assert comparison.compose(case("What size of pot does each roadmap want for broth?")) is None


def test_what_its_writer_tells_of_before_a_comparison_is_not_compared() -> None:
    text = shown(comparison.compose(case("I can make sushi. Which comes first, stock or knife work?")))
    assert "- Soup Roadmap: stock before knife work [1][2]." in text.splitlines()
