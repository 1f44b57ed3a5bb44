"""The dense leg as answers use it: on a server it is never waited for long, and left alone while it is away."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

from ingest.dense import DenseLeg
from ingest.embed import Vectors
from ingest.errors import DenseLegAwayError
from ingest.generation import Contents
from ingest.settings import Settings
from ingest.stores import dense_store

_PATIENCE = 1.2  # seconds for a search, all that it asks the server included; an answer makes two at most
_PAUSE = 1.0  # seconds between two looks whether a server is back

_log = logging.getLogger("waymark")

Found = TypeVar("Found")


def open_dense(folder: Path, contents: Contents, settings: Settings) -> DenseLeg:
    """The dense leg of a generation, wherever the settings have it; raises DamagedIndexError for one in its folder."""
    leg = dense_store(settings).open(folder, contents)
    return Guarded(leg) if settings.chroma_url else leg


def told(away: DenseLegAwayError) -> str:
    """What an answer says that was made without the dense leg."""
    return f"The Chroma server {away.how}, so passages were searched by their words alone."


class Guarded:
    """A dense leg on a server; safe to share between threads.

    A search that fails or takes longer than `patience` seconds raises DenseLegAwayError, and so does at once every
    later one, until a thread that tries it each `pause` seconds has found it answering.
    """

    def __init__(self, leg: DenseLeg, patience: float = _PATIENCE, pause: float = _PAUSE) -> None:
        self._leg = leg
        self._patience, self._pause = patience, pause
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._away: DenseLegAwayError | None = None

    def __len__(self) -> int:
        return len(self._leg)

    def search(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """As DenseLeg has it."""
        away = self._away
        if away:
            raise DenseLegAwayError(str(away), away.how)
        try:
            return Within(self._patience, lambda: self._leg.search(vector, k)).value()
        except DenseLegAwayError as failure:
            self._leave_alone(failure, vector)
            raise

    def close(self) -> None:
        """Close the leg, and stop looking for it."""
        self._closed.set()
        self._leg.close()

    def _leave_alone(self, failure: DenseLegAwayError, vector: Vectors) -> None:
        with self._lock:
            if self._away is None and not self._closed.is_set():
                self._away = failure
                _log.warning("the Chroma server is away", extra={"reason": failure.how})
                threading.Thread(target=self._look, args=(vector,), daemon=True).start()

    def _look(self, vector: Vectors) -> None:
        """Try the search that failed until it succeeds."""
        while not self._closed.wait(self._pause):
            try:
                self._leg.search(vector, 1)
            except DenseLegAwayError as failure:
                self._away = failure
            else:
                self._away = None
                _log.info("the Chroma server is back")
                return


class Within(Generic[Found]):
    """A call in a thread of its own, waited for `seconds` at most: a socket's own timeouts bound no sum."""

    def __init__(self, seconds: float, call: Callable[[], Found]) -> None:
        self._seconds = seconds
        self._call = call
        self._outcome: SimpleQueue[tuple[Found | None, BaseException | None]] = SimpleQueue()
        threading.Thread(target=self._run, daemon=True).start()

    def value(self) -> Found:
        """What the call returns; raises what it raises, and DenseLegAwayError where it takes too long."""
        try:
            value, failure = self._outcome.get(timeout=self._seconds)
        except Empty:
            raise DenseLegAwayError("The Chroma server takes too long to answer.", "takes too long to answer") from None
        if failure:
            raise failure
        return value  # type: ignore[return-value] # there is one where nothing failed

    def _run(self) -> None:
        try:
            self._outcome.put((self._call(), None))
        except BaseException as error:  # noqa: BLE001 - raised again by who waits
            self._outcome.put((None, error))
