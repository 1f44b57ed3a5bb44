import pytest
from kitchen import case, shown

from ingest.settings import Settings
from rag.bootstrap import open_assistant
from rag.extractive import what_is


def test_a_resource_is_explained_from_its_summary() -> None:
    text = shown(what_is.compose(case("What is Ladle School?")))
    assert text.startswith("Ladle School is a course on clear broth [1]. It lasts six evenings [2].")


def test_a_reason_is_told_before_a_mere_name() -> None:
    assert "kneading builds the net that holds the air" in shown(what_is.compose(case("Why is kneading important?")))


def test_what_nobody_explains_is_not_made_up() -> None:
    assert what_is.compose(case("What is the Escoffier sauce?")) is None


@pytest.mark.slow
def test_what_is_asked_of_a_resource_comes_before_what_it_is(shipped: Settings) -> None:
    text = open_assistant(shipped).ask("Define broadcasting in NumPy").text
    assert text.startswith("Broadcasting, which combines arrays of different shapes")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "begins", "holds"),
    [
        ("What is SciPy and do I need it if I already use numpy?", "SciPy is a free", "SciPy presupposes NumPy"),
        ("If I know Flask, what's FastAPI good for?", "FastAPI is a free", "where FastAPI has the advantage"),
        ("What are Docker and Kubernetes for?", "Docker is a tool", "Kubernetes is an open-source system"),
    ],
)
def test_what_a_thing_is_comes_with_what_sets_it_apart_from_those_named_beside_it(
    shipped: Settings, asked: str, begins: str, holds: str
) -> None:
    text = open_assistant(shipped).ask(asked).text
    assert text.startswith(begins)
    assert holds in text
