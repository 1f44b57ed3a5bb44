"""Following the pointer: the library of whatever generation is in use, or of an older one where that is damaged."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from ingest.errors import DamagedIndexError, IndexUnusableError, StaleIndexError
from ingest.generation import candidates, current, in_use, pointer_in
from ingest.settings import Settings
from rag.heap import give_back_soon
from rag.library import Library, open_library

_TRIES = 5  # a generation can be replaced and removed while it is being opened, but hardly five times in a row
_NOTICE = "The index in use is damaged, so the newest whole one gave this answer; `waymark ingest` builds it anew."

_log = logging.getLogger("waymark")


class Follower:
    """Opens the generation in use, and the next one once the pointer moves; safe to share between threads."""

    def __init__(
        self,
        settings: Settings,
        opening: Callable[[Path, Settings], Library] = open_library,
        leaving: Callable[[], None] = give_back_soon,
    ) -> None:
        self._settings = settings
        self._open, self._leave = opening, leaving
        self._lock = threading.Lock()
        self._library: Library | None = None
        # What the pointer said when the library was opened, and the generation that was there by that name.
        self._pointer: bytes | None = None
        self._named: str | None = None

    def __call__(self) -> Library:
        """The library of the generation in use or, where that is damaged, of the newest whole one.

        The library says so in its `notice`. Raises IndexUnusableError when there is none that can be read.
        """
        with self._lock:
            for _ in range(_TRIES):
                pointer = pointer_in(self._settings.home)
                if self._library is not None and self._pointer == pointer and self._is_still(self._library):
                    return self._library
                if self._library is not None:
                    self._leave()
                try:
                    self._library = self._open(current(self._settings.home), self._settings)
                except IndexUnusableError as damage:
                    if pointer_in(self._settings.home) != pointer:
                        continue
                    self._library = self._older(damage)
                self._pointer, self._named = pointer, in_use(self._settings.home)
                return self._library
        raise DamagedIndexError(
            f"The index in {self._settings.home} changes faster than it can be opened. Try again in a moment."
        )

    def _is_still(self, library: Library) -> bool:
        """Whether what `library` stands in for, if it does, has not come since."""
        return library.notice is None or in_use(self._settings.home) == self._named

    def _older(self, failure: IndexUnusableError) -> Library:
        """The newest other generation that is whole; raises `failure` where there is none, or none stands in for it."""
        if isinstance(failure, StaleIndexError):  # an ingest is due, and older generations are staler still
            raise failure
        named = in_use(self._settings.home)
        for folder in candidates(self._settings.home):
            try:
                library = self._open(folder, self._settings) if folder.name != named else None
            except IndexUnusableError:
                continue
            if library:
                library.notice = _NOTICE
                _log.warning("an older generation of the index answers", extra={"reason": str(failure)})
                return library
        raise failure
