"""Whatever a language model's endpoint does, a question ends in time with a whole answer that says who gave it."""

import asyncio
import itertools
import resource
import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
from endpoint import SECRET
from kitchen import kitchen
from model_server import FAULTS, IN_THE_MIDDLE, SILENT, STAY, ModelServer, listening

from rag.assistant import Assistant
from rag.breaker import Breaker
from rag.deadlines import Deadlines
from rag.events import Cited, Delta, Done, Event, Found, Replaced
from rag.llm import LanguageModel
from rag.records import Answer
from rag.worded.wording import Wording

QUESTION = "What should I learn next?"
HURRY = replace(Deadlines().stretched(0.1), wait=0.5)
SLACK = 3.0  # seconds that a busy machine may add


def opened(server: ModelServer, deadlines: Deadlines = HURRY, breaker: Breaker | None = None) -> Assistant:
    numbers = itertools.count(0xA00000)
    model = LanguageModel(server.settings, deadlines=deadlines)
    return Assistant(kitchen, Wording(model, lambda: f"{next(numbers):06x}", breaker=breaker))


async def streamed(assistant: Assistant, question: str = QUESTION) -> list[Event]:
    return [event async for event in assistant.stream(question)]


def final(events: Sequence[Event]) -> Answer:
    (done,) = [event for event in events if isinstance(event, Done)]
    assert events[-1] is done
    return done.answer


def told_since_replaced(events: Sequence[Event]) -> tuple[str, list[object]]:
    starts = [i for i, event in enumerate(events) if isinstance(event, Found | Replaced)]
    after = events[starts[-1] :]
    text = "".join(event.text for event in after if isinstance(event, Delta))
    return text, [event.citation for event in after if isinstance(event, Cited)]


@pytest.mark.parametrize("is_streamed", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("mode", FAULTS)
def test_a_fault_ends_in_time_in_the_labelled_answer_of_the_program(mode: str, *, is_streamed: bool) -> None:
    own, before = Assistant(kitchen).ask(QUESTION), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with listening(ModelServer(mode=mode)) as server:
        assistant, started = opened(server), time.monotonic()
        events = asyncio.run(streamed(assistant)) if is_streamed else []
        answer = final(events) if events else assistant.ask(QUESTION)
        assert time.monotonic() - started < HURRY.whole + SLACK
    assert (answer.text, answer.citations, answer.model) == (own.text, own.citations, "extractive")
    assert answer.degraded is not None
    assert answer.degraded.startswith("The language model ")
    assert answer.degraded.endswith(", so this answer was put together without it.")
    assert SECRET not in repr(answer)
    is_asked_once = mode in STAY | SILENT | IN_THE_MIDDLE or mode == "429_in_2"  # two seconds are long in a hurry
    assert len(server.requests) == (0 if mode == "refused" else 1 if is_asked_once else 2)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kilobytes
    if is_streamed:
        assert told_since_replaced(events) == (own.text, [*own.citations])
        assert any(isinstance(event, Replaced) for event in events) == (mode in IN_THE_MIDDLE)


def test_a_call_that_fails_at_once_is_made_once_more_and_no_third_time() -> None:
    with listening(ModelServer(mode="503", times=1)) as server:
        answer = opened(server).ask(QUESTION)
    assert (answer.degraded, answer.model, len(server.requests)) == (None, "tiny", 2)
    with listening(ModelServer(mode="503", times=2)) as server:
        answer = opened(server).ask(QUESTION)
    assert (answer.model, len(server.requests)) == ("extractive", 2)
    assert answer.degraded is not None
    assert "answered with the status 503: it is overloaded or down" in answer.degraded


@pytest.mark.parametrize("mode", ["packed", "filtered"])
def test_what_is_packed_or_withheld_is_no_answer(mode: str) -> None:
    with listening(ModelServer(mode=mode)) as server:
        assert opened(server).ask(QUESTION).degraded


def test_an_endpoint_that_keeps_failing_is_left_alone_and_then_tried_once() -> None:
    now = [0.0]
    with listening(ModelServer(mode="401", times=6)) as server:
        assistant = opened(server, breaker=Breaker(clock=lambda: now[0]))
        for _ in range(8):
            answer = assistant.ask(QUESTION)
        assert len(server.requests) == 5
        assert assistant.model_state() == {"name": "tiny", "state": "resting"}
        assert answer.degraded is not None
        assert "has failed several times in a row and is left alone for a moment" in answer.degraded
        now[0] = 31.0
        assert assistant.ask(QUESTION).degraded
        assert assistant.ask(QUESTION).degraded
        assert len(server.requests) == 6
        now[0] = 62.0
        assert assistant.ask(QUESTION).model == "tiny"
        assert assistant.ask(QUESTION).model == "tiny"
        assert assistant.model_state() == {"name": "tiny", "state": "ready"}


def test_the_model_stops_writing_when_its_reader_leaves() -> None:
    async def leave(assistant: Assistant) -> None:
        stream = assistant.stream(QUESTION)
        async for event in stream:
            if isinstance(event, Delta):
                break
        await stream.aclose()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        assert not others

    with listening(ModelServer(pause=0.05)) as server:
        for _ in range(10):
            asyncio.run(leave(opened(server)))
        until = time.monotonic() + 1
        while server.open_now and time.monotonic() < until:
            time.sleep(0.01)
        assert (server.open_now, server.left) == (0, 10)


def test_the_model_stops_writing_when_the_task_that_reads_is_cancelled() -> None:
    async def cancel(assistant: Assistant) -> None:
        task = asyncio.create_task(streamed(assistant))
        await asyncio.sleep(0.5)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with listening(ModelServer(mode="hang_before_headers")) as server:
        asyncio.run(cancel(opened(server, Deadlines())))
        until = time.monotonic() + 1
        while server.open_now and time.monotonic() < until:
            time.sleep(0.01)
        assert (server.open_now, len(server.requests)) == (0, 1)


@pytest.mark.slow
@pytest.mark.parametrize(("mode", "seconds", "calls"), [("keep_alive_comments", 10.0, 1), ("429_in_2", 2.0, 2)])
def test_the_deadlines_are_those_that_are_promised(mode: str, seconds: float, calls: int) -> None:
    with listening(ModelServer(mode=mode)) as server:
        started = time.monotonic()
        assert opened(server, Deadlines()).ask(QUESTION).degraded
    assert seconds <= time.monotonic() - started < seconds + SLACK
    assert len(server.requests) == calls
