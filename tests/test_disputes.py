"""Disagreements are found in the outlines of the roadmaps, and every side of them can be quoted."""

import re

import pytest
from kitchen import TOPICS, case, kitchen, library_with, roadmap, shown
from libraries import topic

from rag.extractive import comparison
from rag.extractive.disputes import Disagreement, disagreements, order_of, weight_of
from rag.extractive.draft import Draft
from rag.extractive.standing import Standings, place_label
from rag.library import Library

STOCK, KNIVES = TOPICS.by_id["stock"], TOPICS.by_id["knife-work"]
MARKET = """# Market Roadmap

- Market, total time: it takes 6-9 months in all.

## Phase 1: Specialise

### Knife Work

- Knife work, cuts: dice.

## Phase 2: Projects

- Market, project: build a stall.
"""


@pytest.fixture(scope="module")
def market() -> Library:
    return library_with(*kitchen().roadmaps, roadmap("market", MARKET))


def sides(one: Disagreement | None) -> dict[str, list[str]]:
    assert one is not None
    return {side.says: [d.id for d in side.roadmaps] for side in one.sides}


def test_an_order_is_disputed_when_either_topic_comes_in_an_earlier_stage() -> None:
    """Soup has stock in phase 1 and knife work in phase 2, Grill the other way round; Bread has no stock."""
    assert sides(order_of(Standings(kitchen()), STOCK, KNIVES)) == {
        "stock before knife work": ["soup"],
        "knife work before stock": ["grill"],
    }


def test_what_one_stage_teaches_together_takes_no_side() -> None:
    both = "# Both Roadmap\n\n## Phase 1: Knife Work\n\n- Knife work: dice.\n- Then, stock: a clear stock.\n"
    library = library_with(*kitchen().roadmaps[:1], roadmap("both", both))
    assert order_of(Standings(library), STOCK, KNIVES) is None


def test_prerequisites_come_before_every_stage_in_the_order_in_which_they_stand(shelf: Library) -> None:
    found = order_of(Standings(shelf), topic(shelf, "mathematics"), topic(shelf, "programming"))
    assert sides(found) == {
        "mathematics before programming": ["2024-2025", "2025", "ten-steps"],
        "programming before mathematics": ["2025-26"],
    }


def test_a_topic_has_a_stage_of_its_own_here_and_is_a_speciality_there(market: Library) -> None:
    assert sides(weight_of(Standings(market), KNIVES)) == {
        "a stage of its own": ["soup", "grill"],
        "part of a stage": ["bread"],
        "a speciality to choose": ["market"],
    }


def test_who_leaves_a_topic_out_is_named_without_a_quote() -> None:
    oven = roadmap("oven", "# Oven Roadmap\n\n## Phase 1: Heat\n\n- Heat: a hot stone.\n")
    found = weight_of(Standings(library_with(*kitchen().roadmaps, oven)), KNIVES)
    assert sides(found) == {
        "a stage of its own": ["soup", "grill"],
        "part of a stage": ["bread"],
        "not named in any section": ["oven"],
    }
    assert found is not None
    assert [len(side.proofs) for side in found.sides] == [2, 1, 0]


def test_what_only_one_side_can_be_quoted_on_is_no_disagreement() -> None:
    """Bread never names stock, which leaves nothing to quote against the two that give it a stage."""
    assert weight_of(Standings(kitchen()), STOCK) is None


def test_times_differ_where_roadmaps_state_different_ones(market: Library) -> None:
    (time,) = [d for d in disagreements(market, Standings(market)) if d.kind == "time"]
    assert sides(time) == {"3-5 months": ["soup"], "6-9 months": ["market"]}


def test_projects_stand_alone_or_in_most_stages(market: Library) -> None:
    (projects,) = [d for d in disagreements(market, Standings(market)) if d.kind == "projects"]
    assert sides(projects) == {"a stage of their own": ["market"], "part of most stages": ["soup"]}


def test_roadmaps_that_are_alike_do_not_disagree() -> None:
    library = library_with(kitchen().roadmaps[0])
    assert disagreements(library, Standings(library)) == ()


def test_a_place_counts_the_stages(market: Library) -> None:
    found = Standings(market).of(KNIVES)
    assert [place_label(market, standing) for standing in found.values()] == [
        "Phase 2 of 2",
        "Step 2 of 4",
        "Phase 1 of 2",
        "Phase 1 of 2 (speciality)",
    ]


def test_reinforcement_learning_is_core_in_some_roadmaps_only(shelf: Library) -> None:
    assert sides(weight_of(Standings(shelf), topic(shelf, "reinforcement-learning"))) == {
        "a stage of its own": ["2025-26"],
        "part of a stage": ["ten-steps", "twelve-months"],
        "a speciality to choose": ["2024-2025"],
        "not named in any section": ["2025"],
    }


@pytest.mark.parametrize(
    "question",
    [
        "Where do the roadmaps disagree?",
        "what do the roadmaps not agree on",
        "biggest disagreements between the five",
    ],
)
def test_at_least_five_disagreements_are_told_with_both_sides_cited(shelf: Library, question: str) -> None:
    text = shown(comparison.compose(case(question, shelf)))
    first, *points = text.splitlines()
    assert len(first.split()) <= 25
    assert len(re.sub(r"\[\d+\]", "", text).split()) <= 150
    assert len(points) >= 5
    assert all(re.search(r"\[\d+\]; .*\[\d+\]\.$", point) for point in points)


def test_the_one_topic_asked_about_is_told_with_its_sides(shelf: Library) -> None:
    text = shown(comparison.compose(case("Do the roadmaps agree on maths first?", shelf)))
    first, before, *others = text.splitlines()
    assert (
        first == "They do not agree: three put mathematics before programming, one puts programming before mathematics."
    )
    assert re.findall(r"\[\d\]", before) == ["[1]", "[2]", "[3]"]
    assert before.startswith("- Mathematics before programming: AI Engineer Roadmap 2024-2025 [1], ")
    assert others == [
        "- Programming before mathematics: AI Engineer Roadmap 2025/26 [4].",
        "- Becoming an AI Engineer RoadMap: both at one stage [5].",
    ]


def test_a_disputed_weight_is_told_side_by_side(shelf: Library) -> None:
    draft = comparison.compose(case("Do the roadmaps disagree about reinforcement learning?", shelf))
    assert isinstance(draft, Draft)
    assert shown(draft).splitlines()[0] == "They disagree on how much weight to give reinforcement learning."
    assert shown(draft).splitlines()[-1] == "- Not named in any section: Roadmap to Become an AI Engineer in 2025."
