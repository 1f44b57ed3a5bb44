"""Answers in a language model's words: composed by the program first, worded by the model, checked by the program."""

import asyncio
from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import aclosing
from dataclasses import replace
from time import perf_counter

from rag.answering import Answering
from rag.breaker import Breaker
from rag.errors import ModelError
from rag.events import Cited, Delta, Done, Event, Found, Planned, Replaced, told
from rag.journey import Asked, Checked, finished
from rag.records import Answer, Intent, Usage
from rag.stopwatch import Timed
from rag.worded.calls import Calls, Model
from rag.worded.shown import Token
from rag.worded.standalone import standalone
from rag.worded.writing import Writing

Prices = tuple[float, float]  # of a million prompt and completion tokens

_OWN: frozenset[Intent] = frozenset({"about", "greeting", "empty", "out_of_scope"})  # what needs no model's words


class Wording:
    """Words answers by `model`; `token` gives words that nobody can guess."""

    def __init__(
        self, model: Model, token: Token, prices: Prices | None = None, breaker: Breaker | None = None
    ) -> None:
        self.model = model
        self.breaker = breaker or Breaker()
        self._token = token
        self._prices = prices

    async def events(
        self, answering: Answering, asked: Asked, timings: Mapping[str, float]
    ) -> AsyncGenerator[Event, None]:
        """What happens while a question is answered; `timings` are the milliseconds that came before.

        Where the program abstains, its own answer is told, and no model is asked. Where the model fails, the program's
        own is told as `degraded`, in place of what was told of the model's.
        """
        started, calls = perf_counter(), Calls(self.model, self.breaker)
        own = await asyncio.to_thread(answering.answer, asked)
        writing: Writing | None = None
        failed: ModelError | None = None
        is_found = False
        try:
            understood, own = await self._understood(calls, answering, asked, own)
            yield Found(own.value.passages)
            is_found = True
            if not _is_own(own.value):
                writing = Writing(answering.library, own.value, asked, understood, self._token)
                async with aclosing(self._pieces(writing, calls)) as pieces:
                    async for piece in pieces:
                        yield piece
        except ModelError as error:
            failed = error
        usage = self._usage(calls, writing)
        total = sum(timings.values()) + 1000 * (perf_counter() - started)
        notice = own.value.notice
        done = finished(asked.text, own.value, {**timings, **own.timings_ms, "total": total})
        answer = replace(done, usage=usage)
        if writing and not failed:
            in_text = len(writing.citations)
            for event in _ending(_worded(answer, writing, self.model.name), in_text):
                yield event
            return
        if failed:
            why = f"The language model {failed.how}, so this answer was put together without it."
            answer = replace(answer, degraded=f"{why} {notice}" if notice else why)
            if writing and writing.text:
                yield Replaced(answer.degraded or "")
        for event in told(answer):
            if not (is_found and isinstance(event, Found)):
                yield event

    async def _understood(
        self, calls: Calls, answering: Answering, asked: Asked, own: Timed[Checked]
    ) -> tuple[str, Timed[Checked]]:
        """The question without its history, and the program's answer to that; both as they were where that is no help.

        A next step is left as it is: the program reads what the learner says of themselves in all turns.
        """
        if not asked.history or own.value.intent in {*_OWN, "next_step"}:
            return asked.text, own
        reworded = await standalone(calls, f"t{self._token()}", asked.text, asked.history)
        if reworded == asked.text:
            return reworded, own
        anew = await asyncio.to_thread(answering.answer, replace(asked, text=reworded, history=()))
        return (asked.text, own) if anew.value.abstained else (reworded, anew)

    async def _pieces(self, writing: Writing, calls: Calls) -> AsyncGenerator[Event, None]:
        until = asyncio.get_running_loop().time() + self.model.deadlines.whole
        async with aclosing(writing.told(calls, until)) as pieces:
            async for piece in pieces:
                for citation in piece.citations:
                    yield Cited(citation)
                yield Delta(piece.text)

    def _usage(self, calls: Calls, writing: Writing | None) -> Usage | None:
        """What the model was used for, None where it was not asked."""
        if not calls.made:
            return None
        cost = None
        if self._prices and calls.prompt is not None and calls.completion is not None:
            cost = (calls.prompt * self._prices[0] + calls.completion * self._prices[1]) / 1_000_000
        checker = writing.checker if writing else None
        unsupported, dropped = (checker.unsupported, checker.dropped) if checker else (0, 0)
        return Usage(calls.made, calls.prompt, calls.completion, cost, unsupported, dropped)


def _is_own(checked: Checked) -> bool:
    """Whether an answer is left in the program's own words: it declines, is about Waymark, or tells of an absence."""
    return checked.abstained or not checked.citations or checked.intent in _OWN


def _worded(answer: Answer, writing: Writing, model: str) -> Answer:
    plan = writing.plan()
    return replace(
        answer, text=writing.text, plan=plan, citations=writing.citations, passages=writing.passages(), model=model
    )


def _ending(answer: Answer, in_text: int) -> Iterator[Event]:
    """The events after the text: the citations that only the plan has, the plan, and the whole."""
    for citation in answer.citations[in_text:]:
        yield Cited(citation)
    if answer.plan:
        yield Planned(answer.plan)
    yield Done(answer)
