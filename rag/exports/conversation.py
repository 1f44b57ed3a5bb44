"""A conversation as JSON, and as a Markdown page."""

from typing import Any

from rag.conversations import Conversation
from rag.exports.plain import clean, place


def summary_json(conversation: Conversation) -> dict[str, Any]:
    """The conversation without its turns as plain JSON data."""
    return {
        "id": conversation.id,
        "title": conversation.title,
        "started_at": conversation.started_at,
        "length": conversation.length,
        "waiting": conversation.waiting,
    }


def conversation_json(conversation: Conversation) -> dict[str, Any]:
    """All of it as plain JSON data; of turns that were kept by an earlier version, no passages are known."""
    turns = [{"asked_at": turn.asked_at, "answer": {"passages": [], **turn.answer}} for turn in conversation.turns]
    return {**summary_json(conversation), "turns": turns}


def conversation_markdown(conversation: Conversation) -> str:
    """Each question, its answer's text as it was given, and the quotes behind its markers."""
    title = f"# {conversation.title or 'Conversation'}"
    return clean("\n\n".join([title, *(_turn(kept.answer) for kept in conversation.turns)]) + "\n")


def _turn(answer: dict[str, Any]) -> str:
    question = " ".join(answer["question"].split())
    quotes = "\n".join(
        f"- [{c['marker']}] {place(c['title'], c['heading_path'])}: `{' '.join(c['quote'].split()).replace('`', '')}`"
        for c in answer["citations"]
    )
    return "\n\n".join(part for part in (f"## {question}", answer["degraded"], answer["text"], quotes) if part)
