"""Citation precision and recall, over answers on soup that can be read and counted."""

from dataclasses import replace

import pytest
from fakes import FakeAssistant

from eval.support import Support, support
from ingest.records import Document
from rag.records import Answer, Citation

QUOTES = {
    1: ("Step 1: Stock", "Simmer bones and roots for three hours."),
    2: ("Step 2: Vegetables", "Dice carrots, leeks and celery evenly."),
    3: ("Step 4: Serving", "Cook a minestrone for six guests."),
}


def answer(text: str) -> Answer:
    citations = tuple(
        Citation(n, "soup", "Soup Roadmap", "roadmap", (heading,), None, 0, len(quote), quote)
        for n, (heading, quote) in QUOTES.items()
    )
    return replace(FakeAssistant().ask("x"), text=text, citations=citations)


def found(text: str) -> Support:
    return support(answer(text), lambda _id: None)


def test_a_sentence_whose_words_stand_in_its_quote_is_supported() -> None:
    assert found("Simmer bones and roots for 3 hours [1].") == Support(1.0, 1.0)


def test_a_sentence_that_says_more_than_its_quote_is_not_and_its_marker_is_not_precise() -> None:
    its = found("Simmer bones and saffron for three hours [1]. Dice carrots and leeks evenly [2].")
    assert (its.precision, its.recall) == (0.5, 0.5)
    assert its.unsupported == (("Simmer bones and saffron for three hours [1].", ("saffron",)),)


def test_a_false_figure_is_not_supported() -> None:
    assert found("Simmer bones and roots for four hours [1].").recall == 0.0


def test_what_is_shown_with_a_quote_counts_as_its_words_do() -> None:
    assert found("Soup Roadmap puts serving in step 4: cook a minestrone [3].") == Support(1.0, 1.0)


def test_the_sources_author_and_other_names_are_shown_too() -> None:
    soup = replace(FakeAssistant().document("course"), author="Ann Ladle", aliases=("the soup path",))

    def document(_id: str) -> Document:
        return soup

    said = answer("Ann Ladle has you dice carrots [2].")
    assert support(said, document).recall == 1.0
    assert support(said, lambda _id: None).recall == 0.0


def test_each_marker_is_held_to_the_words_before_it() -> None:
    # Right way round, then swapped: the sentence as a whole is held either way, its markers are not.
    assert found("Dice carrots [2] and cook a minestrone [3].") == Support(1.0, 1.0)
    swapped = found("Dice carrots [3] and cook a minestrone [2].")
    assert (swapped.precision, swapped.recall) == (0.0, 1.0)


def test_markers_side_by_side_share_what_stands_before_them() -> None:
    assert found("Dice carrots, then cook a minestrone [2][3].") == Support(1.0, 1.0)
    one_too_many = found("Dice carrots, then cook a minestrone [1][2][3].")
    assert (one_too_many.precision, one_too_many.recall) == (pytest.approx(2 / 3), 1.0)


def test_what_leads_a_list_in_is_told_of_all_its_parts() -> None:
    assert found("Soup Roadmap has you cook and dice: leeks [2] and a minestrone [3].").precision == 1.0


def test_a_marker_that_leads_nowhere_is_not_precise() -> None:
    its = found("Dice carrots evenly [2]. Cook a minestrone [7].")
    assert (its.precision, its.recall) == (0.5, 0.5)


def test_a_sentence_on_a_source_that_has_no_marker_is_named() -> None:
    its = found("Dice carrots evenly [2]. Cook a minestrone.")
    assert (its.precision, its.recall, its.uncited) == (1.0, 0.5, ("Cook a minestrone.",))


@pytest.mark.parametrize(
    "own",
    [
        "No roadmap names saffron.",
        "The other one does not, in any section.",
        "I took it that you know how to dice.",
        "Tell me if that is wrong.",
        "Which soup is it to be?",
        "Hello!",
    ],
)
def test_absences_and_what_is_said_of_the_learner_or_waymark_need_no_marker(own: str) -> None:
    assert found(f"Dice carrots evenly [2]. {own}") == Support(1.0, 1.0)


def test_a_sentence_that_sums_up_the_cited_list_after_it_needs_no_marker() -> None:
    items = "\n- Dice carrots [2].\n- Cook a minestrone [3]."
    assert found(f"Two steps, with carrots.{items}") == Support(1.0, 1.0)
    assert found(f"Two steps, with saffron.{items}").uncited == ("Two steps, with saffron.",)


def test_an_answer_that_states_nothing_has_neither() -> None:
    assert found("I can't help with that.") == Support()
