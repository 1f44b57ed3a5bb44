"""Hints, and the file that they stand in."""

from pathlib import Path

import pytest

from ingest.errors import CorpusError
from ingest.hints import Hint, read_hints
from ingest.settings import SHIPPED_CORPUS
from ingest.topics import read_topics

TOPICS = {"monitoring", "git"}
FILE = """
topics:
  monitoring:
    needs: ["nobody notices when it rots", "nobody sees the rot"]
    knows: ["our dashboards warn us of rot"]
  git:
    needs: ["my folders are called final", "my final folders"]
    knows: ["we review all folders"]
nothing: ["I live in Pune", "I live in Lagos"]
"""


def corpus(folder: Path, text: str) -> Path:
    (folder / "hints.yaml").write_text(text, encoding="utf-8")
    return folder


def hints(folder: Path) -> tuple[Hint, ...]:
    return read_hints(corpus(folder, FILE), TOPICS)


def test_a_file_of_hints_is_read_topic_by_topic(tmp_path: Path) -> None:
    found = hints(tmp_path)
    assert Hint("our dashboards warn us of rot", "knows", "monitoring") in found
    assert [hint.topic for hint in found if hint.drift == "nothing"] == [None, None]
    assert len(found) == 8


def test_a_corpus_without_the_file_has_none(tmp_path: Path) -> None:
    assert read_hints(tmp_path, TOPICS) == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("topics: {bread: {needs: [a], knows: [b]}}\nnothing: []", "there is no topic 'bread' in topics.yaml"),
        ("topics: {git: {needs: [a]}}\nnothing: []", r"is not a list of hints \(topics.git.knows: "),
        ("topics: {git: [}", "is not a list of hints"),
    ],
)
def test_a_broken_file_is_told_with_what_breaks_it(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(CorpusError, match=says):
        read_hints(corpus(tmp_path, text), TOPICS)


def test_every_topic_has_hints_of_both_kinds_and_none_of_its_own_name() -> None:
    topics = read_topics(SHIPPED_CORPUS)
    shipped = read_hints(SHIPPED_CORPUS, topics.by_id)
    for drift in ("needs", "knows"):
        assert {hint.topic for hint in shipped if hint.drift == drift} == topics.by_id.keys()
    named = [h.text for h in shipped if h.topic and topics.by_id[h.topic].name.lower() in h.text.lower().split()]
    assert named == []
