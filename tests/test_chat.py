import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import FakeIngest, fake_parts, run

from ingest.embed import FORM, ModelCard, model_folder, what_to_teach
from ingest.errors import IngestBusyError
from ingest.generation import SCHEMA, Manifest, save_manifest
from ingest.settings import Settings
from ui.foreground import run as run_in_foreground

posix = pytest.mark.skipif(os.name != "posix", reason="Windows ends programs in another way")


@pytest.fixture
def port() -> int:
    """A port that is free."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
        return number


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that something serves."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def write_index(home: Path, schema: int = SCHEMA) -> None:
    folder = home / "generations" / "one"
    folder.mkdir(parents=True)
    save_manifest(folder, Manifest("one", schema, "", "", "", "", "", 0, 0, {}, {}))
    (home / "current").write_text("one", encoding="utf-8")


def write_card(home: Path, form: int = FORM) -> None:
    settings = Settings(home=home)
    folder = model_folder(settings.models, settings.embedder)
    folder.mkdir(parents=True)
    taught = what_to_teach(settings.embedder)
    ModelCard(settings.embedder, "", dimension=384, most_pieces=256, taught=taught, form=form).write(folder)


def test_the_chat_is_served_in_the_foreground_and_its_address_printed(tmp_path: Path, port: int) -> None:
    write_index(tmp_path)
    write_card(tmp_path)
    ran: list[list[str]] = []
    ingest = FakeIngest()
    result = run(
        fake_parts(tmp_path, ingest=ingest, run=lambda command: ran.append(command) or 0), "chat", "--port", str(port)
    )  # type: ignore[func-returns-value]
    assert result.exit_code == 0
    assert result.stdout == f"Waymark is at http://127.0.0.1:{port} (Ctrl-C ends it).\n"
    assert (ran, ingest.asked) == ([["serve", str(port)]], [])


@pytest.mark.parametrize("form", [None, FORM - 1])
def test_an_index_without_the_model_to_ask_it_is_built_anew(tmp_path: Path, port: int, form: int | None) -> None:
    write_index(tmp_path)
    if form is not None:
        write_card(tmp_path, form)
    ingest = FakeIngest()
    run(fake_parts(tmp_path, ingest=ingest), "chat", "--port", str(port))
    assert [asked["home"] for asked in ingest.asked] == [tmp_path]


@pytest.mark.parametrize("schema", [pytest.param(None, id="none"), pytest.param(0, id="of_an_older_schema")])
def test_a_missing_index_is_built_first_with_progress(tmp_path: Path, port: int, schema: int | None) -> None:
    if schema is not None:
        write_index(tmp_path, schema)
    ingest = FakeIngest()
    result = run(fake_parts(tmp_path, ingest=ingest), "chat", "--port", str(port))
    assert [asked["home"] for asked in ingest.asked] == [tmp_path]
    assert "Writing the index" in result.stderr


def test_an_index_that_cannot_be_built_ends_the_chat_before_it_begins(tmp_path: Path, port: int) -> None:
    parts = fake_parts(
        tmp_path, ingest=FakeIngest(error=IngestBusyError("Another ingest is running.")), run=lambda _: 1 // 0
    )
    result = run(parts, "chat", "--port", str(port))
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == "waymark: Another ingest is running."


def test_a_damaged_index_is_named_and_not_served(tmp_path: Path, port: int) -> None:
    (tmp_path / "current").write_text("gone", encoding="utf-8")
    result = run(fake_parts(tmp_path), "chat", "--port", str(port))
    assert result.exit_code == 1
    assert "names the index 'gone', which is not there" in result.stderr


def test_a_taken_port_is_one_sentence(tmp_path: Path, taken: int) -> None:
    result = run(fake_parts(tmp_path), "chat", "--port", str(taken))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"waymark: Port {taken} is taken. Choose another one with `waymark chat --port NUMBER`.\n"


def test_the_servers_exit_status_is_passed_on(tmp_path: Path, port: int) -> None:
    write_index(tmp_path)
    assert run(fake_parts(tmp_path, run=lambda _: 3), "chat", "--port", str(port)).exit_code == 3
    assert run_in_foreground([sys.executable, "-c", "raise SystemExit(3)"]) == 3


SERVER = """
import os, signal, time
signal.signal(signal.SIGINT, signal.SIG_DFL)
print(os.getpid(), flush=True)
time.sleep(60)
"""
# Programs that are started in the background of a script ignore interrupts from birth.
PARENT = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from ui.foreground import run
sys.exit(run([sys.executable, '-c', sys.argv[1]]))
"""


@posix
@pytest.mark.parametrize(
    ("number", "group", "status"),
    [
        pytest.param(signal.SIGINT, True, 0, id="ctrl_c_reaches_both"),
        pytest.param(signal.SIGINT, False, 0, id="interrupt_reaches_us_alone"),
        pytest.param(signal.SIGTERM, False, 143, id="terminated"),
    ],
)
def test_the_server_ends_with_us_and_quietly(number: signal.Signals, status: int, *, group: bool) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, SERVER],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert parent.stdout is not None
    server = int(parent.stdout.readline())
    (os.killpg if group else os.kill)(parent.pid, number)
    _, errors = parent.communicate(timeout=20)
    assert (parent.returncode, errors) == (status, "")
    with pytest.raises(ProcessLookupError):
        os.kill(server, 0)
