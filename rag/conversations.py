"""Conversations that are kept: each question with its whole answer, for whoever started the conversation."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from rag.errors import UnknownConversationError
from rag.records import Answer, Turn, answer_json
from rag.store import Store

_LEFT_OUT = ("passages", "timings_ms")  # of an answer that is kept: a search away, and of no use later


@dataclass(frozen=True, slots=True)
class Kept:
    """A turn as it is stored: when it was asked, and its answer as JSON data without the passages."""

    asked_at: str
    answer: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation; its id cannot be guessed. `turns` is empty in a list of conversations, `length` never lies."""

    id: str
    started_at: str
    length: int
    turns: tuple[Kept, ...] = ()

    @property
    def history(self) -> list[Turn]:
        """Its turns as the history of the next question."""
        said = ((kept.answer["question"], kept.answer["text"]) for kept in self.turns)
        return [turn for question, text in said for turn in (Turn("user", question), Turn("assistant", text))]


class Conversations:
    """The conversations in a store; every call names their owner, and nobody sees another's. Raises StoreError."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def start(self, owner: str) -> Conversation:
        """A new conversation without turns."""
        conversation = Conversation(secrets.token_urlsafe(24), _now(), 0)
        with self._store.transaction() as rows:
            rows.execute(
                "INSERT INTO conversations VALUES (?, ?, ?)", (conversation.id, owner, conversation.started_at)
            )
        return conversation

    def add(self, owner: str, id_: str, answer: Answer) -> None:
        """Keep an answer as the next turn; raises UnknownConversationError."""
        data = {name: value for name, value in answer_json(answer).items() if name not in _LEFT_OUT}
        with self._store.transaction() as rows:
            (found,) = rows.execute(
                "SELECT count(*) FROM conversations WHERE id = ? AND owner = ?", (id_, owner)
            ).fetchone()
            if not found:
                raise _unknown()
            rows.execute(
                "INSERT INTO turns SELECT ?, coalesce(max(number), 0) + 1, ?, ? FROM turns WHERE conversation = ?",
                (id_, _now(), json.dumps(data), id_),
            )

    def all(self, owner: str, limit: int) -> Sequence[Conversation]:
        """The newest `limit` conversations, newest first, without their turns."""
        with self._store.reading() as rows:
            found = rows.execute(
                "SELECT id, started_at, (SELECT count(*) FROM turns WHERE conversation = id) FROM conversations "
                "WHERE owner = ? ORDER BY started_at DESC, id LIMIT ?",
                (owner, limit),
            )
            return [Conversation(*row) for row in found]

    def get(self, owner: str, id_: str) -> Conversation:
        """A conversation with all its turns in order; raises UnknownConversationError."""
        with self._store.reading() as rows:
            found = rows.execute(
                "SELECT started_at FROM conversations WHERE id = ? AND owner = ?", (id_, owner)
            ).fetchone()
            if not found:
                raise _unknown()
            turns = rows.execute("SELECT asked_at, answer FROM turns WHERE conversation = ? ORDER BY number", (id_,))
            kept = tuple(Kept(asked_at, json.loads(answer)) for asked_at, answer in turns)
        return Conversation(id_, found[0], len(kept), kept)

    def forget(self, owner: str, id_: str) -> None:
        """Take a conversation away with all its turns; raises UnknownConversationError."""
        with self._store.transaction() as rows:
            gone = rows.execute("DELETE FROM conversations WHERE id = ? AND owner = ?", (id_, owner))
            if not gone.rowcount:
                raise _unknown()


def _unknown() -> UnknownConversationError:
    return UnknownConversationError("There is no such conversation of yours. Start one with POST /v1/conversations.")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
