"""A home that follows the folder that several machines share."""

import logging
import threading
import weakref

from ingest.errors import IngestBusyError, WaymarkError
from ingest.generation import in_use
from ingest.pull import pull
from ingest.settings import Settings
from ingest.shared import SharedFolder, shared_folder

_PAUSE = 1.0  # seconds between two looks at the pointer
_AFTER_FAILURE = 3.0  # seconds
_FIRST = 3.0  # seconds that a start waits for the first look, where there is an index to answer from meanwhile

_log = logging.getLogger("waymark")


def follow(settings: Settings, reader: object) -> None:
    """Keep the home of `settings` at the generation in use in their shared folder, as long as `reader` lives.

    Returns once the home has one. Raises a WaymarkError where it has none and none can be brought.
    """
    shared = shared_folder(settings)
    if shared is None:
        return
    if in_use(settings.home) is None:
        pull(settings, shared)
    following = _Following(settings, shared)
    weakref.finalize(reader, following.stop.set)
    following.start()
    following.looked.wait(_FIRST)


class _Following(threading.Thread):
    """Looks at the shared folder once a second; a failure is logged, and what is in use goes on answering."""

    def __init__(self, settings: Settings, shared: SharedFolder) -> None:
        super().__init__(daemon=True)
        self._settings, self._shared = settings, shared
        self.stop, self.looked = threading.Event(), threading.Event()
        self._failed = ""

    def run(self) -> None:
        """Look until told to stop."""
        while not self.stop.is_set():
            pause = self._look()
            self.looked.set()
            self.stop.wait(pause)

    def _look(self) -> float:
        """Look once, and tell how long to wait before the next time."""
        try:
            if pull(self._settings, self._shared):
                _log.info("a new index was brought from the shared folder")
        except IngestBusyError:  # an ingest, or another process of this home that follows
            return _PAUSE
        except (WaymarkError, OSError) as error:
            if str(error) != self._failed:  # each reason once, not every few seconds
                _log.warning("the shared folder is not followed", extra={"reason": str(error)})
            self._failed = str(error)
            return _AFTER_FAILURE
        self._failed = ""
        return _PAUSE
