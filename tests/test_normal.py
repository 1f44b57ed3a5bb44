import pytest

from rag.months import months_of, overlap
from rag.normal import normal
from rag.numbers import states_number


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("The 2024-2025 roadmap", "the 2024x2025 roadmap"),
        ("the 24/25 one", "the 2024x2025 one"),
        ("2025 to 26", "2025x2026"),
        ("Twelve-month plan", "12-month plan"),
        ("the second phase", "the phase 2"),
        ("phase two", "phase 2"),
        ("stage nine", "stage 9"),
        ("phases two to four", "phases 2 to 4"),
        ("its first three phases", "its first 3 phases"),
        ("a 6mo plan, 6 mo", "a 6 month plan, 6 month"),
        ("that  road map,\nthe rodmap", "that roadmap, the roadmap"),
        ("12 Months Mastery", "12 month mastery"),
        ("one of them", "one of them"),
        ("the 3rd fase, mnth five", "the phase 3, month 5"),
        ("wat shud noobs lern 1st", "what should beginners learn first"),
        ("good 4 my cv, easy 4 noobs", "good for my cv, easy for beginners"),
        ("is phase 4 my aim, gpt 4 a model", "is phase 4 my aim, gpt 4 a model"),
        ("need 2 know 2 things", "need to know 2 things"),
        ("start w/ soup, w/o bones, or w", "start with soup, without bones, or with"),
        ("wich kaggle comps", "which kaggle competitions"),
        ("R or u", "r or u"),
    ],
)
def test_spellings_become_one(written: str, read: str) -> None:
    assert normal(written) == read


def test_years_are_no_numbers() -> None:
    assert not states_number("the roadmap of 2025")
    assert not states_number("one of many")
    assert states_number("20 of them")
    assert states_number("Twelve weeks")


def test_months_are_read_from_their_headings() -> None:
    assert months_of("Months 4-6") == (4, 6)
    assert months_of("months 10 \u2013 12") == (10, 12)
    assert months_of("3-4 months") is None
    assert months_of(None) is None


def test_stretches_of_months_overlap_where_they_share_one() -> None:
    assert overlap((1, 3), (3, 5))
    assert not overlap((1, 3), (4, 6))
    assert not overlap(None, (1, 12))
