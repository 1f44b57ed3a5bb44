"""Work is begun before its result is asked for, and nobody waits for others to begin it."""

from contextvars import ContextVar
from threading import Event, get_ident

import pytest

from rag.ahead import Ahead

SAID: ContextVar[str] = ContextVar("said", default="nothing")


def test_the_result_is_that_of_the_work_in_the_context_that_it_was_begun_in() -> None:
    begun = Event()

    def work() -> tuple[str, int]:
        begun.set()
        return SAID.get(), get_ident()

    token = SAID.set("soup")
    ahead = Ahead(work)
    SAID.reset(token)
    assert begun.wait(10)
    said, where = ahead.result()
    assert said == "soup"
    assert where != get_ident()


def test_what_the_work_raises_comes_with_its_result() -> None:
    def fail() -> None:
        raise ValueError("no soup")

    with pytest.raises(ValueError, match="no soup"):
        Ahead(fail).result()


def test_where_all_others_are_busy_the_work_is_done_by_who_asks_for_it() -> None:
    free = Event()
    busy = [Ahead(lambda: free.wait(10)) for _ in range(8)]
    assert Ahead(get_ident).result() == get_ident()
    free.set()
    assert all(work.result() for work in busy)
