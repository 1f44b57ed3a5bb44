import pytest

from ingest.settings import SHIPPED_CORPUS
from ingest.topics import read_topics
from rag.errors import UnknownTopicError
from rag.named import goal_named, topics_named

TOPICS = read_topics(SHIPPED_CORPUS)


def test_topics_go_by_id_name_and_alias_each_once() -> None:
    found = topics_named(TOPICS, ["python", "Linear Algebra", "linalg", " NLP "])
    assert [topic.id for topic in found] == ["python", "linear-algebra", "nlp"]


def test_a_goal_goes_by_id_name_and_alias() -> None:
    assert {goal_named(TOPICS, name).id for name in ("nlp-engineer", "NLP engineer", "nlp developer")} == {
        "nlp-engineer"
    }


def test_a_goal_goes_by_what_it_is_about() -> None:
    names = ("nlp", "Natural Language Processing", "cv", "machine learning", "LLMs", "RL", "mlops")
    assert [goal_named(TOPICS, name).id for name in names] == [
        "nlp-engineer",
        "nlp-engineer",
        "computer-vision-engineer",
        "ml-engineer",
        "llm-engineer",
        "reinforcement-learning",
        "mlops-engineer",
    ]


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownTopicError, match=r"No topic is called .pyton.\. The nearest are python"):
        topics_named(TOPICS, ["pyton"])
    with pytest.raises(UnknownTopicError, match="No goal is called 'plumber'"):
        goal_named(TOPICS, "plumber")
