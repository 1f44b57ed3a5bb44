from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kitchen import TOPICS as KITCHEN
from kitchen import kitchen

from ingest.records import Goal
from ingest.settings import SHIPPED_CORPUS
from ingest.topics import read_topics
from rag.curriculum import Curriculum
from rag.library import Library
from rag.planner import Planner, State

TOPICS = read_topics(SHIPPED_CORPUS)
IDS = [topic.id for topic in TOPICS.all]


@pytest.fixture(scope="session")
def planner(shelf: Library) -> Planner:
    return Planner(Curriculum(shelf))


def steps(planner: Planner, known: list[str], goals: list[str], lacking: list[str] | None = None) -> list[str]:
    lacking = lacking or []
    state = State(planner.usual_goal, frozenset(known), planner.implied(known, lacking), frozenset(lacking))
    return [topic.id for topic in planner.steps(state, goals, 40)]


def test_a_step_comes_after_all_that_it_requires() -> None:
    assert steps(Planner(Curriculum(kitchen())), [], ["sushi"])[:4] in (
        ["stock", "knife-work", "kneading", "sushi"],
        ["knife-work", "stock", "kneading", "sushi"],
        ["stock", "kneading", "knife-work", "sushi"],
    )


def test_a_goal_that_is_named_is_reached_before_anything_else_is_taken_up() -> None:
    planner = Planner(Curriculum(kitchen()))
    assert steps(planner, ["stock", "knife-work"], ["kneading"]) == ["kneading", "sushi"]


def test_knowing_a_topic_is_knowing_what_it_requires_unless_that_is_lacking() -> None:
    planner = Planner(Curriculum(kitchen()))
    assert planner.implied(["sushi"]) == {"sushi", "knife-work", "kneading", "stock"}
    assert "stock" not in planner.implied(["sushi"], ["stock"])


def test_of_what_can_be_taken_up_a_mentors_likely_advice_comes_first_and_never_before_what_it_requires() -> None:
    planner = Planner(Curriculum(kitchen()))
    bare = State(planner.usual_goal)
    advised = replace(bare, advised={"knife-work": 0.9}), replace(bare, advised={"stock": 0.9})
    assert [planner.path(state, 1)[0].id for state in advised] == ["knife-work", "stock"]
    assert planner.path(replace(bare, advised={"sushi": 1.0}), 1) == planner.path(bare, 1)


def test_what_the_learner_lacks_comes_first(planner: Planner) -> None:
    assert steps(planner, ["python", "linear-algebra", "calculus"], [], ["probability-statistics"])[0] == (
        "probability-statistics"
    )


def test_a_path_leaves_out_what_is_known_and_what_that_implies(planner: Planner) -> None:
    assert not {"python", "programming"} & set(steps(planner, ["python"], []))
    passed = {"programming", "mathematics", "machine-learning", "deep-learning"}
    assert not passed & set(steps(planner, ["nlp"], []))


def test_a_path_leads_by_way_of_machine_learning_to_language(planner: Planner) -> None:
    path = steps(planner, ["python"], ["nlp"])
    assert path.index("machine-learning") < path.index("deep-learning") < path.index("nlp")


def test_who_knows_everything_has_nothing_left_to_learn(planner: Planner) -> None:
    assert steps(planner, IDS, ["nlp"]) == []


def test_the_same_learner_gets_the_same_path(planner: Planner) -> None:
    assert steps(planner, ["python"], ["rag"]) == steps(planner, ["python"], ["rag"])


@pytest.mark.slow
@settings(max_examples=2000, suppress_health_check=[HealthCheck.too_slow])
@given(
    said=st.frozensets(st.sampled_from(IDS), max_size=12),
    lacks=st.frozensets(st.sampled_from(IDS), max_size=3),
    goal=st.sampled_from(TOPICS.goals),
    needs=st.dictionaries(st.sampled_from(IDS), st.floats(0, 1), max_size=3),
    advised=st.dictionaries(st.sampled_from(IDS), st.floats(0, 1), max_size=3),
)
def test_no_learner_is_told_what_they_know_or_what_they_are_not_ready_for(  # noqa: PLR0917 - all there is of one
    planner: Planner,
    said: frozenset[str],
    lacks: frozenset[str],
    goal: Goal,
    needs: dict[str, float],
    advised: dict[str, float],
) -> None:
    met = set(planner.implied(said, lacks - said))
    for topic in planner.path(State(goal, said, frozenset(met), lacks - said, needs, advised), 6):
        assert topic.id not in met
        assert planner.prerequisites.direct(topic.id) <= met
        met.add(topic.id)


def test_the_same_path_is_found_from_each_of_its_steps(planner: Planner) -> None:
    state = State(TOPICS.goals[0], frozenset(), planner.implied(["python"]), frozenset())
    for first, second in pairwise(planner.path(state, 5)):
        state = replace(state, known=state.known | {first.id})
        assert planner.open(state)[0].topic == second


def test_every_topic_but_the_roots_requires_something() -> None:
    roots = {topic.id for topic in TOPICS.all if not topic.requires}
    assert {"mathematics", "programming"} <= roots
    assert len(roots) <= 10
    assert len(KITCHEN.all) == 4
