"""What learners need or know without naming it."""

import pytest

from ingest.settings import Settings
from rag.bootstrap import open_assistant
from rag.follower import Follower
from rag.needs import Needs
from tests.kitchen import TOPICS


@pytest.fixture(scope="module")
def needs(shipped: Settings) -> Needs:
    open_assistant(shipped)
    return Follower(shipped)().needs


@pytest.mark.slow
@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("Our forecasts got worse over the summer and nobody noticed until the customers rang.", "monitoring"),
        ("On the training data it is flawless, on new customers it falls apart.", "overfitting-regularization"),
        ("I lost a week of code because I only ever save over the same file.", "git"),
        ("I have sent out eighty applications and never heard back, no idea how people get hired.", "job-search"),
    ],
)
def test_a_trouble_hints_at_the_topic_that_ends_it(needs: Needs, said: str, topic: str) -> None:
    assert needs.read(f"I work at a bakery. {said}")[0].topic.id == topic


@pytest.mark.slow
def test_what_asks_for_nothing_hints_at_little(needs: Needs) -> None:
    found = needs.read("I am 34 and live in Porto. What should I learn next?")
    assert not found or found[0].strength < 0.2


@pytest.mark.slow
def test_what_is_known_need_not_be_named(needs: Needs) -> None:
    said = "Derivatives and integrals: no problem.", "I put models into containers all day."
    assert [topic.id for text in said for topic in needs.skills(text)] == ["calculus", "docker"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("said", "goal"),
    [
        ("My dream is a program that walks a robot dog by rewarding it.", "reinforcement-learning"),
        ("I want to make machines read the law: contracts, verdicts, letters.", "nlp-engineer"),
    ],
)
def test_a_goal_need_not_be_named(needs: Needs, said: str, goal: str) -> None:
    found = needs.goal(f"I can program and know neural networks. {said}")
    assert found is not None
    assert found.id == goal


@pytest.mark.slow
def test_the_next_step_is_heard_in_how_far_somebody_has_come(needs: Needs) -> None:
    said = "Tabular Q-learning and DQN work for me, the robot arm with its continuous torques does not. What next?"
    assert needs.steps(said)[0].topic.id == "policy-gradients"


def test_without_a_listener_nothing_is_hinted_at() -> None:
    deaf = Needs(TOPICS, None)
    assert deaf.read("Nobody notices when our models get worse.") == deaf.skills("I know Git.") == ()
    assert (deaf.steps("What next?"), deaf.goal("I want to be an AI engineer.")) == ((), None)


@pytest.mark.slow
def test_the_taken_hint_is_told_so_that_it_can_be_corrected(shipped: Settings) -> None:
    answer = open_assistant(shipped).next_step(
        "I train models in scikit-learn and serve them with FastAPI in Docker. Our deployed models get worse month by "
        "month and nobody notices until the customers complain. What next?"
    )
    assert answer.plan
    assert answer.plan["next"]["topic"] == "monitoring"
    assert "not monitoring" in answer.text
