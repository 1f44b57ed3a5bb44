"""One builder at a time: a lock that dies with its holder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.errors import IngestBusyError

_PATIENCE = 1.0  # seconds; a builder whose parent was killed needs a moment to notice and go


@contextmanager
def builder_lock(home: Path) -> Iterator[None]:
    """Hold the lock of `home` while the block runs; raises IngestBusyError naming the holder's process."""
    path = home / "ingest.lock"
    holder = home / "ingest.pid"
    lock = FileLock(path)
    try:
        lock.acquire(timeout=_PATIENCE)
    except Timeout:
        pid = holder.read_text(encoding="utf-8").strip() if holder.is_file() else "unknown"
        raise IngestBusyError(f"Another ingest (process {pid}) is building the index in {home}. Wait until it has finished, then try again.") from None
    try:
        holder.write_text(str(os.getpid()), encoding="utf-8")
        yield
    finally:
        lock.release()
