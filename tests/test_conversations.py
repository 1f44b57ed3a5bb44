"""Conversations are kept whole, for their owners alone, and survive what becomes of the process."""

import json
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from fakes import FakeAssistant

from rag.conversations import Asking, Conversations
from rag.errors import StoreError, UnknownConversationError
from rag.feedback import Feedback
from rag.records import Answer, Turn, answer_json
from rag.store import Store

ANSWER = FakeAssistant().ask("What next?")
OTHER = FakeAssistant().ask("And then?")


def _keep(kept: Conversations, id_: str, answer: Answer = ANSWER, turn: int | None = None) -> None:
    kept.keep(kept.ask("ann", id_, answer.question, turn), answer)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "home" / "conversations.sqlite3"


@pytest.fixture
def kept(file: Path) -> Conversations:
    return Conversations(Store(file))


def test_a_turn_is_kept_with_its_text_and_citations(kept: Conversations) -> None:
    started = kept.start("ann")
    _keep(kept, started.id)
    (turn,) = kept.get("ann", started.id).turns
    whole = answer_json(ANSWER)
    for passage in whole["passages"]:
        del passage["text"]
    del whole["timings_ms"]
    assert turn.answer == whole


def test_turns_are_the_history_of_the_next_question(kept: Conversations) -> None:
    started = kept.start("ann")
    _keep(kept, started.id)
    _keep(kept, started.id)
    pair = [Turn("user", ANSWER.question), Turn("assistant", ANSWER.text)]
    assert kept.get("ann", started.id).history == [*pair, *pair]


def test_the_newest_conversations_come_first_with_their_length(kept: Conversations) -> None:
    first, second = kept.start("ann"), kept.start("ann")
    _keep(kept, first.id)
    assert [(c.id, c.length) for c in kept.all("ann", 10)] == [(second.id, 0), (first.id, 1)]
    assert [c.id for c in kept.all("ann", 1)] == [second.id]


def test_a_question_waits_until_its_answer_is_kept(kept: Conversations) -> None:
    id_ = kept.start("ann").id
    asking = kept.ask("ann", id_, ANSWER.question)
    assert kept.get("ann", id_).waiting == ANSWER.question
    kept.keep(asking, ANSWER)
    assert kept.get("ann", id_).waiting is None


def test_a_question_that_two_tabs_asked_at_once_is_kept_once(kept: Conversations) -> None:
    id_ = kept.start("ann").id
    one, two = (kept.ask("ann", id_, ANSWER.question) for _ in range(2))
    kept.keep(one, ANSWER)
    kept.keep(two, ANSWER)
    assert kept.get("ann", id_).length == 1


def test_two_questions_asked_at_once_are_both_kept(kept: Conversations) -> None:
    id_ = kept.start("ann").id
    one, two = kept.ask("ann", id_, ANSWER.question), kept.ask("ann", id_, OTHER.question)
    kept.keep(two, OTHER)
    kept.keep(one, ANSWER)
    assert [turn.answer["question"] for turn in kept.get("ann", id_).turns] == [OTHER.question, ANSWER.question]


def test_a_turn_that_is_asked_anew_takes_the_place_of_all_after_it(kept: Conversations) -> None:
    id_ = kept.start("ann").id
    for answer in (ANSWER, OTHER, OTHER):
        _keep(kept, id_, answer)
    asking = kept.ask("ann", id_, OTHER.question, turn=2)
    assert [turn.content for turn in asking.history] == [ANSWER.question, ANSWER.text]
    assert kept.get("ann", id_).length == 3  # until there is another answer
    kept.keep(asking, OTHER)
    assert [turn.answer["question"] for turn in kept.get("ann", id_).turns] == [ANSWER.question, OTHER.question]


def test_a_conversation_is_called_by_its_first_question_until_it_gets_a_title(kept: Conversations) -> None:
    id_ = kept.start("ann").id
    assert kept.get("ann", id_).title == ""
    _keep(kept, id_)
    assert kept.all("ann", 1)[0].title == "What next?"
    assert kept.rename("ann", id_, "  To  NLP ").title == "To NLP"
    assert kept.rename("ann", id_, " ").title == "What next?"


def test_a_long_first_question_is_cut_at_a_word_for_a_title(kept: Conversations) -> None:
    id_ = kept.start("ann").id
    kept.ask("ann", id_, "word " * 40)
    assert kept.get("ann", id_).title == " ".join(["word"] * 15) + "…"


def test_conversations_are_found_by_title_question_and_answer(kept: Conversations) -> None:
    one, two = kept.start("ann").id, kept.start("ann").id
    _keep(kept, one, ANSWER)
    _keep(kept, two, OTHER)
    kept.rename("ann", two, "100% mine")
    for text, found in {"WHAT NEXT": [one], "linear algebra": [two, one], "0%": [two], "%": [two], "zebra": []}.items():
        assert [c.id for c in kept.all("ann", 9, text)] == found, text
    assert kept.all("bob", 9, "linear") == []


def test_a_file_of_the_first_schema_is_brought_up_to_date_without_loss(kept: Conversations, file: Path) -> None:
    file.parent.mkdir()
    with sqlite3.connect(file) as raw:
        raw.executescript(FIRST_SCHEMA)
        raw.execute("INSERT INTO conversations VALUES ('c1', 'ann', '2025-01-02')")
        raw.execute("INSERT INTO turns VALUES ('c1', 1, '2025-01-02', ?)", (json.dumps(answer_json(ANSWER)),))
    found = kept.get("ann", "c1")
    assert (found.title, found.waiting, found.turns[0].answer["text"]) == ("What next?", None, ANSWER.text)
    _keep(kept, "c1", OTHER)
    assert kept.get("ann", "c1").length == 2


def test_nobody_reaches_the_conversation_of_another(kept: Conversations) -> None:
    id_ = kept.start("ann").id
    assert kept.all("bob", 10) == []
    for reach in (
        lambda: kept.get("bob", id_),
        lambda: kept.ask("bob", id_, "What next?"),
        lambda: kept.keep(Asking("bob", id_, [], replaces=False), ANSWER),
        lambda: kept.rename("bob", id_, "Mine"),
        lambda: kept.forget("bob", id_),
    ):
        with pytest.raises(UnknownConversationError):
            reach()
    assert kept.get("ann", id_).turns == ()


def test_ids_cannot_be_guessed(kept: Conversations) -> None:
    ids = {kept.start("ann").id for _ in range(20)}
    assert len(ids) == 20
    assert min(len(id_) for id_ in ids) >= 32


def test_a_forgotten_conversation_takes_its_turns_along(kept: Conversations, file: Path) -> None:
    id_ = kept.start("ann").id
    _keep(kept, id_)
    kept.forget("ann", id_)
    with pytest.raises(UnknownConversationError):
        kept.get("ann", id_)
    assert sqlite3.connect(file).execute("SELECT count(*) FROM turns").fetchone() == (0,)


def test_feedback_stands_in_the_same_file(file: Path) -> None:
    Feedback(Store(file)).add("ann", "a1", "down", "It is out of date.")
    rows = sqlite3.connect(file).execute("SELECT owner, answer, rating, comment FROM feedback").fetchall()
    assert rows == [("ann", "a1", "down", "It is out of date.")]


def test_the_file_is_its_owners_alone(kept: Conversations, file: Path) -> None:
    kept.start("ann")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_file_of_another_schema_is_refused_and_left_as_it_is(kept: Conversations, file: Path) -> None:
    id_ = kept.start("ann").id
    with sqlite3.connect(file) as raw:
        raw.execute("PRAGMA user_version = 7")
    with pytest.raises(StoreError, match="have schema 7, this Waymark reads 2"):
        kept.get("ann", id_)
    assert sqlite3.connect(file).execute("SELECT id FROM conversations").fetchall() == [(id_,)]


def test_a_damaged_file_is_named_and_left_as_it_is(kept: Conversations, file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"not a database, whatever its name says" * 40)
    with pytest.raises(StoreError, match="cannot be used"):
        kept.start("ann")
    assert file.read_bytes().startswith(b"not a database")


def test_a_store_that_is_not_there_yet_is_no_failure(file: Path) -> None:
    Store(file).check()
    assert not file.exists()


FIRST_SCHEMA = """
CREATE TABLE conversations (id TEXT PRIMARY KEY, owner TEXT NOT NULL, started_at TEXT NOT NULL) STRICT;
CREATE TABLE turns (
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, asked_at TEXT NOT NULL, answer TEXT NOT NULL, PRIMARY KEY (conversation, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE feedback (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, given_at TEXT NOT NULL,
    answer TEXT NOT NULL, rating TEXT NOT NULL, comment TEXT NOT NULL
) STRICT;
PRAGMA user_version = 1;
"""

WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from fakes import FakeAssistant
from rag.conversations import Conversations
from rag.store import Store
kept, answer = Conversations(Store(Path(sys.argv[1]))), FakeAssistant().ask("What next?")
id_ = kept.start("ann").id
print(id_, flush=True)
while True:
    kept.keep(kept.ask("ann", id_, answer.question), answer)
    print("kept", flush=True)
"""


@pytest.mark.slow
def test_nothing_that_was_confirmed_is_lost_when_two_writers_are_killed(kept: Conversations, file: Path) -> None:
    for _ in range(3):
        command = [sys.executable, "-c", WRITER, str(file), str(Path(__file__).parent)]
        writers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
        said = [[writer.stdout.readline() for _ in range(25)] for writer in writers if writer.stdout]
        for writer in writers:
            writer.kill()
        for lines, writer in zip(said, writers, strict=True):
            rest, _ = writer.communicate()
            conversation = kept.get("ann", lines[0].strip())
            assert conversation.length >= 24 + rest.count("kept\n")
            assert all(turn.answer["text"] == ANSWER.text for turn in conversation.turns)
    assert sqlite3.connect(file).execute("PRAGMA integrity_check").fetchone() == ("ok",)


BEGINNERS = """
import sys
from multiprocessing import get_context
from pathlib import Path
from rag.conversations import Conversations
from rag.store import Store
fork = get_context("fork")
def begin(file, ready):
    ready.wait()
    Conversations(Store(file)).start("ann")
for number in range(40):
    file, ready = Path(sys.argv[1]) / f"{number}.sqlite3", fork.Barrier(6)
    writers = [fork.Process(target=begin, args=(file, ready)) for _ in range(6)]
    for writer in writers: writer.start()
    for writer in writers: writer.join()
    print(len(Conversations(Store(file)).all("ann", 10)))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork, and so no two processes at one moment")
def test_writers_that_begin_at_the_same_moment_wait_for_each_other(tmp_path: Path) -> None:
    run = subprocess.run([sys.executable, "-c", BEGINNERS, str(tmp_path)], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["6"] * 40, run.stderr


FULL = """
import resource, sys
from pathlib import Path
from rag.conversations import Conversations
from rag.errors import StoreError
from rag.store import Store
kept = Conversations(Store(Path(sys.argv[1])))
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
print(len(kept.get("ann", sys.argv[2]).turns))
try:
    kept.start("ann")
except StoreError:
    print("not kept")
"""


def test_on_a_full_disk_what_was_kept_can_still_be_read(kept: Conversations, file: Path) -> None:
    """A limit on the size of files stands for a full disk: SQLite cannot make the files that it makes to read."""
    id_ = kept.start("ann").id
    _keep(kept, id_)
    run = subprocess.run([sys.executable, "-c", FULL, str(file), id_], capture_output=True, text=True, check=True)
    assert run.stdout.split("\n") == ["1", "not kept", ""]
