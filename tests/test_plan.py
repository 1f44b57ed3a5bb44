import pytest
from kitchen import case, library_with, roadmap, shown

from rag.extractive import plan
from rag.library import Library

CAKE = """# Cake Roadmap

## Before You Start

### Knife Work (1-2 months)

- Knife work: slicing fruit.

### Shopping (2-3 months if new)

- Shopping: flour and eggs.

## Phase 1: Sponge (3-4 months)

- Sponge: kneading by hand.

## Phase 2: Cream (2-3 months)

- Cream, base: stock and eggs.

## Phase 3: Glaze (2-6 months)

- Glaze: sugar.

## Timeline Summary

- Timeline, total time: 8-12 months of intensive baking.
- Timeline, months 1-4: Sponge.
- Timeline, months 5-7: Cream.
- Timeline, months 8-12: Glaze.

### Parallel Activities

- Timeline, parallel activity: bake for friends.
- Timeline, parallel activity: apply for jobs, in the last 3 months.
"""


@pytest.fixture(scope="module")
def bakery() -> Library:
    return library_with(roadmap("cake", CAKE))


def told(question: str, library: Library | None = None) -> str | None:
    draft = plan.compose(case(question, library))
    return shown(draft) if draft else None


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How long does the Soup Roadmap take?", "3-5 months [1]."),
        ("How long is phase 2 of the Soup Roadmap?", "1-2 months, for Phase 2: Knife Work [1]."),
        # 2-3 and 1-2 months make 3-5, which is what the roadmap itself states.
        (
            "How long do phases 1 to 2 of the Soup Roadmap take?",
            (
                "3-5 months, by the headings: 2-3 months for Phase 1: Stock [1] and 1-2 months for Phase 2: "
                "Knife Work [2]. Its own total agrees: 3-5 months [3]."
            ),
        ),
        # Months 1-3 and 4-6 are three and three.
        (
            "How long do phases 1 to 2 of the Grill Roadmap take?",
            "Six months, by the headings: three for Phase 1: Knife Work [1] and three for Phase 2: Stock [2].",
        ),
        (
            "How long does knife work take?",
            (
                "1-2 months [1], by Soup Roadmap. Grill Roadmap: months 1-3 [2]. "
                "Bread Roadmap states no time for knife work."
            ),
        ),
        (
            "How much time do they give for knife work and for stock?",
            (
                "Knife work: Soup Roadmap gives 1-2 months [1] and Grill Roadmap gives months 1-3 [2]. "
                "Stock: Soup Roadmap gives 2-3 months [3] and Grill Roadmap gives months 4-6 [4]."
            ),
        ),
        ("How long is step 1 of the Bread Roadmap?", "Bread Roadmap states no time for Step 1: Knead the Dough [1]."),
    ],
)
def test_time_is_told_by_the_figures_that_are_stated(question: str, text: str | None) -> None:
    assert told(question) == text


@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("I have done the stock phase of the Soup Roadmap. How many months are left after stock?", "1-2 months, for"),
        ("I know knife work. What is left of the Grill Roadmap and how long is it?", "Three months, months 4-6, for"),
        # Of the six months five are left, and two of the first three.
        (
            "I have finished one month of the Grill Roadmap... after 1 months, how much is left?",
            "Five months, months 2-6",
        ),
        ("What remains of the Bread Roadmap after step 1?", "Two steps: Step 2: Work with Knives [1] and Step 4"),
    ],
)
def test_what_is_left_lies_behind_what_is_done(question: str, beginning: str) -> None:
    assert (told(question) or "").startswith(beginning)


@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("How long do the prerequisites of the Cake Roadmap take, one after the other?", "3-5 months, by the headings"),
        ("How long is it from sponge to cream in the Cake Roadmap?", "5-7 months, by the headings"),
        ("How long before I reach the glaze in the Cake Roadmap?", "5-7 months, by the headings"),
        ("How long if I leave out the glaze in the Cake Roadmap?", "5-7 months, by the headings"),
        ("How long do the first and the third phase of the Cake Roadmap take?", "5-10 months, by the headings"),
        (
            "If I enter the Cake Roadmap at the cream and stay to the end, how long is that?",
            "4-9 months, by the headings",
        ),
        ("If I skip the sponge of the Cake Roadmap, how many months do I save?", "3-4 months, for Phase 1: Sponge"),
        ("How long for the last two phases of the Cake Roadmap?", "4-9 months, by the headings"),
    ],
)
def test_the_stretch_is_bounded_as_the_question_says(bakery: Library, question: str, beginning: str) -> None:
    assert (told(question, bakery) or "").startswith(beginning)


def test_the_sum_of_all_phases_is_held_against_the_stated_total(bakery: Library) -> None:
    text = told("What do the phases of the Cake Roadmap add up to?", bakery) or ""
    assert text.startswith("7-13 months, by the headings")
    assert "Its own total is another: 8-12 months" in text


def test_a_timeline_beside_the_headings_is_told_too(bakery: Library) -> None:
    text = told("How long do phases 1 and 3 of the Cake Roadmap take?", bakery) or ""
    # four months and five
    assert text.endswith("Its timeline gives them months 1-4 and 8-12, nine in all [3][4].")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("In which months does the Grill Roadmap teach stock?", "In months 4-6, under Phase 2: Stock [1]."),
        # The fourth month from March on.
        (
            "If I start in March, when do I come to stock in the Grill Roadmap?",
            "In June: Grill Roadmap puts stock in months 4-6, June to August [1].",
        ),
        (
            "If I start in March, when am I done with the Grill Roadmap?",
            "At the end of August: Phase 2: Stock runs to month 6 [1].",
        ),
        (
            "After how many months do I get to stock in the Grill Roadmap?",
            "After three months: Grill Roadmap puts stock in months 4-6 [1].",
        ),
        ("When does the Bread Roadmap bring in knife work?", "In Step 2: Work with Knives [1][2]."),
    ],
)
def test_what_is_mentioned_comes_in_its_months(question: str, text: str) -> None:
    assert told(question) == text


def test_each_of_several_roadmaps_has_its_own_place_for_a_thing() -> None:
    assert told("When do the Soup Roadmap and the Grill Roadmap bring in knife work?") == (
        "At these points:\n- Soup Roadmap: in Phase 2: Knife Work [1].\n"
        "- Grill Roadmap: in Phase 1: Knife Work, months 1-3 [2]."
    )


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "What comes directly before step 2 of the Bread Roadmap and what after?",
            (
                "Directly before Step 2: Work with Knives [1] comes Step 1: Knead the Dough [2]. "
                "Directly after Step 2: Work with Knives [1] comes Step 4: Bake [3]."
            ),
        ),
        (
            "What lies between kneading and baking in the Bread Roadmap?",
            "Between Step 1: Knead the Dough [1] and Step 4: Bake [2]: Step 2: Work with Knives [3].",
        ),
        (
            "What stands right before step 1 of the Bread Roadmap?",
            "Nothing comes before Step 1: Knead the Dough [1]: it is the first.",
        ),
        (
            "Which comes first in the Grill Roadmap, stock or knife work?",
            "Knife work first: Phase 1: Knife Work (months 1-3) [1] stands before Phase 2: Stock (months 4-6) [2].",
        ),
        (
            "List the steps of the Bread Roadmap in order.",
            (
                "Three steps, in this order.\n- Step 1: Knead the Dough [1].\n"
                "- Step 2: Work with Knives [2].\n- Step 4: Bake [3]."
            ),
        ),
        (
            "Which phase of the Soup Roadmap is the longest?",
            "Phase 1: Stock [1]: 2-3 months, the most. Then comes Phase 2: Knife Work with 1-2 months [2].",
        ),
    ],
)
def test_order_is_that_of_the_parts(question: str, text: str) -> None:
    assert told(question) == text


def test_a_roadmap_that_numbers_its_months_is_meant_where_none_is_named() -> None:
    assert told("Lay it all out for me, month by month.") == (
        "Two phases, in this order.\n- Phase 1: Knife Work (months 1-3) [1].\n- Phase 2: Stock (months 4-6) [2]."
    )


def test_a_part_is_what_happens_in_its_months() -> None:
    text = told("I start in March. What am I doing in July in the Grill Roadmap?") or ""
    assert text == "Phase 2: Stock (months 4-6) [1] covers a glaze from reduced stock [2]."


def test_what_runs_beside_and_when_to_apply_are_told_together(bakery: Library) -> None:
    assert told("When do I apply for jobs in the Cake Roadmap, and what runs in parallel?", bakery) == (
        "Apply for jobs, in the last 3 months [1]. "
        "All the way through: bake for friends; and apply for jobs, in the last 3 months [2]."
    )


def test_hours_a_week_are_said_to_be_missing() -> None:
    draft = plan.compose(case("How many hours a week does the Soup Roadmap ask for?"))
    assert draft is not None
    assert draft.abstained
    assert shown(draft).startswith("Soup Roadmap does not say how many hours a week")


@pytest.mark.parametrize(
    "question",
    [
        "Which knife work does the Soup Roadmap teach?",
        "How many projects are in phases 1 to 2 of the Soup Roadmap?",
        "Which courses are left in the Soup Roadmap after phase 1?",
        "Why knead?",
    ],
)
def test_other_questions_are_left_alone(question: str) -> None:
    assert told(question) is None
