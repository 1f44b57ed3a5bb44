import pytest
from kitchen import fact, kitchen

from rag.extractive.stages import stage_headings, stage_label, stage_of, timed, titled, untimed


def test_each_number_stands_for_its_first_heading() -> None:
    headings = stage_headings(kitchen(), kitchen().documents["bread"])
    assert {n: s.heading for n, s in headings.items()} == {
        1: "1. Knead the Dough",
        2: "2. Work with Knives",
        4: "4. Bake",
    }


def test_a_section_belongs_to_the_stage_around_it() -> None:
    stage = stage_of(kitchen(), fact("bay").section)
    assert stage is not None
    assert stage.heading == "Phase 1: Stock (2-3 months)"
    assert stage_of(kitchen(), fact("Ladle School is").section) is None


def test_the_time_is_the_nearest_headings() -> None:
    owner = timed(kitchen(), fact("trimming").section)
    assert owner is not None
    assert untimed(owner) == "Phase 1: Knife Work"
    assert timed(kitchen(), fact("ten minutes").section) is None


@pytest.mark.parametrize(("beginning", "label"), [("bay", "Phase 1"), ("trimming", "Phase 1"), ("a stone", "step 4")])
def test_stages_are_called_as_their_source_counts_them(beginning: str, label: str) -> None:
    assert stage_label(fact(beginning).section) == label


def test_a_bare_number_becomes_a_step() -> None:
    assert titled("4. Bake") == "Step 4: Bake"
    assert titled("4. Bake", "section") == "Section 4: Bake"
    assert titled("Phase 4: Bake") == "Phase 4: Bake"
