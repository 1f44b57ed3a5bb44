"""What is missing for a goal."""

from kitchen import TOPICS, case, shown

from rag.extractive import next_step
from rag.learner import Learner

STOCK, KNIVES, _KNEADING, SUSHI = TOPICS.all
QUESTION = "What am I missing?"


def test_all_that_is_missing_is_told_by_area_and_what_to_begin_with() -> None:
    draft = next_step.compose(case(QUESTION), Learner(known=(KNIVES,), goals=(SUSHI,)))
    assert draft is not None
    text = shown(draft)
    assert text.startswith("Three topics are missing for sushi: begin with stock [1].")
    assert draft.plan is not None
    assert draft.plan["gap"] == {"have": [], "missing": ["stock", "kneading", "sushi"]}
    assert draft.plan["next"]["topic"] == "stock"


def test_what_is_there_already_is_told_too() -> None:
    draft = next_step.compose(case(QUESTION), Learner(known=(KNIVES, STOCK), goals=(STOCK, SUSHI)))
    assert draft is not None
    assert draft.plan is not None
    assert draft.plan["gap"]["have"] == ["stock"]
    assert "Of what it takes you have stock." in shown(draft)
