"""Waymark's answers as a LangChain runnable, for any LangChain program."""

from collections.abc import Mapping, Sequence
from typing import Any

from langchain_core.messages import BaseMessage
from langchain_core.runnables import Runnable, RunnableLambda

from rag.assistant import Assistant
from rag.errors import HistoryError, QuestionError
from rag.records import Answer, Turn

_ROLES = {"human": "user", "user": "user", "ai": "assistant", "assistant": "assistant"}


def answer_chain(assistant: Assistant) -> Runnable[str | Mapping[str, Any], Answer]:
    """A runnable from a question to its Answer: `invoke`, `batch`, `stream` and their async forms.

    Its input is the question, or a mapping with `question`, and if wanted `history` (messages, or mappings with `role`
    and `content`) and `k`. Raises QuestionError or HistoryError for an input that is neither.
    """

    def answer(given: str | Mapping[str, Any]) -> Answer:
        if isinstance(given, str):
            return assistant.ask(given)
        if not isinstance(given.get("question"), str):
            raise QuestionError("The chain's input has no `question`. Pass a text, or a mapping with `question`, `history` and `k`.")
        return assistant.ask(given["question"], turns(given.get("history") or ()), int(given.get("k") or 10))

    return RunnableLambda(answer, name="waymark")


def turns(history: Sequence[BaseMessage | Mapping[str, Any]]) -> list[Turn]:
    """LangChain messages or `{role, content}` mappings as turns; system messages are left out; raises HistoryError."""
    found = []
    for number, message in enumerate(history, start=1):
        role, content = (message.type, message.content) if isinstance(message, BaseMessage) else (message.get("role"), message.get("content"))
        if role == "system":
            continue
        if role not in _ROLES or not isinstance(content, str):
            raise HistoryError(f"Entry {number} of the history is not a message of the user or the assistant with text.")
        found.append(Turn("user" if _ROLES[str(role)] == "user" else "assistant", content))
    return found
