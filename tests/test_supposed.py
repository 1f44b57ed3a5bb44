import pytest
from kitchen import case, shown

from rag.extractive import supposed


def test_a_topic_supposed_in_the_wrong_months_is_put_right() -> None:
    draft = supposed.compose(case("Since the Grill Roadmap teaches stock in months 1-3, when do I grill?"))
    assert shown(draft) == "That is not so: Grill Roadmap puts stock in months 4-6 [1]."


def test_a_topic_supposed_in_the_right_months_is_left_alone() -> None:
    asked = case("Since the Grill Roadmap teaches stock in months 4-6, when do I grill?")
    assert supposed.compose(asked) is None


def test_a_topic_supposed_at_another_stage_is_put_right() -> None:
    draft = supposed.compose(case("Why does the Grill Roadmap make stock its opening phase?"))
    assert shown(draft) == "That is not so: Grill Roadmap puts stock in Phase 2: Stock (Months 4-6) [1]."


@pytest.mark.parametrize(
    ("question", "put_right"),
    [
        pytest.param(
            "Why does the Grill Roadmap start with stock?",
            "That is not so: Grill Roadmap puts stock in Phase 2: Stock (Months 4-6) [1]."
            " It starts with Phase 1: Knife Work (Months 1-3) [2].",
            id="the_start",
        ),
        pytest.param(
            "The Grill Roadmap leaves knife work until the very end. Is that wise?",
            "That is not so: Grill Roadmap puts knife work in Phase 1: Knife Work (Months 1-3) [1]."
            " It ends with Phase 2: Stock (Months 4-6) [2].",
            id="the_end",
        ),
        pytest.param(
            "Why does the Grill Roadmap teach stock before knife work?",
            "That is not so: Grill Roadmap puts stock in Phase 2: Stock (Months 4-6) [1]"
            " and knife work in Phase 1: Knife Work (Months 1-3) [2].",
            id="the_order",
        ),
        pytest.param(
            "Why does the Grill Roadmap leave out stock?",
            "That is not so: Grill Roadmap puts stock in Phase 2: Stock (Months 4-6) [1].",
            id="left_out",
        ),
        pytest.param(
            "The Grill Roadmap has stock as its first phase, so do I need bones then?",
            "That is not so: Grill Roadmap puts stock in Phase 2: Stock (Months 4-6) [1].",
            id="a_stage_told_as_a_fact",
        ),
    ],
)
def test_what_is_supposed_of_a_place_is_put_right(question: str, put_right: str) -> None:
    draft = supposed.compose(case(question))
    assert shown(draft) == put_right
    assert draft is not None
    assert draft.abstained


@pytest.mark.parametrize(
    "question",
    [
        "Why does the Grill Roadmap start with knife work?",
        "Why does the Grill Roadmap end with stock?",
        "Why does the Grill Roadmap teach stock after knife work?",
        "Why does the Grill Roadmap begin with sushi?",
        "Why does phase 2 of the Grill Roadmap come after knife work?",
        "The Grill Roadmap has stock as its second phase, so do I need bones then?",
        "The Grill Roadmap is about stock, right? What is in phase 1?",
        "What does the Grill Roadmap start with?",
        "Does the Grill Roadmap start with stock?",
        "I want to start with stock. What does the Grill Roadmap say?",
        "Why is stock taught before knife work?",
    ],
)
def test_what_is_so_or_only_asked_or_of_no_roadmap_is_left_alone(question: str) -> None:
    assert supposed.compose(case(question)) is None


def test_the_stage_of_a_correction_is_called_as_its_roadmap_calls_it() -> None:
    draft = supposed.compose(case("Why does the Bread Roadmap start with knife work?"))
    assert shown(draft).startswith("That is not so: Bread Roadmap puts knife work in Step 2: Work with Knives [1].")
