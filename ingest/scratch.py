"""A folder in the system's temporary folder that is this process's alone and goes with it."""

import shutil
import tempfile
import time
import weakref
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

_PREFIX = "waymark-"
_LOCK = "in-use"
_NEWBORN = 10.0  # seconds; a younger folder may not be locked by its owner yet


class Scratch:
    """The folder at `path`, until `close` or the end of the process."""

    def __init__(self) -> None:
        _sweep(Path(tempfile.gettempdir()))
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
        lock = _lock_of(self.path)
        lock.acquire()
        self._finalizer = weakref.finalize(self, _discard, self.path, lock)

    def close(self) -> None:
        """Remove the folder."""
        self._finalizer()


def _sweep(folder: Path) -> None:
    """Remove what processes left that were killed; a lock dies with its holder.

    Only a folder that holds a lock is one of these: any other may be named so, and be somebody's.
    """
    for abandoned in (lock.parent for lock in folder.glob(f"{_PREFIX}*/{_LOCK}")):
        with suppress(OSError, Timeout):  # another user's, or still in use
            if time.time() - abandoned.stat().st_mtime > _NEWBORN:
                lock = _lock_of(abandoned)
                lock.acquire(timeout=0)
                _discard(abandoned, lock)


def _lock_of(folder: Path) -> FileLock:
    return FileLock(folder / _LOCK, thread_local=False)  # whichever thread closes it


def _discard(folder: Path, lock: FileLock) -> None:
    lock.release()
    shutil.rmtree(folder, ignore_errors=True)
