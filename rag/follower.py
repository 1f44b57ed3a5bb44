"""Following the pointer: the library of whatever generation is in use."""

import threading
from collections.abc import Callable
from pathlib import Path

from ingest.errors import DamagedIndexError
from ingest.generation import current
from ingest.settings import Settings
from rag.library import Library, open_library

_TRIES = 5  # a generation can be replaced and removed while it is being opened, but hardly five times in a row


class Follower:
    """Opens the generation in use, and the next one once the pointer moves; safe to share between threads."""

    def __init__(self, settings: Settings, opening: Callable[[Path, Settings], Library] = open_library) -> None:
        self._settings = settings
        self._open = opening
        self._lock = threading.Lock()
        self._library: Library | None = None

    def __call__(self) -> Library:
        """The library of the generation in use; raises IndexUnusableError when there is none that can be read."""
        with self._lock:
            for _ in range(_TRIES):
                folder = current(self._settings.home)
                if self._library is not None and self._library.contents.manifest.name == folder.name:
                    return self._library
                try:
                    self._library = self._open(folder, self._settings)
                except DamagedIndexError:
                    if current(self._settings.home) == folder:
                        raise
                else:
                    return self._library
        raise DamagedIndexError(
            f"The index in {self._settings.home} changes faster than it can be opened. Try again in a moment."
        )
