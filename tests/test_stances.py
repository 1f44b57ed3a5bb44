"""Reading how learners stand to what they mention."""

import pytest

from ingest.learners import Stance
from ingest.settings import Settings
from rag.bootstrap import open_assistant
from rag.follower import Follower
from rag.mentions import Mentions


@pytest.fixture(scope="module")
def mentions(shipped: Settings) -> Mentions:
    open_assistant(shipped)
    return Follower(shipped)().mentions


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "stances"),
    [
        ("I know Python and SQL but not calculus.", {"Python": "known", "SQL": "known", "calculus": "lacking"}),
        ("Never touched Docker, want to learn Kubernetes.", {"Docker": "lacking", "Kubernetes": "wanted"}),
        ("pandas: yes. PyTorch: no.", {"pandas": "known", "PyTorch": "lacking"}),
        ("I'd love to understand transformers.", {"transformers": "wanted"}),
        ("A bit of statistics. SQL daily.", {"statistics": "basic", "SQL": "known"}),
    ],
)
def test_plain_statements_are_read_right(mentions: Mentions, text: str, stances: dict[str, Stance]) -> None:
    assert {text[m.start : m.end]: m.stance for m in mentions.read(text)} == stances


@pytest.mark.slow
def test_the_name_of_a_goal_and_a_curriculum_vitae_are_no_topics(mentions: Mentions) -> None:
    assert mentions.read("I want to become a machine learning engineer. My CV is ready.") == []
