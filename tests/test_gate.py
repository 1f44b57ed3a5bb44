from dataclasses import replace

import pytest
from kitchen import case, fact

from rag.extractive.figure import has_new_figure
from rag.extractive.gate import (
    answers_in_kind,
    chooses_among_strangers,
    confidence,
    coverage,
    is_near,
    missing_thing,
    supports,
    supposes_a_stranger,
)
from rag.numbers import states_number
from rag.question import Unit
from rag.words import stems


def unit(text: str, weight: float) -> Unit:
    return Unit(text, (frozenset(stems(text)),), weight)


def test_coverage_is_the_share_of_the_weight_that_is_found() -> None:
    units = [unit("salt", 3.0), unit("pepper", 1.0)]
    assert coverage(units, frozenset({"salt"})) == 0.75
    assert coverage(units, frozenset()) == 0
    assert coverage([], frozenset({"salt"})) == 0


def test_nothing_supports_nothing() -> None:
    assert not supports(case("Which herbs are there?"), [])


def test_nothing_gives_no_names() -> None:
    assert not answers_in_kind(case("How do they differ on herbs? Give me the names of cooks."), [])


def test_facts_support_a_question_whose_words_they_hold() -> None:
    assert supports(case("Which herbs go into the stock?"), [fact("bay")])


def test_a_name_that_the_facts_lack_cannot_be_left_out() -> None:
    assert not supports(case("Which herbs does Escoffier put into the stock?"), [fact("bay")])


def test_the_thing_asked_for_must_stand_in_the_facts() -> None:
    assert not supports(case("What temperature should the stock have?"), [fact("bay")])
    assert missing_thing(case("What temperature should the stock have?"), frozenset({"stock"})) == "temperature"
    assert missing_thing(case("What temperature should the stock have?"), frozenset({"temperatur"})) is None


def test_what_is_asked_of_a_thing_must_stand_in_the_facts() -> None:
    assert missing_thing(case("What is the shelf life of the stock?"), frozenset({"stock"})) == "life"
    assert missing_thing(case("What is the purpose of the stock?"), frozenset({"stock"})) is None


def test_wording_that_seems_off_the_subject_asks_for_more_evidence_unless_something_known_is_named() -> None:
    herbs, named = case("Which leaves and twigs go in?"), case("Which herbs go into the stock?")
    off = replace(herbs, question=replace(herbs.question, intent="out_of_scope"))
    assert 0 < confidence(off, [fact("bay")]) < confidence(herbs, [fact("bay")])
    still = replace(named, question=replace(named.question, intent="out_of_scope"))
    assert confidence(still, [fact("bay")]) == confidence(named, [fact("bay")])


def test_a_number_is_answered_by_a_number() -> None:
    assert supports(case("In how many minutes do I prepare a chicken?"), [fact("prepare")])
    assert not supports(case("How many herbs go into the stock?"), [fact("bay")])


@pytest.mark.parametrize(
    ("text", "states"), [("3-5 projects", True), ("3Blue1Brown, on algebra", False), ("10k", True)]
)
def test_a_digit_in_a_name_is_no_number(text: str, states: bool) -> None:
    assert states_number(text) is states


def test_a_price_is_answered_by_a_price() -> None:
    assert not supports(case("How much does the Ladle School cost?"), [fact("Ladle School is")])


def test_confidence_falls_with_a_name_that_is_missing_and_with_an_attribute_that_is() -> None:
    herbs = [fact("bay")]
    sure = confidence(case("Which herbs go into the stock?"), herbs)
    assert 0 < confidence(case("Which herbs does Escoffier put into the stock?"), herbs) < sure < 1
    assert confidence(case("What temperature do the herbs of the stock take?"), herbs) < sure


def test_words_that_the_library_never_uses_leave_it_unsure() -> None:
    assert not supports(case("Which zebra quilts blorp?"), [fact("bay")])


@pytest.mark.parametrize("question", ["Which herbs go into it?", "Tell me of the Soup Roadmap", "Is broth hard?"])
def test_what_the_library_knows_is_near(question: str) -> None:
    assert is_near(case(question))


def test_what_it_does_not_know_is_far() -> None:
    assert not is_near(case("Which mobile phone contract is cheapest?"))


def test_a_number_that_the_question_brings_itself_is_no_figure_for_it() -> None:
    salad = fact("create a salad of nine")
    assert not has_new_figure(salad, "nine vegetables, and how many guests?")
    assert has_new_figure(salad, "how many vegetables?")


def test_a_choice_between_two_things_that_no_source_names_is_told() -> None:
    assert chooses_among_strangers(case("Which salt for the stock, Maldon or Hallein?"))
    assert not chooses_among_strangers(case("Which first, stock or dice?"))


@pytest.mark.parametrize(
    ("question", "supposes"),
    [
        ("Why do the roadmaps want Escoffier read before I make stock?", True),
        ("Why do the roadmaps want me to learn fencing before knife work?", True),
        ("Why do the roadmaps want me to learn stock before knife work?", False),
        ("Do the roadmaps want me to learn fencing before knife work?", False),
    ],
)
def test_asked_why_what_stands_nowhere_is_supposed(question: str, supposes: bool) -> None:
    assert supposes_a_stranger(case(question)) is supposes
