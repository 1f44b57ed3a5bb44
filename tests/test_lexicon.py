import math

import pytest

from rag.abbreviations import abbreviations
from rag.lexicon import UNKNOWN, Lexicon
from rag.library import Library


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Use principal component analysis (PCA) first.", [("principal component analysis", "PCA")]),
        ("large language models (LLMs)", [("large language models", "LLMs")]),
        ("Retrieval-Augmented Generation (RAG)", [("Retrieval Augmented Generation", "RAG")]),
        (
            "reinforcement learning from human feedback (RLHF)",
            [("reinforcement learning from human feedback", "RLHF")],
        ),
        ("a framework by Google (TF)", []),
        ("statistics (see below)", []),
        ("short (LONG)", []),
    ],
)
def test_short_forms_are_read_where_their_letters_begin_the_words(text: str, pairs: list[tuple[str, str]]) -> None:
    assert abbreviations(text) == pairs


def test_a_thing_is_called_by_its_short_and_its_long_form(shelf: Library) -> None:
    long = frozenset({"princip", "compon", "analysi"})
    assert long in shelf.lexicon.alternatives("PCA")
    assert frozenset({"pca"}) in shelf.lexicon.alternatives("principal component analysis")


def test_several_names_of_a_thing_are_listed_once(soup: Library) -> None:
    assert soup.lexicon.alternatives("carrot", "Carrots", "leek") == (frozenset({"carrot"}), frozenset({"leek"}))


def test_rarity_is_the_inverse_document_frequency_of_the_rarest_word(soup: Library) -> None:
    count = len(soup.facts)
    once = math.log((1 + count) / 2)
    assert soup.lexicon.rarity([frozenset({"minestron"})]) == pytest.approx(once)
    assert soup.lexicon.rarity([frozenset({"minestron", "soup"})]) == pytest.approx(once)


def test_a_thing_never_named_has_a_rarity_of_its_own(soup: Library) -> None:
    assert soup.lexicon.rarity([frozenset({"minestron", "zebra"})]) == UNKNOWN
    assert not soup.lexicon.holds([frozenset({"minestron", "zebra"})])
    assert soup.lexicon.holds([frozenset({"zebra"}), frozenset({"minestron"})])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("minstrone", "minestrone"),
        ("carots", "carrots"),
        ("vegtables", "vegetables"),
        ("minestrones", "minestrones"),  # known by its stem
        ("xylophone", "xylophone"),  # like nothing here
        ("bine", "bine"),  # near `bone`, but half of it could be anything
        ("lid", "lid"),
        ("begins", "begins"),
        ("betwen", "between"),  # a word of questions
    ],
)
def test_a_slip_of_the_finger_is_mended(soup: Library, typed: str, meant: str) -> None:
    assert soup.lexicon.respelt(typed) == meant


def test_what_a_text_misspells_is_mended_but_for_names_and_words_with_an_ending(soup: Library) -> None:
    lexicon = Lexicon(soup.facts, {"bone"}.__contains__)
    assert lexicon.spelt("wich carots, boned minstrone?", {"wich"}) == "wich carrots, boned minestrone?"
    assert lexicon.spelt("carots minstrone", {"minstrone"}) == "carrots minstrone"
    assert lexicon.spelt("see carots.io and a-carots") == "see carots.io and a-carots"


def test_of_two_words_as_near_the_one_that_questions_are_made_of_is_meant() -> None:
    assert Lexicon(()).respelt("lern") == "learn"
