from dataclasses import replace

import pytest
from kitchen import case, kitchen, shown

from rag.extractive import correct, lookup
from rag.extractive.draft import Draft


def test_a_stage_that_does_not_exist_is_denied_with_those_that_do() -> None:
    draft = correct.stage_asked(case("What is step 3 of the Bread Roadmap?"))
    assert shown(draft) == "Bread Roadmap has no step 3. It has three steps, numbered 1, 2 and 4 [1][2]."
    assert draft is not None
    assert draft.abstained


@pytest.mark.parametrize("question", ["What is step 2 of the Bread Roadmap?", "What is step 3?", "What is stock?"])
def test_a_stage_that_exists_or_may_exist_is_not_denied(question: str) -> None:
    assert correct.stage_asked(case(question)) is None


def test_more_stages_than_there_are_is_put_right() -> None:
    draft = correct.stages_counted(case("Which of the six phases in the Grill Roadmap is about stock?"))
    assert shown(draft) == "Grill Roadmap has two phases, numbered 1 and 2 [1][2], not six."
    assert draft is not None
    assert draft.abstained


@pytest.mark.parametrize(
    "question",
    [
        "Which of the two phases in the Grill Roadmap is about stock?",
        "What are the 4 steps of the Bread Roadmap?",  # it has three, of which the last is numbered 4
        "What are the first six steps of the Bread Roadmap?",
        "What are the six phases?",
    ],
)
def test_as_many_stages_as_there_may_be_are_not_put_right(question: str) -> None:
    assert correct.stages_counted(case(question)) is None


def test_what_the_source_denies_itself_is_told_in_its_own_words() -> None:
    asked = case("Why does the Soup Roadmap say that herbs are a must?")
    quoted = Draft(asked.library)
    quoted.say(f"No herb is needed {quoted.cite(asked.library.facts[0])}.")
    assert shown(correct.claim(asked, quoted)).startswith(
        "That is not what Soup Roadmap says. What it does say: No herb is needed [1]"
    )


def test_a_claim_that_the_quote_does_not_hold_is_turned_down() -> None:
    asked = case("The Soup Roadmap insists on which herbs?")
    draft = lookup.compose(asked)
    assert draft is not None
    denied = correct.claim(asked, draft)
    assert denied.abstained
    assert shown(denied) == ("That is not what Soup Roadmap says. What it does say: Bay, thyme and parsley [1].")


def test_asked_whether_it_claims_so_nothing_is_turned_down() -> None:
    asked = case("Does the Soup Roadmap insist on herbs?")
    draft = lookup.compose(asked)
    assert draft is not None
    assert correct.claim(asked, draft) is draft


def test_a_topic_that_the_source_never_mentions_is_said_to_be_missing_with_who_has_it() -> None:
    draft = correct.unmentioned(case("In which step does the Bread Roadmap teach stock?"))
    assert shown(draft).startswith("Bread Roadmap does not mention stock. Soup Roadmap does, under ")
    assert correct.unmentioned(case("In which phase does the Grill Roadmap teach stock?")) is None


def test_without_a_claim_the_draft_stays() -> None:
    asked = case("Which herbs does the Soup Roadmap name?")
    draft = Draft(asked.library).say("Bay.")
    assert correct.claim(asked, draft) is draft


def test_months_behind_the_last_are_denied() -> None:
    draft = correct.months_asked(case("What does the Grill Roadmap teach in months 8 to 9?"))
    assert shown(draft) == "Grill Roadmap has no month 8: it ends with month 6 [1]."
    assert draft is not None
    assert draft.abstained
    assert correct.months_asked(case("What does the Grill Roadmap teach in months 5 to 7?")) is None


def test_a_formality_that_a_roadmap_never_mentions_is_denied() -> None:
    draft = correct.unmentioned(case("How do I get the certificate of the Soup Roadmap?"))
    assert shown(draft) == "Soup Roadmap does not mention certificate."


def test_a_formality_that_its_writer_tells_of_is_not_asked_about() -> None:
    asked = "I finish my certificate in spring. Which herbs does the Soup Roadmap name for the stock?"
    assert correct.unmentioned(case(asked)) is None


def test_of_a_thing_pointed_to_it_is_not_told_who_else_has_what_is_missing() -> None:
    things = (kitchen().documents["ladle-school"],)
    asked = case("is there sushi in it?")
    pointing = replace(asked, question=replace(asked.question, sources=things, resources=things, pointed=True))
    assert shown(correct.unmentioned(pointing)) == "Ladle School does not mention sushi."
