"""A hundred development questions in an honest model's words, streamed and not."""

import asyncio

import pytest
from test_llm_faults import final, told_since_replaced
from writers import Writer, tokens

from eval.golden import QUESTIONS, read_golden
from ingest.settings import Settings
from rag.assistant import Assistant
from rag.events import Event
from rag.follower import Follower
from rag.records import Answer
from rag.worded.checker import FLAG
from rag.worded.wording import Wording


def content(answer: Answer) -> tuple[object, ...]:
    return answer.text, answer.citations, answer.plan, answer.model, answer.degraded, answer.passages


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_hundred_answers_are_the_same_streamed_and_not(shipped: Settings) -> None:
    questions = [q for q in read_golden(QUESTIONS) if q.split == "dev"][::10][:100]
    assert len(questions) == 100
    follower, worded = Follower(shipped), 0

    async def events_of(number: int) -> list[Event]:
        asked = questions[number]
        assistant = Assistant(follower, Wording(Writer(size=1 + number % 11), tokens()))
        return [event async for event in assistant.stream(asked.question, asked.history)]

    for number, asked in enumerate(questions):
        events = asyncio.run(events_of(number))
        whole = Assistant(follower, Wording(Writer(), tokens())).ask(asked.question, asked.history)
        assert content(final(events)) == content(whole)
        assert told_since_replaced(events) == (whole.text, [*whole.citations])
        assert whole.degraded is None
        assert FLAG not in whole.text
        worded += whole.model == "writer"
    assert worded >= 60
