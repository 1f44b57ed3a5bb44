import pytest
from kitchen import case, kitchen, library_with, resource, roadmap, school, shown

from rag.extractive import short_form
from rag.library import Library

FISH = """# Fish Roadmap

## Phase 1: Heat (1 month)

### What to Learn

- Heat, way: cooking in a warm bath (CWB).
- Heat, tools: the CWBs of the trade.
"""

BOARD = """# SKB

## What it is

SKB, short for Standing Kitchen Board, is a board with legs.
"""


@pytest.fixture(scope="module")
def fish() -> Library:
    board = resource("skb", BOARD, school().resource, "https://b.org/")  # type: ignore[arg-type]
    return library_with(*kitchen().contents.documents, roadmap("fish", FISH), board)


@pytest.mark.parametrize(
    "asked",
    [
        "What does CWB stand for?",
        "CWBs - what is that short for?",
        "the letters CWB, what do they mean",
        "CWB in full?",
    ],
)
def test_a_short_form_is_spelt_out_and_its_place_told(fish: Library, asked: str) -> None:
    assert shown(short_form.compose(case(asked, fish))) == (
        "CWB stands for cooking in a warm bath [1]. "
        "It comes in Fish Roadmap, in Phase 1: Heat (1 month), What to Learn [2]."
    )


def test_what_a_summary_says_its_name_is_short_for_is_told_with_what_it_is(fish: Library) -> None:
    assert shown(short_form.compose(case("What's the full form of SKB?", fish))) == (
        "SKB stands for Standing Kitchen Board [1]. SKB, short for Standing Kitchen Board, is a board with legs [1]."
    )


@pytest.mark.parametrize("asked", ["What is CWB?", "What does XYZ stand for?"])
def test_nothing_is_spelt_out_unasked_or_unknown(fish: Library, asked: str) -> None:
    assert short_form.compose(case(asked, fish)) is None
