"""A copy of the home is a backup: put back anywhere, it answers and remembers as before."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from soup import write_edition

from ingest.pages import FOLDER
from ingest.pipeline import ingest
from ingest.settings import Settings
from rag.bootstrap import open_assistant
from rag.conversations import Conversations
from rag.service.keys import Keys
from rag.store import FILE, Store

QUESTION = "How long does the stock step of the Soup Roadmap take?"


def told(settings: Settings) -> tuple[str, list[str], str]:
    """What is answered, and from which generation."""
    assistant = open_assistant(settings)
    answer = assistant.ask(QUESTION)
    return answer.text, [c.quote for c in answer.citations], str(assistant.about()["generation"])


@pytest.mark.slow
def test_a_copy_of_the_home_put_back_elsewhere_answers_and_remembers_as_before(
    settings: Settings, tmp_path: Path
) -> None:
    notes, page = tmp_path / "notes.md", settings.home / FOLDER / "kept.md"
    notes.write_text("# Rice\n\nRice is steamed.\n", encoding="utf-8")
    page.parent.mkdir()
    page.write_text("---\ntitle: Bread\nurl: https://bread.example/\n---\n\n# Bread\n\nKnead.\n", encoding="utf-8")
    ingest(settings, [notes, page])
    before, answer = told(settings), open_assistant(settings).ask(QUESTION)
    kept = Conversations(Store(settings.home / FILE))
    id_ = kept.start("ann").id
    kept.keep(kept.ask("ann", id_, answer.question), answer)
    key = Keys(settings.home / "keys.json").make("laptop")

    copy = tmp_path / "copy"
    shutil.copytree(settings.home, copy, symlinks=True)
    shutil.rmtree(settings.home)
    restored = Settings(home=tmp_path / "restored", corpus=settings.corpus)
    shutil.copytree(copy, restored.home, symlinks=True)

    assert told(restored) == before
    (turn,) = Conversations(Store(restored.home / FILE)).get("ann", id_).turns
    assert turn.answer["text"] == answer.text
    assert Keys(restored.home / "keys.json").owner(key)
    write_edition(settings.corpus, 2)
    report = ingest(restored)
    assert (report.documents["removed"], report.failures) == (0, ())
    assert {"notes", "kept", "soup"} < {document.id for document in open_assistant(restored).documents()}


@pytest.mark.slow
def test_a_lost_index_is_built_anew_as_it_was(settings: Settings) -> None:
    ingest(settings)
    before = told(settings)[:2]
    shutil.rmtree(settings.home / "generations")
    (settings.home / "current").unlink()
    ingest(settings)
    assert told(settings)[:2] == before


def test_conversations_are_copied_while_they_are_written(tmp_path: Path) -> None:
    kept = Conversations(Store(tmp_path / FILE))
    id_ = kept.start("ann").id
    meanwhile = iter(("ann", "bob"))

    def write(*_: int) -> None:
        if owner := next(meanwhile, None):
            kept.start(owner)

    # What `.backup` of the sqlite3 command does.
    with closing(sqlite3.connect(tmp_path / FILE)) as source, closing(sqlite3.connect(tmp_path / "copy")) as copy:
        source.backup(copy, pages=1, progress=write)
    assert Conversations(Store(tmp_path / "copy")).get("ann", id_).length == 0
