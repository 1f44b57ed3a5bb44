import pytest
from kitchen import TOPICS, kitchen
from libraries import topic

from rag.curriculum import Curriculum, first_items
from rag.library import Library


@pytest.fixture(scope="session")
def curriculum(shelf: Library) -> Curriculum:
    return Curriculum(shelf)


def path(curriculum: Curriculum, known: list[str], goals: list[str]) -> list[str]:
    def named(ids: list[str]) -> list[object]:
        return [topic(curriculum.library, id_) for id_ in ids]

    return [t.id for t in curriculum.path(named(known), named(goals))]  # type: ignore[arg-type]


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


def test_position_runs_from_the_first_section_to_the_last(soup: Library) -> None:
    curriculum = Curriculum(soup)
    sections = len(soup.sections_of["soup"])
    first = soup.facts_of["soup"][0].section.order
    assert curriculum.position(topic(soup, "stock")) == pytest.approx(first / (sections - 1))
    assert curriculum.position(topic(soup, "stock")) < curriculum.position(topic(soup, "knife-work"))


def test_what_no_roadmap_teaches_comes_last(shelf: Library, curriculum: Curriculum) -> None:
    untaught = [t for t in shelf.topics.all if not curriculum.places(t)]
    assert all(curriculum.position(t) == 1.0 for t in untaught)


def test_a_corpus_of_another_field_has_no_core(soup: Library) -> None:
    curriculum = Curriculum(soup)
    assert curriculum.core() == []
    assert curriculum.parts_of_foundations() == []
    assert curriculum.path([], []) == []
    assert curriculum.path([], [topic(soup, "stock")]) == [topic(soup, "stock")]


def test_the_core_begins_with_what_all_models_rest_on(curriculum: Curriculum) -> None:
    assert curriculum.core() == ["programming", "foundations", "classical-ml", "deep-learning"]


def test_a_path_leaves_out_what_is_known_and_what_that_implies(curriculum: Curriculum) -> None:
    assert "python" not in path(curriculum, ["python"], [])
    assert "programming" not in path(curriculum, ["python"], [])
    assert not {"programming", "mathematics", "machine-learning", "deep-learning"} & set(path(curriculum, ["nlp"], []))


def test_a_path_leads_by_way_of_the_core_to_the_goal(curriculum: Curriculum) -> None:
    steps = path(curriculum, ["python"], ["nlp"])
    assert steps.index("machine-learning") < steps.index("deep-learning") < steps.index("nlp")


def test_who_builds_models_goes_straight_to_practice(curriculum: Curriculum) -> None:
    assert path(curriculum, ["deep-learning"], ["mlops"])[0] == "mlops"


def test_a_goal_within_the_core_comes_in_its_place(curriculum: Curriculum) -> None:
    steps = path(curriculum, ["python"], ["machine-learning"])
    assert "machine-learning" in steps
    assert steps.index("machine-learning") < steps.index("deep-learning")


def test_no_step_comes_twice(curriculum: Curriculum) -> None:
    for known in ([], ["python"], ["probability-statistics"], ["deep-learning"], ["nlp", "mlops"]):
        for goals in ([], ["nlp"], ["mlops"], ["deep-learning", "nlp"]):
            steps = path(curriculum, known, goals)
            assert len(steps) == len(set(steps))
            assert not set(steps) & set(known)


def test_the_first_things_listed_for_a_topic_stand_under_its_heading(soup: Library) -> None:
    simmer, pot = soup.facts_of["soup"][:2]
    assert first_items(soup, simmer, topic(soup, "stock"), most=1) == [simmer]
    assert first_items(soup, simmer, topic(soup, "stock")) == [simmer, pot]
    assert first_items(soup, pot, topic(soup, "knife-work")) == [pot]
