"""Whatever a language model's endpoint does, a question ends in time with a whole answer that says who gave it."""

import asyncio
import itertools
import resource
import time
from collections.abc import Sequence

import pytest
from endpoint import SECRET
from kitchen import kitchen
from model_server import AT_ONCE, FAULTS, IN_THE_MIDDLE, ModelServer, listening

from rag.assistant import Assistant
from rag.breaker import Breaker
from rag.deadlines import Deadlines
from rag.events import Cited, Delta, Done, Event, Found, Replaced
from rag.llm import LanguageModel
from rag.records import Answer
from rag.worded.wording import Wording

QUESTION = "What should I learn next?"
HURRY = Deadlines().stretched(0.1)
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
    assert len(server.requests) == (0 if mode == "refused" else 1 if mode in AT_ONCE | IN_THE_MIDDLE else len(server.requests))
    assert len(server.requests) <= 2
    assert answer.usage is not None
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kilobytes
    if is_streamed:
        assert told_since_replaced(events) == (own.text, [*own.citations])
        assert any(isinstance(event, Replaced) for event in events) == (mode in IN_THE_MIDDLE)
