import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import IngestBusyError
from ingest.lock import builder_lock

HOLD = """
import sys, time
from pathlib import Path
from ingest.lock import builder_lock
with builder_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock."""
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_builder_is_refused_within_two_seconds_and_told_who_holds_the_lock(
    tmp_path: Path, holder: subprocess.Popen[str]
) -> None:
    started = time.monotonic()
    with (
        pytest.raises(IngestBusyError, match=rf"process {holder.pid}\) is building the index in {tmp_path}"),
        builder_lock(tmp_path),
    ):
        pytest.fail("two builders held the lock")
    assert time.monotonic() - started < 2


def test_a_killed_holder_leaves_the_lock_free(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    with builder_lock(tmp_path):
        assert (tmp_path / "ingest.pid").read_text(encoding="utf-8") == str(os.getpid())


def test_the_lock_is_free_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(KeyError), builder_lock(tmp_path):
        raise KeyError
    with builder_lock(tmp_path):
        pass
    assert not (tmp_path / "ingest.pid").exists()
