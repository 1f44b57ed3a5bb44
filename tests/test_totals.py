import pytest
from kitchen import case, library_with, roadmap, shown

from rag.extractive import totals
from rag.extractive.totals import limit_in
from rag.library import Library

QUICK = "# Quick Roadmap\n\n- Quick, total time: it takes 4-8 months in all.\n\n## Phase 1: Stock\n\n- Stock.\n"
SLOW = "# Slow Roadmap\n\n- Slow, total time: it takes 10-14 months in all.\n\n## Phase 1: Stock\n\n- Stock.\n"


@pytest.fixture(scope="module")
def library() -> Library:
    return library_with(roadmap("slow", SLOW), roadmap("quick", QUICK))


@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("How long does it take?", "4 to 14 months, depending on the roadmap.\n- Quick Roadmap: 4-8 months"),
        ("How many of the roadmaps say how long it takes?", "Two of the two roadmaps state a total.\n- Quick Roadmap"),
        ("Which is fastest?", "Quick Roadmap states the least time, 4-8 months [1], and Slow Roadmap the most"),
        ("Which is the longest?", "Slow Roadmap states the most time, 10-14 months [1]."),
        ("Can I do it in nine months?", "Quick Roadmap fits into nine months"),
        ("Can I do it in half a year?", "At best Quick Roadmap: six months lie towards the lower end"),
        ("Can I do it in less than 4 months?", "None of them fits into less than four months"),
    ],
)
def test_totals_are_held_against_each_other_and_against_a_limit(
    library: Library, question: str, beginning: str
) -> None:
    assert shown(totals.compose(case(question, library))).startswith(beginning)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("half a year", 6),
        ("a year and a half", 18),
        ("within a year", 12),
        ("eight months", 8),
        ("2 years", 24),
        ("", None),
    ],
)
def test_a_limit_is_read_in_months(text: str, months: int | None) -> None:
    assert limit_in(text) == months
