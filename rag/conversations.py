"""Conversations that are kept: each question with its whole answer, for whoever started the conversation."""

import json
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from rag.errors import StoreError, UnknownConversationError
from rag.records import Answer, Turn, answer_json
from rag.store import Store

_TITLE = 80  # characters of the first question that stand for a title
_SUMMARY = """
SELECT id, started_at, (SELECT count(*) FROM turns WHERE conversation = id), waiting, coalesce(
    title, (SELECT json_extract(answer, '$.question') FROM turns WHERE conversation = id AND number = 1), waiting, ''
) FROM conversations WHERE owner = :owner"""
_HOLDING = """ AND (instr(lower(coalesce(title, '')), :search) OR EXISTS (
    SELECT 1 FROM turns WHERE conversation = id
    AND instr(lower(json_extract(answer, '$.question') || ' ' || json_extract(answer, '$.text')), :search)))"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A turn as it is stored: when it was asked, and its answer as JSON data, its passages without their text."""

    asked_at: str
    answer: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation; its id cannot be guessed. `turns` is empty in a list of conversations, `length` never lies.

    `title` is the one that it was given, else the beginning of its first question. `waiting` is a question whose answer
    has not been kept: it is being told, or was cut off.
    """

    id: str
    started_at: str
    length: int
    waiting: str | None = None
    title: str = ""
    turns: tuple[Kept, ...] = ()

    @property
    def history(self) -> list[Turn]:
        """Its turns as the history of the next question."""
        said = ((kept.answer["question"], kept.answer["text"]) for kept in self.turns)
        return [turn for question, text in said for turn in (Turn("user", question), Turn("assistant", text))]


@dataclass(frozen=True, slots=True)
class Asking:
    """A question that is being asked in a conversation, after the turns that `history` tells.

    Where it is asked anew, its answer `replaces` all that came after them.
    """

    owner: str
    conversation: str
    history: list[Turn]
    replaces: bool

    @property
    def after(self) -> int:
        """How many turns come before it."""
        return len(self.history) // 2


class Conversations:
    """The conversations in a store; every call names their owner, and nobody sees another's. Raises StoreError."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def start(self, owner: str) -> Conversation:
        """A new conversation without turns."""
        conversation = Conversation(secrets.token_urlsafe(24), _now(), 0)
        with self._store.transaction() as rows:
            rows.execute(
                "INSERT INTO conversations (id, owner, started_at) VALUES (?, ?, ?)",
                (conversation.id, owner, conversation.started_at),
            )
        return conversation

    def ask(self, owner: str, id_: str, question: str, turn: int | None = None) -> Asking:
        """Note that `question` waits for its answer, as the next turn or in place of `turn` and those after it.

        Raises UnknownConversationError.
        """
        found = self.get(owner, id_)
        history = found.history if turn is None else found.history[: 2 * (turn - 1)]
        with suppress(StoreError), self._store.transaction() as rows:  # the question can be answered all the same
            rows.execute("UPDATE conversations SET waiting = ? WHERE id = ?", (question, id_))
        return Asking(owner, id_, history, replaces=turn is not None)

    def keep(self, asking: Asking, answer: Answer) -> None:
        """Keep the answer as a turn, in one transaction; one that was asked twice meanwhile is kept once.

        Raises UnknownConversationError.
        """
        id_, question = asking.conversation, answer.question
        with self._store.transaction() as rows:
            self._check(rows, asking.owner, id_)
            if asking.replaces:
                rows.execute("DELETE FROM turns WHERE conversation = ? AND number > ?", (id_, asking.after))
            since = rows.execute(
                "SELECT number, json_extract(answer, '$.question') FROM turns WHERE conversation = ? AND number > ?",
                (id_, asking.after),
            ).fetchall()
            if question not in (asked for _, asked in since):
                number = max((number for number, _ in since), default=asking.after) + 1
                rows.execute("INSERT INTO turns VALUES (?, ?, ?, ?)", (id_, number, _now(), json.dumps(_form(answer))))
            rows.execute("UPDATE conversations SET waiting = NULL WHERE id = ? AND waiting = ?", (id_, question))

    def rename(self, owner: str, id_: str, title: str) -> Conversation:
        """Give a conversation a title; raises UnknownConversationError."""
        with self._store.transaction() as rows:
            self._check(rows, owner, id_)
            rows.execute("UPDATE conversations SET title = ? WHERE id = ?", (" ".join(title.split()) or None, id_))
        return self.get(owner, id_)

    def all(self, owner: str, limit: int, search: str = "") -> Sequence[Conversation]:
        """The newest `limit` conversations that hold `search`, newest first, without their turns."""
        holding = _HOLDING if search.strip() else ""
        with self._store.reading() as rows:
            found = rows.execute(
                f"{_SUMMARY}{holding} ORDER BY started_at DESC, id LIMIT :limit",
                {"owner": owner, "search": search.strip().lower(), "limit": limit},
            )
            return [_summed_up(*row) for row in found]

    def get(self, owner: str, id_: str) -> Conversation:
        """A conversation with all its turns in order; raises UnknownConversationError."""
        with self._store.reading() as rows:
            found = rows.execute(f"{_SUMMARY} AND id = :id", {"owner": owner, "id": id_}).fetchone()
            if not found:
                raise _unknown()
            turns = rows.execute("SELECT asked_at, answer FROM turns WHERE conversation = ? ORDER BY number", (id_,))
            return _summed_up(*found, turns=tuple(Kept(asked_at, json.loads(answer)) for asked_at, answer in turns))

    def forget(self, owner: str, id_: str) -> None:
        """Take a conversation away with all its turns; raises UnknownConversationError."""
        with self._store.transaction() as rows:
            self._check(rows, owner, id_)
            rows.execute("DELETE FROM conversations WHERE id = ?", (id_,))

    @staticmethod
    def _check(rows: Any, owner: str, id_: str) -> None:
        """Raise UnknownConversationError where `owner` has no such conversation."""
        if not rows.execute("SELECT 1 FROM conversations WHERE id = ? AND owner = ?", (id_, owner)).fetchone():
            raise _unknown()


def _summed_up(*row: Any, turns: tuple[Kept, ...] = ()) -> Conversation:
    """The conversation of a row of the summary, with its title in one line."""
    id_, started_at, length, waiting, title = row
    line = " ".join(title.split())
    cut = line if len(line) <= _TITLE else line[: _TITLE - 1].rsplit(" ", 1)[0] + "…"
    return Conversation(id_, started_at, length, waiting, cut, turns)


def _form(answer: Answer) -> dict[str, Any]:
    """The answer as it is kept: without its timings, and with where its passages stand but not their text."""
    data = answer_json(answer)
    del data["timings_ms"]
    passages = [{name: value for name, value in p.items() if name != "text"} for p in data["passages"]]
    return {**data, "passages": passages}


def _unknown() -> UnknownConversationError:
    return UnknownConversationError("There is no such conversation of yours. Start one with POST /v1/conversations.")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
