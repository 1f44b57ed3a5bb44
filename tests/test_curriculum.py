import pytest
from kitchen import TOPICS, kitchen
from libraries import topic

from rag.curriculum import Curriculum, first_items
from rag.library import Library


@pytest.fixture(scope="session")
def curriculum(shelf: Library) -> Curriculum:
    return Curriculum(shelf)


def test_a_place_is_the_first_statement_by_which_a_roadmap_teaches_a_topic(soup: Library) -> None:
    places = Curriculum(soup).places(topic(soup, "stock"))
    assert {id_: fact.content for id_, fact in places.items()} == {"soup": "simmer bones and roots for three hours"}


def test_a_stage_named_after_a_topic_teaches_it_in_each_of_its_lists() -> None:
    """The Soup Roadmap's first phase is Stock, whose lists are of things to learn, resources and projects."""
    stock = TOPICS.by_id["stock"]
    lessons = Curriculum(kitchen()).lessons_of(stock)
    assert {id_: [f.content for f in facts] for id_, facts in lessons.items()} == {
        "soup": ["roasted bones and roots"],
        "grill": ["a glaze from reduced stock"],
    }


def test_lessons_take_turns_over_the_roadmaps() -> None:
    knives = TOPICS.by_id["knife-work"]
    assert [f.document.id for f in Curriculum(kitchen()).lessons(knives)] == ["soup", "bread", "grill"]


def test_lessons_on_two_topics_take_turns_over_the_topics_as_well() -> None:
    stock, knives = TOPICS.by_id["stock"], TOPICS.by_id["knife-work"]
    found = [(f.document.id, f.section.stage) for f in Curriculum(kitchen()).lessons(stock, knives)]
    assert found[:5] == [("soup", 1), ("grill", 2), ("soup", 2), ("bread", 2), ("grill", 1)]


def test_position_runs_from_the_first_section_to_the_last(soup: Library) -> None:
    curriculum = Curriculum(soup)
    sections = len(soup.sections_of["soup"])
    first = soup.facts_of["soup"][0].section.order
    assert curriculum.position(topic(soup, "stock")) == pytest.approx(first / (sections - 1))
    assert curriculum.position(topic(soup, "stock")) < curriculum.position(topic(soup, "knife-work"))


def test_what_no_roadmap_teaches_comes_last(shelf: Library, curriculum: Curriculum) -> None:
    untaught = [t for t in shelf.topics.all if not curriculum.places(t)]
    assert all(curriculum.position(t) == 1.0 for t in untaught)


def test_the_first_things_listed_for_a_topic_stand_under_its_heading(soup: Library) -> None:
    simmer, pot = soup.facts_of["soup"][:2]
    assert first_items(soup, simmer, topic(soup, "stock"), most=1) == [simmer]
    assert first_items(soup, simmer, topic(soup, "stock")) == [simmer, pot]
    assert first_items(soup, pot, topic(soup, "knife-work")) == [pot]
