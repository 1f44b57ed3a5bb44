"""Who teaches each topic, where and in which order, as every ingest works it out."""

from dataclasses import replace

from kitchen import BREAD, SCHOOL, SOUP, TOPICS, kitchen, resource, roadmap, school

from ingest.outline import outline
from ingest.places import Place
from ingest.records import Document
from ingest.syllabus import Order, Syllabus, syllabus_of

SYLLABUS = kitchen().contents.syllabus


def syllabus_with(*documents: Document) -> Syllabus:
    sections = [TOPICS.marked(section) for d in documents for section in outline(d)]
    return syllabus_of(documents, sections, TOPICS)


def test_a_place_counts_statements_over_all_documents_and_tells_its_stage_and_how_far_in_it_is() -> None:
    """Before the Grill Roadmap, whose section 5 of 0 to 5 lists it, are 9 statements of soup, 4 of bread and 2 more."""
    assert SYLLABUS.places["stock"] == {
        "soup": Place(first=1, lessons=(1,), stage=1, stages=2, position=2 / 7),
        "grill": Place(first=15, lessons=(15,), stage=2, stages=2, position=1.0),
    }


def test_a_roadmap_has_as_many_stages_as_its_last_one_says() -> None:
    """The Bread Roadmap numbers its headings 1, 2 and 4."""
    assert SYLLABUS.places["kneading"] == {"bread": Place(first=9, lessons=(9,), stage=1, stages=4, position=1 / 3)}


def test_what_nobody_teaches_has_no_place() -> None:
    assert SYLLABUS.places["sushi"] == SYLLABUS.resources["sushi"] == {}


def test_rows_are_those_of_the_librarys_facts() -> None:
    facts = kitchen().facts
    assert [facts[place.first].content for place in SYLLABUS.places["knife-work"].values()] == [
        "dice, julienne and chiffonade",
        "scoring the loaf, as a sign of the baker",
        "trimming, boning and slicing",
    ]


def test_a_resource_says_that_it_teaches_a_topic_where_it_first_names_it() -> None:
    (row,) = SYLLABUS.resources["stock"].values()
    assert kitchen().facts[row].content == "Ladle School is a course on clear broth."


def test_what_a_summary_says_of_its_teaching_counts_over_what_it_says_of_itself() -> None:
    """After its two statements of what it is come two on what it teaches, of which the second names stock."""
    teaches = "## What it teaches\n\nOne learns to taste. Its evenings go from water to a stock.\n\n## Where it fits"
    assert syllabus_with(taught_by(SCHOOL.replace("## Where it fits", teaches))).resources["stock"] == {"school": 3}


def test_a_summary_that_names_no_topic_is_quoted_with_what_it_says_first_of_its_teaching() -> None:
    teaches = "## What it teaches\n\nOne learns to taste. Then one cooks.\n\n## Where it fits"
    assert syllabus_with(taught_by(SCHOOL.replace("## Where it fits", teaches))).resources["stock"] == {"school": 2}


def test_a_resource_without_a_word_says_nothing() -> None:
    assert syllabus_with(taught_by("# Ladle School\n\n## What it is\n")).resources["stock"] == {}


def taught_by(text: str) -> Document:
    """The course, with another summary."""
    facts = school().resource
    assert facts
    return resource("school", text, facts, "https://school.example.org/")


def test_roadmaps_that_order_two_topics_in_a_circle_stand_on_two_sides() -> None:
    """Soup has stock in its first phase and knives in its second, Grill the reverse; Bread says nothing of stock."""
    assert SYLLABUS.order("stock", "knife-work") == Order(before=("soup",), after=("grill",), silent=("bread",))


def test_an_order_can_be_asked_for_from_either_end() -> None:
    assert SYLLABUS.order("knife-work", "stock") == Order(before=("grill",), after=("soup",), silent=("bread",))


def test_one_stage_puts_nothing_before_anything() -> None:
    both = BREAD.replace("## 2. Work with Knives\n\n", "")
    order = syllabus_with(roadmap("bread", both)).order("kneading", "knife-work")
    assert order == Order(before=(), after=(), silent=("bread",))


def test_a_requirement_is_a_pair_even_where_no_roadmap_teaches_both() -> None:
    assert SYLLABUS.orders["stock"] == {"knife-work": "<->", "kneading": "---"}


def test_on_two_topics_that_nothing_relates_every_roadmap_is_silent() -> None:
    assert "sushi" not in SYLLABUS.orders["stock"]
    assert SYLLABUS.order("stock", "sushi") == SYLLABUS.order("sushi", "stock")
    assert SYLLABUS.order("stock", "sushi").silent == ("soup", "bread", "grill")


def test_only_roadmaps_in_force_are_evidence() -> None:
    own = replace(roadmap("own", BREAD), kind="user")
    soup, sections = roadmap("soup", SOUP), [TOPICS.marked(section) for section in outline(roadmap("soup", SOUP))]
    assert syllabus_with(soup, own).roadmaps == ("soup",)
    assert syllabus_of((soup, roadmap("replaced", SOUP)), sections, TOPICS).roadmaps == ("soup",)
