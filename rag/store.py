"""The one file that keeps conversations and feedback: SQLite, written so that what was confirmed is never lost."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep

from rag.errors import StoreError

FILE = "conversations.sqlite3"  # in the home folder
_PATIENCE = 5.0  # seconds to wait while another process writes
_PAUSE = 0.01  # seconds between two tries where SQLite does not wait by itself
_PRIMARY = 0xFF  # the part of SQLite's error codes that says what is wrong; the rest says where

# What each schema added to the one before it; a file is brought up to date step by step, and nothing in it is lost.
_STEPS = (
    """
CREATE TABLE conversations (id TEXT PRIMARY KEY, owner TEXT NOT NULL, started_at TEXT NOT NULL) STRICT;
CREATE INDEX conversations_of ON conversations (owner, started_at);
CREATE TABLE turns (
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    asked_at TEXT NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (conversation, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE feedback (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, given_at TEXT NOT NULL,
    answer TEXT NOT NULL, rating TEXT NOT NULL, comment TEXT NOT NULL
) STRICT;
""",
    """
ALTER TABLE conversations ADD COLUMN title TEXT;
ALTER TABLE conversations ADD COLUMN waiting TEXT;
""",
)
SCHEMA = len(_STEPS)


class Store:
    """A file of tables, opened anew for each transaction, so that threads and processes may share it."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def check(self) -> None:
        """Raise StoreError where the file is there and cannot be used."""
        if self._file.exists():
            with self.transaction():
                pass

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One transaction: written to the disk when the block ends, or not at all; raises StoreError."""
        with self._failures_named(), closing(self._opened()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            self._bring_up_to_date(connection)
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """All that was confirmed, to be read while the block runs, on a full disk too; raises StoreError."""
        with self._failures_named(), closing(self._readable()) as connection:
            yield connection

    @contextmanager
    def _failures_named(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise StoreError(
                f"The conversations in {self._file} cannot be used ({type(error).__name__}: {error}). "
                "Free some room or correct the permissions; if the file is damaged, move it away and restore a copy."
            ) from None

    def _opened(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(self._file, os.O_CREAT | os.O_RDWR, 0o600))  # nobody else's to read; SQLite's files follow it
        connection = sqlite3.connect(self._file, timeout=_PATIENCE, isolation_level=None)
        try:
            _log_ahead(connection)
            connection.executescript("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _readable(self) -> sqlite3.Connection:
        connection = None
        try:
            connection = self._opened()
            if _version(connection) != SCHEMA:
                with self.transaction():  # which makes the tables, or brings them up to date
                    pass
            connection.execute("BEGIN")
        except sqlite3.OperationalError:
            if connection:
                connection.close()
            if not self._is_at_rest():
                raise
            # SQLite makes files beside a database even to read it, for which there may be no room. Without a log the
            # file itself is all there is, and whoever could change it would need that room as well.
            return sqlite3.connect(f"{self._file.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None)
        return connection

    def _is_at_rest(self) -> bool:
        log = self._file.with_name(f"{self._file.name}-wal")
        return self._file.exists() and not (log.exists() and log.stat().st_size)

    def _bring_up_to_date(self, connection: sqlite3.Connection) -> None:
        version = _version(connection)
        if version > SCHEMA:
            raise StoreError(
                f"The conversations in {self._file} have schema {version}, this Waymark reads {SCHEMA}. "
                "Use the version that wrote them, or move the file away; nothing in it was changed."
            )
        if version < SCHEMA:
            for statement in "".join(_STEPS[version:]).split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {SCHEMA}")


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Have changes written to a log first; another process that sees to it at this moment is waited for.

    SQLite itself waits for nobody there, whatever its timeout.
    """
    until = monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            is_busy = error.sqlite_errorcode & _PRIMARY == sqlite3.SQLITE_BUSY
            if not is_busy or monotonic() > until:
                raise
            sleep(_PAUSE)
        else:
            return


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)
