"""What people say of answers, kept beside the conversations."""

import secrets
from datetime import UTC, datetime

from rag.store import Store


class Feedback:
    """Keeps ratings of answers; raises StoreError."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, owner: str, answer: str, rating: str, comment: str) -> str:
        """Keep what `owner` says of the answer of that id, and give the id of the note."""
        id_, now = secrets.token_urlsafe(12), datetime.now(UTC).isoformat(timespec="microseconds")
        with self._store.transaction() as rows:
            rows.execute("INSERT INTO feedback VALUES (?, ?, ?, ?, ?, ?)", (id_, owner, now, answer, rating, comment))
        return id_
