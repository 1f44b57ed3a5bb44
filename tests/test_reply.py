"""A reply is heard to its end, whatever the page does meanwhile."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from rag.errors import QuestionError
from ui.reply import Reply

Event = tuple[str, dict[str, Any]]
CITED = {"marker": 1}


class Teller:
    """Tells events one at a time, each when it is let."""

    def __init__(self, *events: Event | Exception) -> None:
        self.events, self.closed = events, False
        self._let = threading.Semaphore(0)

    def let(self, count: int) -> None:
        self._let.release(count)

    def __call__(self) -> Iterator[Event]:
        try:
            for event in self.events:
                self._let.acquire()
                if isinstance(event, Exception):
                    raise event
                yield event
        finally:
            self.closed = True


def delta(text: str) -> Event:
    return "delta", {"text": text}


def told(reply: Reply, text: str) -> dict[str, Any]:
    """What was told once its text is `text`."""
    pause = threading.Event()
    for _ in range(500):
        if (so_far := reply.so_far())["text"] == text:
            return so_far
        pause.wait(0.01)
    pytest.fail(f"never told {text!r}, but {reply.so_far()['text']!r}")


def test_what_was_told_is_there_before_the_end() -> None:
    teller = Teller(("passages", {"passages": ["p"]}), delta("Learn "), ("citation", CITED), delta("maths [1]."))
    reply = Reply("What?", teller)
    teller.let(2)
    assert told(reply, "Learn ")["passages"] == ["p"]
    assert not reply.is_over
    teller.let(2)
    assert told(reply, "Learn maths [1].")["citations"] == (CITED,)


def test_the_whole_answer_ends_it() -> None:
    teller = Teller(delta("Yes."), ("done", {"text": "Yes."}))
    reply = Reply("What?", teller)
    teller.let(2)
    assert reply.wait(5)
    assert (reply.answer, reply.error, reply.stopped) == ({"text": "Yes."}, None, False)


def test_what_is_replaced_is_void_and_the_reason_is_told() -> None:
    teller = Teller(("citation", CITED), delta("Half"), ("replaced", {"reason": "It was cut off."}), delta("Whole"))
    reply = Reply("What?", teller)
    teller.let(4)
    so_far = told(reply, "Whole")
    assert (so_far["citations"], so_far["degraded"]) == ((), "It was cut off.")


def test_a_stop_keeps_what_was_told_and_ends_the_stream() -> None:
    teller = Teller(delta("Half"), delta(" more"), ("done", {}))
    reply = Reply("What?", teller)
    teller.let(1)
    told(reply, "Half")
    reply.stop()
    assert reply.is_over
    teller.let(2)
    while not teller.closed:
        threading.Event().wait(0.01)
    assert (reply.so_far()["text"], reply.answer, reply.stopped) == ("Half", None, True)


def test_a_stop_after_the_end_changes_nothing() -> None:
    teller = Teller(("done", {"text": "Yes."}))
    reply = Reply("What?", teller)
    teller.let(1)
    reply.wait(5)
    reply.stop()
    assert not reply.stopped


@pytest.mark.parametrize("error", [QuestionError("Too long."), ZeroDivisionError()])
def test_an_error_ends_it_and_is_there_to_be_told(error: Exception) -> None:
    teller = Teller(delta("Half"), error)
    reply = Reply("What?", teller)
    teller.let(2)
    assert reply.wait(5)
    assert (reply.error, reply.answer, reply.so_far()["text"]) == (error, None, "Half")
