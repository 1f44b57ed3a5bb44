"""Which stages and months a text names, and which it says to be finished."""

import pytest
from kitchen import case

from rag.normal import normal
from rag.stage import finished_in, is_within, months_in


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Just ticked off the last box of phase 2", 2),
        ("Steps 1, 2, 3, 4 are completed", 4),
        ("Phase 1: green. Phase 2: green. Phase 3: green as of yesterday", 3),
        ("Step one took me all of autumn, step two I closed last night", 2),
        ("Sections 2, 3 and 4 done", 4),
        ("Through with phase 3", 3),
        ("I'm in phase 3", 2),
        ("phases 1 and 2 done, starting phase 3", 2),
        ("finished the first two steps", 2),
        ("finished the roadmap", None),
    ],
)
def test_the_furthest_stage_that_is_finished_counts_and_none_that_is_begun(text: str, stage: int | None) -> None:
    assert finished_in(normal(text)) == stage


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("I'm in months 4-6 of the plan", True),
        ("We are halfway through phase 3", True),
        ("I've reached step 11", True),
        ("I finished phase 2", False),
        ("Done with months 4-6", False),
    ],
)
def test_who_is_still_in_a_stage_has_it_not_behind_them(text: str, within: bool) -> None:
    assert is_within(normal(text)) is within


@pytest.mark.parametrize(
    ("question", "stage"),
    [
        ("What do I learn first in the Grill Roadmap?", (1, 1)),
        ("where should i start in the grill roadmap", (1, 1)),
        ("What comes first in the Grill Roadmap?", (1, 1)),
        ("what's the first thing to learn in the Grill Roadmap?", (1, 1)),
        ("What does the Grill Roadmap begin with?", None),  # its name stands between
        ("What do I learn first in the Grill Roadmap, stock or knife work?", None),
        ("What do I learn first, before stock, in the Grill Roadmap?", None),
    ],
)
def test_what_comes_first_is_the_first_stage_where_no_choice_is_asked(
    question: str, stage: tuple[int, int] | None
) -> None:
    assert case(question).question.stage == stage


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("in months 4 to 6", (4, 6)),
        ("in the first three months", (1, 3)),
        ("the first 2 months", (1, 2)),
        ("6 months", None),
    ],
)
def test_months_are_named_by_number_or_as_the_first_few(text: str, months: tuple[int, int] | None) -> None:
    assert months_in(text) == months


def test_what_a_roadmap_says_at_the_end_is_not_what_its_last_stage_teaches() -> None:
    assert case("What does the Grill Roadmap teach at the end?").question.stage == (2, 2)
    assert case("What does the Grill Roadmap recommend at the end?").question.stage is None
