import pytest
from kitchen import resource

from ingest.records import ResourceFacts
from ingest.settings import SHIPPED_CORPUS
from ingest.topics import Topics, read_topics
from rag.learner import Learner, read_learner
from rag.records import Turn


@pytest.fixture(scope="session")
def topics() -> Topics:
    return read_topics(SHIPPED_CORPUS)


def ids(learner: Learner) -> tuple[list[str], list[str], list[str]]:
    return ([t.id for t in learner.known], [t.id for t in learner.lacking], [t.id for t in learner.goals])


@pytest.mark.parametrize(
    ("text", "known", "lacking", "goals"),
    [
        ("I know Python and statistics. What next?", ["python", "probability-statistics"], [], []),
        ("I know Python but not statistics.", ["python"], ["probability-statistics"], []),
        ("I know Python, want NLP", ["python"], [], ["nlp"]),
        ("No linear algebra, Python fine.", ["python"], ["linear-algebra"], []),
        ("Python I know, I've never done calculus", ["python"], ["calculus"], []),
        ("I want to learn to use PyTorch", [], [], ["pytorch"]),
        ("As a Python developer, I'd like to move to computer vision.", ["python"], [], ["computer-vision"]),
        ("Which of them teaches NLP?", [], [], ["nlp"]),
        ("Python. Calculus.", ["python", "calculus"], [], []),
        ("I haven't really studied NLP, but know Python", ["python"], ["nlp"], []),
        ("I have no NLP and know Python", ["python"], ["nlp"], []),
        ("What a nice day", [], [], []),
    ],
)
def test_what_a_message_says(topics: Topics, text: str, known: list[str], lacking: list[str], goals: list[str]) -> None:
    assert ids(read_learner(text, topics)) == (known, lacking, goals)


@pytest.mark.parametrize("text", ["I'm a complete beginner", "starting from scratch", "I have never coded"])
def test_a_beginner_is_told_by_what_they_say(topics: Topics, text: str) -> None:
    assert read_learner(text, topics).beginner


def test_the_later_word_on_a_topic_counts(topics: Topics) -> None:
    history = [Turn("user", "I don't know Python"), Turn("assistant", "Learn it."), Turn("user", "I know NLP")]
    assert ids(read_learner("I know Python by now", topics, history)) == (["python", "nlp"], [], [])


def test_what_earlier_questions_asked_about_is_no_goal(topics: Topics) -> None:
    assert ids(read_learner("what next?", topics, [Turn("user", "What is NLP?")])) == ([], [], [])


def test_advice_reported_as_followed_makes_its_topic_known(topics: Topics) -> None:
    advice = Turn("assistant", "Learn linear algebra next, then calculus. Deep learning comes later.")
    assert ids(read_learner("I've done that, what now?", topics, [advice])) == (["linear-algebra"], [], [])
    assert ids(read_learner("I know that", topics)) == ([], [], [])


def test_who_finished_with_a_dataset_has_what_working_with_it_needs(topics: Topics) -> None:
    facts = ResourceFacts("dataset", "beginner", "free", ("datasets",), ("python", "pandas"), (), "open", None)
    ships = resource("ships", "# Ships\n", facts, "https://ships.example.org/")
    done = read_learner("I finished the Ships project, what now?", topics, finished=[ships])
    wanted = read_learner("I'm new and want to try Ships. What now?", topics, finished=[ships])
    assert ids(done) == (["python", "pandas"], [], [])
    assert ids(wanted) == ([], [], [])
