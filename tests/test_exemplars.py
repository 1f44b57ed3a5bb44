from pathlib import Path

import pytest

from ingest.errors import CorpusError
from ingest.exemplars import Exemplar, read_exemplars
from ingest.settings import SHIPPED_CORPUS


def write(folder: Path, text: str) -> Path:
    (folder / "intents.yaml").write_text(text, encoding="utf-8")
    return folder


def test_exemplars_are_questions_by_what_they_ask_for(tmp_path: Path) -> None:
    folder = write(tmp_path, "plan.total:\n- How long in all?\n- How long in all?\nfact:\n- Which tools?\n")
    assert read_exemplars(folder) == (Exemplar("plan.total", "How long in all?"), Exemplar("fact", "Which tools?"))


def test_a_corpus_need_not_have_any(tmp_path: Path) -> None:
    assert read_exemplars(tmp_path) == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("- just a list\n", "not a list of questions"),
        ("fact:\n- ''\n", "fact.0"),
        ("fact: [1\n", "not a list of questions"),
        ("fact:\n- What now?\nplan:\n- What now?\n", "'What now\\?' asks for both fact and plan"),
    ],
)
def test_a_broken_file_is_named_with_the_reason(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(CorpusError, match=reason):
        read_exemplars(write(tmp_path, text))


def test_the_shipped_ones_are_many_for_each_intent() -> None:
    exemplars = read_exemplars(SHIPPED_CORPUS)
    intents = [e.asks.partition(".")[0] for e in exemplars]
    assert min(intents.count(intent) for intent in intents) >= 50
