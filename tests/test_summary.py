import pytest
from kitchen import case

from ingest.settings import Settings
from rag.bootstrap import open_assistant
from rag.extractive import summary


@pytest.mark.parametrize(
    "asked",
    [
        "Do the roadmaps say that Ladle School is a course?",
        "Does Soup Roadmap name Ladle School?",
        "Is there another school than Ladle School?",
    ],
)
def test_what_is_asked_of_roadmaps_or_of_others_is_not_asked_of_the_thing(asked: str) -> None:
    assert summary.compose(case(asked)) is None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        (
            "Can Weaviate combine keyword search with vector search or do I have to build that?",
            "mixes keyword and vector",
        ),
        ("Does XGBoost cope with missing values or do I have to fill them in first?", "handled inside the algorithm"),
        ("Does Khan Academy check my exercises or am I on my own?", "corrected at once"),
        ("In the Titanic contest on Kaggle, what is it that I have to predict?", "predict who survived"),
    ],
)
def test_a_question_on_one_thing_is_answered_from_its_summary(shipped: Settings, asked: str, holds: str) -> None:
    assert holds in open_assistant(shipped).ask(asked).text
