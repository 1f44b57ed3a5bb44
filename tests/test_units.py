"""Passages of any cut are ranked by the sections that they show."""

from dataclasses import replace

import pytest
from fakes import ROADMAP, FakeAssistant

from eval.evidence import Outlines
from eval.golden import Evidence, GoldenQuestion
from eval.units import Units
from ingest.records import Chunk
from rag.records import Passage

PHASE = "Phase 1: Foundations (2 months)"
LEARN, PROJECTS, SECOND = (PHASE, "What to learn"), (PHASE, "Projects"), ("Phase 2: Machine Learning (3 months)",)
QUESTION = GoldenQuestion(
    id="q",
    split="dev",
    type="fact",
    question="what next?",
    answerable=True,
    evidence=(Evidence("sample", LEARN), Evidence("sample", PROJECTS, grade=1)),
    nuggets=(("vectors",),),
)
LEARN_UNIT, PROJECTS_UNIT = f"sample#{PHASE} > What to learn", f"sample#{PHASE} > Projects"


@pytest.fixture
def units() -> Units:
    return units_of(QUESTION)


def units_of(question: GoldenQuestion) -> Units:
    assistant = FakeAssistant()
    return Units(question, Outlines(assistant.documents(), assistant.superseded()))


def passage(first: str, last: str) -> Passage:
    """The passage of the sample roadmap from the words `first` to the words `last`."""
    start, end = ROADMAP.index(first), ROADMAP.index(last) + len(last)
    return Passage(Chunk("c", "sample", (), 0, start, end, ROADMAP[start:end]), "Sample Roadmap", 0.0, 0.0)


def test_evidence_is_judged_by_its_grade(units: Units) -> None:
    assert units.grades == {LEARN_UNIT: 2, PROJECTS_UNIT: 1}


def test_a_passage_that_straddles_sections_finds_each_of_them(units: Units) -> None:
    assert units.ranked([passage("programming:", "project: plot")]) == [LEARN_UNIT, PROJECTS_UNIT]


def test_each_unit_counts_once_at_its_best_place(units: Units) -> None:
    vectors, python = passage("- Foundations, mathematics", "any model."), passage("- Foundations, prog", "short.")
    assert units.ranked([vectors, passage("- Machine", "trees"), python]) == [
        LEARN_UNIT,
        "sample#Phase 2: Machine Learning (3 months)",
    ]


def test_a_heading_alone_finds_nothing_of_what_stands_under_it(units: Units) -> None:
    assert units.ranked([passage("## Phase 1", "### What to learn")]) == [f"sample#{PHASE}"]


def test_a_heading_with_nothing_under_it_stands_for_all_below() -> None:
    units = units_of(replace(QUESTION, evidence=(Evidence("sample", (PHASE,)),)))
    assert units.ranked([passage("- Foundations, project", "by hand.")]) == [f"sample#{PHASE}"]
