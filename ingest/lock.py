"""One builder at a time: a lock that dies with its holder."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.errors import IngestBusyError

_PATIENCE = 1.0  # seconds; a builder whose parent was killed needs a moment to notice and go
_MOMENT = 0.1  # seconds; whoever has just taken the lock needs as long to write down who it is


@contextmanager
def builder_lock(home: Path) -> Iterator[None]:
    """Hold the lock of `home` while the block runs; raises IngestBusyError naming the holder's process."""
    lock = FileLock(home / "ingest.lock")
    holder = home / "ingest.pid"  # not in the lock's own file, which each contender empties
    try:
        held = lock.acquire(timeout=_PATIENCE)
    except Timeout:
        time.sleep(_MOMENT)
        raise IngestBusyError(
            f"Another ingest ({_named(holder)}) is building the index in {home}. "
            "Wait until it has finished, then try again."
        ) from None
    with held:
        try:
            holder.write_text(str(os.getpid()), encoding="utf-8")
            yield
        finally:
            holder.unlink(missing_ok=True)


def _named(holder: Path) -> str:
    try:
        return f"process {int(holder.read_text(encoding='utf-8'))}"
    except (OSError, ValueError):
        return "of another process"
