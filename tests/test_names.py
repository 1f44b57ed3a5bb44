import pytest

from rag.library import Library
from rag.names import Names
from rag.normal import normal

WAYS = {
    "2024-2025": ["2024-2025 roadmap", "24/25 plan", "2024 to 2025 guide", "five-phase roadmap", "18 month roadmap"],
    "2025-26": ["2025/26 one", "Shakil's roadmap", "rashedul's", "Rashedul Alam Shakil", "aiQuest roadmap"],
    "2025": ["Ashtekar", "Abhishek Ashtekar's Medium article", "nine-section plan", "medium post", "abhishek's"],
    "ten-steps": ["ten-step roadmap", "10 step guide", "ten-step plan", "Ten-Step road map"],
    "twelve-months": ["12-month plan", "twelve month curriculum", "12-Month AI Mastery Plan", "one-year roadmap"],
}


@pytest.fixture(scope="session")
def names(shelf: Library) -> Names:
    return Names(shelf.roadmaps)


@pytest.mark.parametrize(("id_", "way"), [(id_, way) for id_, ways in WAYS.items() for way in ways])
def test_every_way_of_naming_a_roadmap(names: Names, id_: str, way: str) -> None:
    text = normal(f"What comes first in the {way}, please?")
    assert [found for found, _, _ in names.found_in(text)] == [id_]


def test_every_title_and_alias_names_its_own_roadmap(shelf: Library, names: Names) -> None:
    for document in shelf.roadmaps:
        for name in (document.title, document.short, *document.aliases):
            assert {found for found, _, _ in names.found_in(normal(name))} == {document.id}, name


def test_spans_hold_the_name_and_its_article(names: Names) -> None:
    text = normal("Does Shakil agree with the ten-step plan?")
    assert [text[start:end] for _, start, end in names.found_in(text)] == ["shakil", "the 10-step plan"]


def test_years_of_something_else_are_no_roadmap(names: Names) -> None:
    assert names.found_in(normal("a roadmap of 2023, or 2019-2020")) == []


def test_no_documents_have_no_names() -> None:
    assert Names(()).found_in("anything") == []
