from kitchen import case, shown

from rag.extractive import overview


def test_a_stage_is_told_by_what_it_teaches_and_sets() -> None:
    assert shown(overview.of_stage(case("What is in phase 2 of the Soup Roadmap?"))) == (
        "In Phase 2: Knife Work (1-2 months) [1] you learn dice, julienne and chiffonade [2]. "
        "To build: create a salad of nine vegetables [3]."
    )


def test_months_name_a_stage_too() -> None:
    text = shown(overview.of_stage(case("What is in months 1 to 3 of the Grill Roadmap?")))
    assert text.startswith("In Phase 1: Knife Work (Months 1-3) [1] you learn trimming, boning and slicing [2].")


def test_a_particular_question_is_no_overview() -> None:
    assert overview.of_stage(case("What of stock is in phase 1 of the Soup Roadmap?")) is None


def test_all_stages_are_listed_in_order() -> None:
    assert shown(overview.of_roadmap(case("Give me an overview of the Bread Roadmap"))).splitlines() == [
        "Three steps, in this order.",
        "- Step 1: Knead the Dough [1].",
        "- Step 2: Work with Knives [2].",
        "- Step 4: Bake [3].",
    ]


def test_one_roadmap_must_be_named() -> None:
    assert overview.of_roadmap(case("Give me an overview")) is None
