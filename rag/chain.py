"""Waymark's answers as a LangChain runnable, for any LangChain program."""

from collections.abc import Mapping, Sequence
from typing import Any

from langchain_core.messages import BaseMessage
from langchain_core.runnables import Runnable, RunnableLambda

from rag.assistant import Assistant
from rag.bounds import USUAL_PASSAGES
from rag.errors import HistoryError, QuestionError
from rag.records import Answer, Speaker, Turn

_ROLES: dict[object, Speaker] = {"human": "user", "user": "user", "ai": "assistant", "assistant": "assistant"}


def answer_chain(assistant: Assistant) -> Runnable[str | Mapping[str, Any], Answer]:
    """A runnable from a question to its Answer: `invoke`, `batch`, `stream` and their async forms.

    Its input is the question, or a mapping with `question`, and if wanted `history` (messages, or mappings with `role`
    and `content`) and `k`. Raises QuestionError or HistoryError for an input that is neither.
    """

    def answer(given: str | Mapping[str, Any]) -> Answer:
        asked: Mapping[str, Any] = {"question": given} if isinstance(given, str) else given
        if not isinstance(asked, Mapping) or not isinstance(asked.get("question"), str):
            raise QuestionError(
                "The chain's input has no `question`. Pass a text, or a mapping with `question`, `history` and `k`."
            )
        return assistant.ask(asked["question"], turns(asked.get("history") or ()), asked.get("k") or USUAL_PASSAGES)

    return RunnableLambda(answer, name="waymark")


def turns(history: Sequence[BaseMessage | Mapping[str, Any]]) -> list[Turn]:
    """LangChain messages or `{role, content}` mappings as turns; system messages are left out; raises HistoryError."""
    found = []
    for number, message in enumerate(history, start=1):
        role, content = _parts(message)
        if role == "system":
            continue
        if role not in _ROLES or not isinstance(content, str):
            raise HistoryError(
                f"Entry {number} of the history is not a message of the user or the assistant with text."
            )
        found.append(Turn(_ROLES[role], content))
    return found


def _parts(message: object) -> tuple[object, object]:
    """Who says an entry of the history and what, or nothing for one that is no message."""
    if isinstance(message, BaseMessage):
        return message.type, message.content
    return (message.get("role"), message.get("content")) if isinstance(message, Mapping) else (None, None)
