"""What a question takes for granted, held against the figures of its answer."""

import pytest
from kitchen import case, shown

from rag.case import Case
from rag.extractive import premise
from rag.extractive.draft import Draft


def answer(asked: Case, text: str) -> Draft:
    """A draft that says `text` and quotes something."""
    draft = Draft(asked.library)
    return draft.say(f"{text} {draft.cite(asked.library.facts[0])}.")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param("Why do all three roadmaps want a grill?", "One of the three mentions a grill", id="all"),
        pytest.param("How come none of the roadmaps mentions stock?", "All three mention stock", id="none"),
        pytest.param("Why does phase 1 take a whole year?", "2-3 months, for Phase 1", id="longer"),
        pytest.param("Phase 1 takes two weeks, right?", "2-3 months, for Phase 1", id="shorter"),
        pytest.param("Why must I master both knives?", "Take either knife", id="both"),
        pytest.param("A leek has six layers, right?", "Its ten layers are thin", id="number"),
        pytest.param("Stock has 6 layers, so which is best?", "Stock has ten clear layers", id="declared"),
        pytest.param("Since stock is gluten free, who may eat it?", "No stock is gluten free", id="denied"),
        pytest.param("Stock is a clear dough, so how is it poured?", "It isn't clear or a dough", id="declared_denied"),
    ],
)
def test_an_answer_that_shows_the_premise_to_be_wrong_says_so(question: str, told: str) -> None:
    asked = case(question)
    checked = premise.checked(asked, answer(asked, told))
    assert shown(checked) == f"That is not so. {told} [1]."
    assert checked.abstained


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param("Why do all three roadmaps want stock?", "All three mention stock", id="all_do"),
        pytest.param("Why does phase 1 take two months?", "2-3 months, for Phase 1", id="as_long"),
        pytest.param("A leek has ten layers, right?", "Its 10 layers are thin", id="as_many"),
        pytest.param("A leek has six layers, right?", "It grows in ten weeks", id="another_thing"),
        pytest.param("How many layers do six leeks have?", "Ten layers", id="asked"),
        pytest.param("Why do three roadmaps bring in stock so late?", "Three of the five roadmaps do so", id="of_all"),
        pytest.param("Phase 2 covers stock, right?", "Phase 3 covers knives", id="number_of_a_stage"),
        pytest.param("Since stock is not clear, who may eat it?", "Stock is not clear", id="denied_by_both"),
        pytest.param("Since stock is clear, who may eat it?", "It is clear, not sweet", id="other_denied"),
        pytest.param("Since stock is clear, who may eat it?", "No child, for it is clear", id="denied_of_another"),
        pytest.param("Since I know two languages, which does it teach?", "It teaches three languages", id="learners"),
        pytest.param("Winter is 3 weeks, how long does phase 1 take?", "2-3 months, for Phase 1", id="nothing_named"),
        pytest.param("Why does phase 1 take a whole year?", "Roasted bones", id="no_time_told"),
        pytest.param("I have a year. How long is phase 1?", "2-3 months, for Phase 1", id="no_premise"),
        pytest.param("How many of all the roadmaps want a grill?", "One of the three mentions a grill", id="no_reason"),
    ],
)
def test_an_answer_that_does_not_show_it_stays(question: str, told: str) -> None:
    asked = case(question)
    draft = answer(asked, told)
    assert premise.checked(asked, draft) is draft


def test_an_answer_that_opens_with_no_denies_what_was_asked_why() -> None:
    asked = case("Why is a diploma needed for stock?")
    checked = premise.checked(asked, answer(asked, "No, a diploma is not needed"))
    assert (shown(checked), checked.abstained) == ("No, a diploma is not needed [1].", True)
    agreed = case("Why is no diploma needed for stock?")
    assert not premise.checked(agreed, answer(agreed, "No, a diploma is not needed")).abstained
