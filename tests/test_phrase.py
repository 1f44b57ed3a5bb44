import pytest
from kitchen import fact, library_with, roadmap

from rag.extractive.phrase import is_clause, is_instruction, label_of, phrase_of, short_phrase


@pytest.mark.parametrize("phrase", ["build a stock", "Use salt, if you like", "fine-tune the oven"])
def test_an_instruction_begins_with_a_verb(phrase: str) -> None:
    assert is_instruction(phrase)


@pytest.mark.parametrize("phrase", ["a clear broth", "Research Engineer", "builders of ovens"])
def test_a_thing_or_a_title_is_no_instruction(phrase: str) -> None:
    assert not is_instruction(phrase)


@pytest.mark.parametrize("phrase", ["Python is the main language", "no, a degree can help", "salt helps, yet little"])
def test_a_clause_has_a_subject_and_a_verb(phrase: str) -> None:
    assert is_clause(phrase)


@pytest.mark.parametrize(
    "phrase", ["vectors that are long", "read what is written", "salt, which helps", "what you have done"]
)
def test_a_verb_behind_that_or_which_makes_no_clause(phrase: str) -> None:
    assert not is_clause(phrase)


def test_a_label_is_the_end_of_a_subject_unless_the_whole_list_shares_it() -> None:
    assert label_of(fact("roasted bones")) == "bones"
    assert label_of(fact("build a clear broth")) == ""


def test_a_labelled_phrase_says_what_it_is_said_of() -> None:
    assert phrase_of(fact("bay, thyme"), labelled=True) == "herbs (bay, thyme and parsley)"
    assert phrase_of(fact("bay, thyme"), labelled=False) == "bay, thyme and parsley"


def test_a_label_is_left_out_where_the_phrase_holds_its_words() -> None:
    assert phrase_of(fact("roasted bones"), labelled=True) == "roasted bones and roots"


LISTS = """# Test Roadmap

## Step 1: Salt

- Salt, sea: Flakes from the coast.
- Salt, optional rock: grains, for the mill
- Salt, tasting: Try a little before you use more.
- Salt, listed among spices: Pepper Mill
- Salt, grains: crystals (coarse, fine)
- Salt, long story: the one thing that every cook on every coast has always had within reach of the hand
"""


@pytest.mark.parametrize(
    ("beginning", "told"),
    [
        ("Flakes", "sea (Flakes from the coast)"),
        ("grains, for", "optional rock: grains (optional), for the mill"),
        ("Try", "try a little before you use more (tasting)"),
        ("Pepper", "Pepper Mill, listed among spices"),
        ("crystals", "grains: crystals (coarse, fine)"),
    ],
)
def test_a_label_stands_where_it_reads_best(beginning: str, told: str) -> None:
    assert phrase_of(fact(beginning, library_with(roadmap("lists", LISTS))), labelled=True) == told


def test_a_long_phrase_is_told_in_short_by_its_label() -> None:
    library = library_with(roadmap("lists", LISTS))
    assert short_phrase(fact("the one thing", library)) == "long story"
    assert short_phrase(fact("Pepper", library)) == "Pepper Mill, listed among spices"
