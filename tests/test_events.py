"""What is told while an answer is given."""

import asyncio

import pytest

from ingest.settings import Settings
from rag.bootstrap import open_assistant
from rag.events import Cited, Delta, Done, Event, Found, Planned, pieces


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("One [1]. Two [2]!\n- three: x\n\nFour.", ["One [1]. ", "Two [2]!\n", "- three: ", "x\n\n", "Four."]),
        ("\n One", ["\n One"]),
        ("  ", ["  "]),
        ("", []),
    ],
)
def test_a_text_is_cut_after_its_sentences_and_lines_and_nothing_is_lost(text: str, cut: list[str]) -> None:
    assert pieces(text) == cut


@pytest.mark.slow
def test_a_streamed_answer_is_the_answer_and_each_citation_comes_before_its_marker(shipped: Settings) -> None:
    assistant = open_assistant(shipped)
    question = "I know Python. What should I learn next?"

    async def streamed() -> list[Event]:
        return [event async for event in assistant.stream(question)]

    events, whole = asyncio.run(streamed()), assistant.ask(question)
    assert isinstance(events[0], Found)
    assert events[0].passages == whole.passages
    last = events[-1]
    assert isinstance(last, Done)
    assert (last.answer.text, last.answer.citations) == (whole.text, whole.citations)
    assert "".join(e.text for e in events if isinstance(e, Delta)) == whole.text
    assert [e.plan for e in events if isinstance(e, Planned)] == [whole.plan]
    text = ""
    for event in events:
        if isinstance(event, Cited):
            assert f"[{event.citation.marker}]" not in text
        if isinstance(event, Delta):
            text += event.text
    assert [e.citation for e in events if isinstance(e, Cited)] == list(whole.citations)
