"""An ingest as the commands run it: the builder in a process of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import IngestBusyError, IngestFailedError, SettingsError
from ingest.generation import current, load_contents
from ingest.index import VectorIndex
from ingest.lock import builder_lock
from ingest.pipeline import ingest
from ingest.request import Request
from ingest.settings import Settings

ROOT = Path(__file__).parent.parent
LIMITED = """
import resource, sys
from pathlib import Path
from ingest.pipeline import ingest
from ingest.settings import Settings
most = int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
ingest(Settings(home=Path(sys.argv[1]), corpus=Path(sys.argv[2])))
"""


def builder(request: Request) -> subprocess.Popen[str]:
    """A builder at work on `request`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ingest.builder"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
    )
    assert process.stdin is not None
    process.stdin.write(request.to_line() + "\n")
    process.stdin.flush()
    return process


def assert_answers(settings: Settings) -> None:
    """Check that the index in use is whole and finds each of its chunks."""
    folder = current(settings.home)
    contents = load_contents(folder)
    index = VectorIndex(folder / "chroma")
    for chunk, vector in zip(contents.chunks, contents.vectors, strict=True):
        assert index.search(vector, 1)[0][0] == chunk.id
    index.close()


def leftovers(settings: Settings) -> list[str]:
    """What lies in the home that should not."""
    expected = {"current", "generations", "ingest.lock", "models", "sources.json"}
    unfinished = [p.name for p in (settings.home / "generations").glob(".*")]
    return unfinished + [p.name for p in settings.home.iterdir() if p.name not in expected]


@pytest.mark.slow
def test_events_and_the_report_come_from_the_builder(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notes.md").write_text("# Bread\n\nKnead.\n", encoding="utf-8")
    (tmp_path / "ingest").mkdir()
    (tmp_path / "ingest" / "__init__.py").write_text("raise SystemExit('a stranger was run')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    events: list[Mapping[str, Any]] = []
    report = ingest(settings, [Path("notes.md"), Path("gone.md")], on_event=events.append)
    assert (report.documents["added"], report.embedded) == (3, 9)
    assert [failure.source for failure in report.failures] == [str(tmp_path / "gone.md")]
    assert {event["stage"] for event in events} >= {"read", "model", "embed", "write", "check"}
    assert_answers(settings)
    assert leftovers(settings) == []


@pytest.mark.slow
def test_the_builders_errors_come_with_their_kind(settings: Settings) -> None:
    settings.remembered.write_bytes(b"{")
    with pytest.raises(SettingsError, match=r"sources\.json"):
        ingest(settings)


@pytest.mark.slow
def test_while_one_ingest_is_at_work_another_is_refused_and_told_by_whom(settings: Settings) -> None:
    with builder_lock(settings.home), pytest.raises(IngestBusyError, match=f"process {os.getpid()}"):
        ingest(settings)
    ingest(settings)
    assert_answers(settings)


@pytest.mark.slow
def test_a_builder_that_is_killed_is_named_and_leaves_the_old_index(settings: Settings) -> None:
    ingest(settings)
    before = current(settings.home)

    def kill(event: Mapping[str, Any]) -> None:
        if event["stage"] == "check":
            os.kill(int((settings.home / "ingest.pid").read_text(encoding="utf-8")), 9)

    with pytest.raises(IngestFailedError, match=r"The builder was killed by signal 9.*still answers"):
        ingest(settings, rebuild=True, on_event=kill)
    assert current(settings.home) == before
    assert_answers(settings)
    assert ingest(settings).embedded == 0
    assert leftovers(settings) == []


@pytest.mark.slow
def test_a_builder_ends_when_its_parent_does(settings: Settings) -> None:
    process = builder(Request(settings, rebuild=True))
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdout.readline()
    process.stdin.close()
    started = time.monotonic()
    process.wait(timeout=10)
    assert time.monotonic() - started < 2
    process.stdout.close()
    assert not (settings.home / "current").exists()
    ingest(settings)
    assert leftovers(settings) == []


@pytest.mark.slow
@pytest.mark.parametrize("most", [2_000, 60_000])
def test_a_full_disk_is_named_and_leaves_the_old_index(settings: Settings, most: int) -> None:
    """A limit on the size of files stands for a full disk: writing beyond it fails."""
    ingest(settings)
    before = current(settings.home)
    (settings.corpus / "resources" / "ladle-school.md").unlink()
    run = subprocess.run(
        [sys.executable, "-c", LIMITED, str(settings.home), str(settings.corpus), str(most)],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert "IngestFailedError: " in run.stderr
    assert str(settings.home) in run.stderr
    assert "still answers" in run.stderr
    assert current(settings.home) == before
    assert_answers(settings)
    assert ingest(settings).documents["removed"] == 1
    assert leftovers(settings) == []


@pytest.mark.slow
def test_a_home_that_cannot_be_written_is_named(settings: Settings, tmp_path: Path) -> None:
    blocked = Settings(home=tmp_path / "file" / "home", corpus=settings.corpus)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(IngestFailedError, match=rf"The index could not be written: {blocked.home}: Not a directory"):
        ingest(blocked)


@pytest.mark.skipif(not Path("/sys/kernel").exists(), reason="Linux has such folders")
def test_a_home_where_nobody_may_write_is_not_put_down_to_the_room_there(settings: Settings) -> None:
    with pytest.raises(IngestFailedError, match=r"ingest\.lock: .*Correct the permissions, then run"):
        ingest(settings.model_copy(update={"home": Path("/sys/kernel")}))  # which says of itself that it has no room


def test_requests_survive_the_line_they_are_written_on(settings: Settings) -> None:
    odd = Path(os.fsdecode(b"/so\xffup"))
    request = Request(settings, (odd, Path("/b")), (Path("/c"),), dry_run=True, rebuild=True)
    assert Request.from_line(request.to_line()) == request
    assert "\n" not in request.to_line()
