"""A conversation as a Markdown page."""

from typing import Any

from rag.conversations import Conversation
from rag.exports.plain import clean, place


def conversation_markdown(conversation: Conversation) -> str:
    """Each question, its answer's text as it was given, and the quotes behind its markers."""
    return clean("\n\n".join(["# Conversation", *(_turn(kept.answer) for kept in conversation.turns)]) + "\n")


def _turn(answer: dict[str, Any]) -> str:
    question = " ".join(answer["question"].split())
    quotes = "\n".join(
        f"- [{c['marker']}] {place(c['title'], c['heading_path'])}: `{' '.join(c['quote'].split()).replace('`', '')}`"
        for c in answer["citations"]
    )
    return "\n\n".join(part for part in (f"## {question}", answer["degraded"], answer["text"], quotes) if part)
