"""The goal of a learner who names none as a whole."""

import pytest
from libraries import topic

from rag.aims import aim_of
from rag.curriculum import Curriculum
from rag.learner import Learner
from rag.library import Library
from rag.planner import Planner


@pytest.fixture(scope="session")
def planner(shelf: Library) -> Planner:
    return Planner(Curriculum(shelf))


def aim(planner: Planner, known: tuple[str, ...] = (), wanted: tuple[str, ...] = ()) -> str | None:
    library = planner.curriculum.library
    found = aim_of(planner, Learner(known=tuple(topic(library, i) for i in known)), [topic(library, i) for i in wanted])
    return found.id if found else None


def test_who_wants_a_subject_wants_to_work_in_it(planner: Planner) -> None:
    assert aim(planner, wanted=("computer-vision",)) == "computer-vision-engineer"


def test_a_topic_that_is_no_subject_is_no_goal_as_a_whole(planner: Planner) -> None:
    assert aim(planner, wanted=("docker",)) is None


def test_who_has_one_speciality_goes_on_in_it(planner: Planner) -> None:
    assert aim(planner, known=("python", "mdp", "q-learning")) == "reinforcement-learning"


def test_two_specialities_decide_nothing(planner: Planner) -> None:
    assert aim(planner, known=("image-classification", "bert")) is None


def test_a_goal_that_is_named_counts_before_all(planner: Planner) -> None:
    named = planner.topics.goal_by_id["mlops-engineer"]
    learner = Learner(aim=named)
    assert aim_of(planner, learner, [planner.topics.by_id["computer-vision"]]) == named
