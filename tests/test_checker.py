"""What becomes of a sentence that a model writes; over the kitchen's library, by rules that need no model."""

import pytest
from kitchen import kitchen
from writers import tokens

from rag.answering import Answering
from rag.journey import Asked
from rag.worded.checker import FLAG, Checker
from rag.worded.scanner import Scanner
from rag.worded.shown import Shown, shown

QUESTION = "What should I learn next?"


def seen(question: str = QUESTION) -> Shown:
    return shown(kitchen(), Answering(kitchen()).answer(Asked(question, (), 20)).value, tokens())


def id_of(beginning: str) -> str:
    """The id of the passage that holds a statement which begins so."""
    return next(id_ for id_, p in seen().passages.items() if f"- {beginning}" in p.chunk.text)


def checked(text: str, question: str = QUESTION) -> tuple[str, Checker]:
    """The text as it is shown; `{Stock, bones}` in it is the id of the passage with that statement."""
    checker, scanner = Checker(kitchen(), seen(question), question), Scanner()
    for part in set(text.replace("}", "{").split("{")[1::2]):
        text = text.replace(f"{{{part}}}", f"[{id_of(part)}]")
    told = [checker.check(s) for s in (*scanner.feed(text), *scanner.finish())]
    return "".join(t.text for t in told if t), checker


def quotes(checker: Checker) -> list[str]:
    return [c.quote for c in checker.citations.values()]


def test_ids_become_numbers_in_order_and_the_program_picks_the_quotes() -> None:
    text, checker = checked(
        "Cut vegetables in dice and julienne {Knife work, cuts}. Then take up roasted bones {Stock, bones}. "
        "The cuts are dice, julienne and chiffonade {Knife work, cuts}."
    )
    assert text == (
        "Cut vegetables in dice and julienne [1]. Then take up roasted bones [2]. "
        "The cuts are dice, julienne and chiffonade [1]."
    )
    assert quotes(checker) == [
        "Knife work, cuts: dice, julienne and chiffonade.",
        "Stock, bones: roasted bones and roots.",
    ]
    for citation in checker.citations.values():
        stored = kitchen().documents[citation.document_id].text
        assert stored[citation.start : citation.end] == citation.quote


def test_a_marker_behind_the_full_stop_is_moved_before_it() -> None:
    text, _ = checked("Roast bones and roots. {Stock, bones}")
    assert text == "Roast bones and roots [1]."


def test_a_sentence_on_two_statements_quotes_both_where_they_stand_side_by_side() -> None:
    _, checker = checked("Roasted bones and roots, with bay, thyme and parsley {Stock, bones}.")
    assert quotes(checker) == ["Stock, bones: roasted bones and roots.\n- Stock, herbs: bay, thyme and parsley."]


def test_one_marker_leads_to_every_quote_by_which_the_program_says_the_same() -> None:
    question = "What do I build to practise stock?"
    given = seen(question)
    checker, scanner = Checker(kitchen(), given, question), Scanner()
    (line,) = given.lines
    (id_,) = line.ids
    for sentence in (
        *scanner.feed(f"Build a clear broth for four guests and a vegetable stock [{id_}]."),
        *scanner.finish(),
    ):
        checker.check(sentence)
    assert [(c.start, c.end) for c in checker.citations.values()] == [(c.start, c.end) for c in line.citations]


@pytest.mark.parametrize(
    "claim",
    [
        "Buy a truffle and a lobster for the stock {Stock, bones}.",  # other words
        "Roast the bones for 12 hours {Stock, bones}.",  # a figure
        "Roast bones in a Le Creuset pot {Stock, bones}.",  # a name
        "Stock does not take bones and roots {Stock, herbs}.",  # a denial
        "All roadmaps roast bones and roots {Stock, bones}.",  # a sweep
        "You can skip stock {Stock, bones}.",  # a waiver
        "Roast bones and roots.",  # no source at all
        "Roast bones and roots [1].",  # a number of its own
        "Roast bones and roots [p123456].",  # an id of its own
    ],
)
def test_a_sentence_that_its_citations_do_not_hold_is_flagged_and_cites_nothing(claim: str) -> None:
    text, checker = checked(claim)
    assert text.endswith(f" {FLAG}.")
    assert (checker.supported, checker.unsupported, checker.citations) == (0, 1, {})


@pytest.mark.parametrize(
    "said",
    [
        "I took it that you are starting from the beginning.",
        "Here is what to learn next:",
        "What do you know already?",
    ],
)
def test_a_sentence_about_the_learner_needs_no_source(said: str) -> None:
    text, checker = checked(said)
    assert (text, checker.unsupported) == (said, 0)


def test_what_the_program_worked_out_may_be_said_without_a_quote_of_its_own() -> None:
    counted, checker = checked("Two of the three roadmaps teach stock {Stock, bones}.")
    assert (counted, checker.unsupported) == ("Two of the three roadmaps teach stock [1].", 0)
    wrong, checker = checked("All nine roadmaps teach stock {Stock, bones}.")
    assert (FLAG in wrong, checker.unsupported) == (True, 1)


def test_a_name_that_the_learner_brought_up_is_no_claim() -> None:
    question = "I am Zoe and cook in a Le Creuset pot. What should I learn next?"
    text, _ = checked("In your Le Creuset, roast bones and roots {Stock, bones}.", question)
    assert text == "In your Le Creuset, roast bones and roots [1]."


def test_a_citation_that_has_nothing_to_do_with_its_sentence_is_dropped() -> None:
    text, checker = checked("Roast bones and roots {Stock, bones}{Dough, kneading}.")
    assert (text, quotes(checker)) == ("Roast bones and roots [1].", ["Stock, bones: roasted bones and roots."])
