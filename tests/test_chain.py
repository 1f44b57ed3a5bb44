import asyncio

import pytest
from fakes import FakeAssistant
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.documents import Document
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from langchain_core.runnables import RunnableLambda

from rag.answering import Answering
from rag.assistant import Assistant
from rag.chain import answer_chain, turns
from rag.errors import HistoryError, QuestionError
from rag.journey import Asked
from rag.library import Library
from rag.records import Answer, Turn
from rag.retriever import WaymarkRetriever
from rag.stopwatch import Timed

ASKED = "What should I learn next?"
STAGES = ["understand", "retrieve", "compose", "check"]
TURNS = [Turn("user", "Hello"), Turn("assistant", "Hi!")]


@pytest.fixture
def fake() -> FakeAssistant:
    return FakeAssistant()


def test_a_text_is_answered(fake: FakeAssistant) -> None:
    assert answer_chain(fake).invoke(ASKED).question == ASKED  # type: ignore[arg-type]
    assert fake.asked == [(ASKED, ())]


@pytest.mark.parametrize(
    "history",
    [
        [HumanMessage("Hello"), AIMessage("Hi!")],
        [SystemMessage("Be brief."), HumanMessage("Hello"), AIMessage("Hi!")],
        [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Hi!"}],
        [{"role": "human", "content": "Hello"}, {"role": "ai", "content": "Hi!"}],
        [{"role": "system", "content": "x"}, HumanMessage("Hello"), {"role": "ai", "content": "Hi!"}],
    ],
)
def test_a_history_of_messages_or_mappings_is_read(fake: FakeAssistant, history: list[object]) -> None:
    answer_chain(fake).invoke({"question": ASKED, "history": history})  # type: ignore[arg-type]
    assert fake.asked == [(ASKED, tuple(TURNS))]


@pytest.mark.parametrize("history", [None, [], ()])
def test_no_history_is_none(fake: FakeAssistant, history: object) -> None:
    answer_chain(fake).invoke({"question": ASKED, "history": history})  # type: ignore[arg-type]
    assert fake.asked == [(ASKED, ())]


def test_a_batch_keeps_its_order_and_a_stream_brings_the_whole_answer(fake: FakeAssistant) -> None:
    chain = answer_chain(fake)  # type: ignore[arg-type]
    assert [a.question for a in chain.batch(["a", "b", "c"])] == ["a", "b", "c"]
    assert [a.question for a in chain.stream(ASKED)] == [ASKED]


def test_the_chain_may_be_awaited(fake: FakeAssistant) -> None:
    chain = answer_chain(fake)  # type: ignore[arg-type]

    async def answers() -> list[Answer]:
        return [await chain.ainvoke(ASKED), *await chain.abatch(["a", "b"]), *[a async for a in chain.astream("c")]]

    assert [a.question for a in asyncio.run(answers())] == [ASKED, "a", "b", "c"]


def test_the_chain_goes_on_into_any_other(fake: FakeAssistant) -> None:
    chain = answer_chain(fake) | RunnableLambda(lambda answer: len(answer.citations))  # type: ignore[arg-type]
    assert chain.invoke(ASKED) == 3


@pytest.mark.parametrize("given", [{}, {"question": 3}, {"history": []}, None, 7, ["What?"]])
def test_an_input_without_a_question_is_named(fake: FakeAssistant, given: object) -> None:
    with pytest.raises(QuestionError, match="has no `question`"):
        answer_chain(fake).invoke(given)  # type: ignore[arg-type]


@pytest.mark.parametrize("entry", [{"role": "tool", "content": "x"}, {"role": "user"}, "Hello", None, AIMessage([{}])])
def test_an_entry_that_is_no_message_is_named_by_its_number(entry: object) -> None:
    with pytest.raises(HistoryError, match="Entry 2 of the history"):
        turns([HumanMessage("Hello"), entry])  # type: ignore[list-item]


def test_the_bounds_of_the_assistant_hold_in_the_chain(soup: Library) -> None:
    chain = answer_chain(Assistant(lambda: soup))
    with pytest.raises(QuestionError, match="k is 51"):
        chain.invoke({"question": ASKED, "k": 51})
    assert len(chain.invoke({"question": "stock", "k": 1}).passages) >= 1


@pytest.fixture
def retriever(soup: Library) -> WaymarkRetriever:
    return WaymarkRetriever(assistant=Assistant(lambda: soup), k=2)


def test_the_retriever_brings_passages_as_documents(soup: Library, retriever: WaymarkRetriever) -> None:
    documents = retriever.invoke("dice carrots")
    assert len(documents) == 2
    best = documents[0]
    source = soup.documents[best.metadata["document_id"]].text
    assert "carrots" in best.page_content
    assert best.page_content == source[best.metadata["start"] : best.metadata["end"]]
    assert best.id == best.metadata["chunk_id"]
    assert best.metadata["title"] == "Soup Roadmap"
    assert "text" not in best.metadata


def test_the_retriever_may_be_batched_streamed_and_awaited(retriever: WaymarkRetriever) -> None:
    found = retriever.invoke("stock")

    async def awaited() -> list[Document]:
        return await retriever.ainvoke("stock")

    assert retriever.batch(["stock", "carrots"])[0] == found
    assert list(retriever.stream("stock")) == [found]
    assert asyncio.run(awaited()) == found


def test_the_retriever_stands_in_a_chain(retriever: WaymarkRetriever) -> None:
    titles = retriever | RunnableLambda(lambda documents: {d.metadata["title"] for d in documents})
    assert titles.invoke("dice carrots") <= {"Soup Roadmap", "Ladle School"}


def test_a_query_that_cannot_be_taken_is_named(retriever: WaymarkRetriever) -> None:
    with pytest.raises(QuestionError, match="characters"):
        retriever.invoke("a" * 5000)


class Listener(BaseCallbackHandler):
    """Keeps the names of what LangChain tells it to have begun."""

    def __init__(self) -> None:
        self.begun: list[str] = []

    def on_chain_start(self, *_told: object, name: str = "", **_more: object) -> None:
        self.begun.append(name)


def test_the_stages_of_an_answer_are_told_to_who_listens_and_timed_for_all(soup: Library) -> None:
    chain, asked = Answering(soup).chain, Timed(Asked("What is stock?", (), 3))
    listener = Listener()
    heard = chain.invoke(asked, {"callbacks": [listener]})
    unheard = chain.invoke(asked)
    assert [name for name in listener.begun if name in STAGES] == STAGES
    assert list(heard.timings_ms) == list(unheard.timings_ms) == STAGES
    assert heard.value.text == unheard.value.text
