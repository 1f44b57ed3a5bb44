"""A chat as the page shows it, over a client that keeps."""

from pathlib import Path
from typing import Any

import pytest
from fakes import FakeAssistant

from rag.errors import StoreError
from rag.store import Store
from ui.client.here import Here
from ui.talk import Talk, Talks, opened


@pytest.fixture
def client(tmp_path: Path) -> Here:
    return Here(FakeAssistant(pause=0.05), Store(tmp_path / "conversations.sqlite3"))


def asked(client: Here, *questions: str, talk: Talk | None = None, number: int | None = None) -> Talk:
    """The talk after these questions, each answered before the next."""
    talk = talk or Talk()
    for question in questions:
        talk.ask(client, question, {}, number)
        finished(talk)
    return talk


def finished(talk: Talk) -> Talk:
    reply = talk.exchanges[-1].reply
    assert reply
    assert reply.wait(10)
    return talk


def kept(client: Here, talk: Talk) -> list[str]:
    assert talk.id
    return [turn["answer"]["question"] for turn in client.conversation(talk.id)["turns"]]


def states(talk: Talk) -> list[str]:
    return [exchange.state for exchange in talk.exchanges]


def test_what_was_answered_is_kept_and_found_again(client: Here) -> None:
    talk = asked(client, "First?", "Second?")
    again = opened(client, talk.id or "", {})
    assert kept(client, talk) == [e.question for e in again.exchanges] == ["First?", "Second?"]
    find, told = client.document, str
    assert [e.view(find, told).cards for e in again.exchanges] == [e.view(find, told).cards for e in talk.exchanges]
    assert [e.view(find, told).uncited for e in again.exchanges] == [e.view(find, told).uncited for e in talk.exchanges]


def test_asking_again_takes_the_place_of_the_answer_and_all_after_it(client: Here) -> None:
    talk = asked(client, "First?", "Second?", "Third?")
    asked(client, "Better?", talk=talk, number=1)
    assert kept(client, talk) == [e.question for e in talk.exchanges] == ["First?", "Better?"]


def test_a_question_that_failed_is_asked_again_without_a_second_turn(client: Here) -> None:
    talk = asked(client, "First?", "broken")
    assert states(talk) == ["answered", "failed"]
    assert "Ask it in fewer" in talk.exchanges[1].view(client.document, str).blocks[0].lines[0][0].text
    asked(client, "Second?", talk=talk, number=1)
    assert kept(client, talk) == ["First?", "Second?"]


def test_a_stopped_answer_keeps_what_was_told_and_is_not_kept_as_an_answer(client: Here) -> None:
    talk = Talk()
    talk.ask(client, "slowly", {})
    reply = talk.exchanges[0].reply
    assert reply
    while not reply.so_far()["text"]:
        reply.wait(0.01)
    reply.stop()
    view = talk.exchanges[0].view(client.document, str)
    assert states(talk) == ["stopped"]
    assert view.blocks
    assert "as far as the answer came" in (view.note or "")
    assert kept(client, talk) == []


def test_asking_something_else_stops_what_is_still_coming(client: Here) -> None:
    talk = Talk()
    talk.ask(client, "slowly", {})
    asked(client, "Quick?", talk=talk)
    assert states(talk) == ["stopped", "answered"]
    assert kept(client, talk) == ["Quick?"]


def test_another_look_hears_the_answer_that_is_coming(client: Here) -> None:
    talks: Talks = {}
    talk = Talk()
    talk.ask(client, "slowly", talks)
    second = opened(client, talk.id or "", talks)
    assert states(second) == ["coming"]
    assert states(finished(second)) == ["answered"]
    assert kept(client, talk) == ["slowly"]


def test_what_was_stopped_is_still_there_after_a_refresh(client: Here) -> None:
    talks: Talks = {}
    talk = Talk()
    talk.ask(client, "slowly", talks)
    reply = talk.exchanges[0].reply
    assert reply
    while not reply.so_far()["text"]:
        reply.wait(0.01)
    reply.stop()
    assert states(opened(client, talk.id or "", talks)) == ["stopped"]


def test_a_question_that_nobody_hears_any_more_is_offered_again(client: Here) -> None:
    id_ = client.start()["id"]
    events = client.stream("slowly", conversation_id=id_)
    next(events)
    events.close()  # type: ignore[attr-defined] # it is a generator
    talk = opened(client, id_, {})
    assert states(talk) == ["cut off"]
    assert talk.exchanges[0].view(client.document, str).is_problem
    asked(client, "slowly", talk=talk, number=0)
    assert kept(client, talk) == ["slowly"]


def test_where_nothing_can_be_kept_questions_are_answered_all_the_same(tmp_path: Path) -> None:
    fake = FakeAssistant()
    file = tmp_path / "conversations.sqlite3"
    file.write_bytes(b"no database" * 999)
    talk = asked(Here(fake, Store(file)), "First?", "Second?")
    assert states(talk) == ["answered", "answered"]
    assert "cannot be used" in (talk.unkept or "")
    assert [turn.content for turn in fake.asked[1][1]][:1] == ["First?"]


def test_an_answer_that_could_not_be_kept_is_not_counted_as_a_turn(tmp_path: Path) -> None:
    class Full(Here):
        """Keeps the first answer alone."""

        def _kept(self, asking: Any, done: Any) -> bool:
            if done.answer.question == "Second?":
                return False
            return super()._kept(asking, done)

    client = Full(FakeAssistant(), Store(tmp_path / "conversations.sqlite3"))
    talk = asked(client, "First?", "Second?", "Third?")
    asked(client, "Better?", talk=talk, number=2)
    assert kept(client, talk) == ["First?", "Better?"]


def test_talks_that_rest_are_not_remembered_for_ever(client: Here) -> None:
    talks: Talks = {}
    for _ in range(105):
        talk = Talk()
        talk.ask(client, "What?", talks)
        finished(talk)
    assert len(talks) == 100


def test_a_store_that_breaks_while_the_page_is_open_is_one_error(tmp_path: Path) -> None:
    file = tmp_path / "conversations.sqlite3"
    client = Here(FakeAssistant(), Store(file))
    talk = asked(client, "First?")
    for name in ("conversations.sqlite3-wal", "conversations.sqlite3-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    file.write_bytes(b"no database" * 999)
    with pytest.raises(StoreError):
        opened(client, talk.id or "", {})
    asked(client, "Second?", talk=talk)
    assert states(talk) == ["answered", "failed"]
