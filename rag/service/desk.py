"""The desk at which answers are given: so many at once, off the event loop, and each of them counted."""

import asyncio
import os
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from typing import Any, TypeVar

from rag.assistant import Assistant
from rag.bounds import USUAL_PASSAGES
from rag.events import Done, Event
from rag.records import Answer, Turn
from rag.service.limits import Admission

# As many answers as a language model may be wording at once; those that only compute share the threads below.
AT_ONCE, WAITING = 8, 16

_Result = TypeVar("_Result")


class Desk:
    """Puts every question to the assistant; raises what it raises, and RefusedError where too many are waiting."""

    def __init__(
        self,
        assistant: Assistant,
        notes: Sequence[Callable[[Answer], None]] = (),
        admission: Admission | None = None,
    ) -> None:
        self.assistant = assistant
        self.admission = admission or Admission(AT_ONCE, WAITING)
        self._notes = notes

    async def events(
        self,
        question: str,
        history: Sequence[Turn] = (),
        k: int = USUAL_PASSAGES,
        profile: Mapping[str, Any] | None = None,
    ) -> AsyncGenerator[Event, None]:
        """What happens while the question is answered; the place is held until the last event."""
        async with self.admission.place(), aclosing(self.assistant.stream(question, history, k, profile)) as told:
            async for event in told:
                if isinstance(event, Done):
                    for note in self._notes:
                        note(event.answer)
                yield event

    async def answer(
        self,
        question: str,
        history: Sequence[Turn] = (),
        k: int = USUAL_PASSAGES,
        profile: Mapping[str, Any] | None = None,
    ) -> Answer:
        """The whole answer, the same as the last of its events holds."""
        async with aclosing(self.events(question, history, k, profile)) as told:
            async for event in told:
                if isinstance(event, Done):
                    return event.answer
        raise AssertionError("a stream of events ends with Done")

    async def work(self, call: Callable[[], _Result]) -> _Result:
        """What `call` gives, in a thread and in a place at the desk."""
        async with self.admission.place():
            return await asyncio.to_thread(call)


def answering_threads() -> ThreadPoolExecutor:
    """The threads that answer: one for each processor, since more of them would only keep the event loop waiting."""
    return ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 2), thread_name_prefix="waymark-answer")
