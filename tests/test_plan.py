import pytest
from kitchen import case, shown

from rag.extractive import plan


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How long does the Soup Roadmap take?", "3-5 months [1]."),
        ("How long is phase 2 of the Soup Roadmap?", "1-2 months, for Phase 2: Knife Work [1]."),
        # 2-3 and 1-2 months make 3-5, which is what the roadmap itself states.
        (
            "How long do phases 1 to 2 of the Soup Roadmap take?",
            (
                "3-5 months, by the headings: 2-3 months for Phase 1 [1] and 1-2 months for Phase 2 [2]. "
                "Its own total agrees: 3-5 months [3]."
            ),
        ),
        # Months 1-3 and 4-6 are three and three.
        (
            "How long do phases 1 to 2 of the Grill Roadmap take?",
            "Six months, by the headings: three for Phase 1 [1] and three for Phase 2 [2].",
        ),
        (
            "How long does knife work take?",
            (
                "1-2 months [1], by Soup Roadmap. Grill Roadmap: months 1-3 [2]. "
                "Bread Roadmap states no time for knife work."
            ),
        ),
        (
            "I have done the stock phase of the Soup Roadmap. How many months are left after stock?",
            "1-2 months, for Phase 2: Knife Work [1].",
        ),
        ("In which months does the Grill Roadmap teach stock?", "In months 4-6, under Phase 2: Stock [1][2]."),
        # The fourth month from March on.
        (
            "If I start in March, when do I come to stock in the Grill Roadmap?",
            "In June: Grill Roadmap puts stock in months 4-6 [1].",
        ),
        ("How long is step 1 of the Bread Roadmap?", None),
        ("How long is it per week?", None),
    ],
)
def test_time_is_told_by_the_figures_that_are_stated(question: str, text: str | None) -> None:
    draft = plan.compose(case(question))
    assert (shown(draft) if draft else None) == text
