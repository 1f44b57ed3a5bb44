"""`waymark serve`, `waymark keys` and `waymark mcp` as they are typed."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import httpx
import pytest
from commands import fake_parts, run
from load import loaded, share

from ingest.settings import Settings
from rag.service.keys import Keys

WAYMARK = "import sys; sys.argv[0] = 'waymark'; from ui.cli import main; main()"


def test_a_key_is_printed_once_and_listed_by_its_name(tmp_path: Path) -> None:
    made = run(fake_parts(tmp_path), "keys", "add", "laptop")
    assert made.exit_code == 0
    assert Keys(tmp_path / "keys.json").owner(made.stdout.strip())
    listed = run(fake_parts(tmp_path), "keys", "list")
    assert listed.stdout.split("\t")[1] == "laptop"
    assert made.stdout.strip() not in listed.stdout


def test_a_revoked_key_is_gone(tmp_path: Path) -> None:
    run(fake_parts(tmp_path), "keys", "add", "laptop")
    assert run(fake_parts(tmp_path), "keys", "revoke", "laptop").exit_code == 0
    assert run(fake_parts(tmp_path), "keys", "list").stdout == ""
    again = run(fake_parts(tmp_path), "keys", "revoke", "laptop")
    assert (again.exit_code, again.stderr) == (
        1,
        "waymark: There is no key called laptop. `waymark keys list` lists them.\n",
    )


def test_keys_stand_where_the_setting_says(tmp_path: Path) -> None:
    file = tmp_path / "elsewhere" / "k.json"
    run(fake_parts(tmp_path), "keys", "add", "laptop", WAYMARK_KEYS=str(file))
    assert [key.name for key in Keys(file).all] == ["laptop"]


def test_a_setting_that_is_not_usable_is_named(tmp_path: Path) -> None:
    given = run(fake_parts(tmp_path), "keys", "list", WAYMARK_RATE="often")
    assert given.exit_code == 1
    assert given.stderr.startswith("waymark: WAYMARK_RATE is not usable")


def test_another_address_is_refused_while_there_are_no_keys(tmp_path: Path) -> None:
    given = run(fake_parts(tmp_path), "serve", "--host", "0.0.0.0", WAYMARK_HOME=str(tmp_path))  # noqa: S104 - which is what is refused
    assert given.exit_code == 1
    assert "there is no API key yet. Make one with `waymark keys add NAME`" in given.stderr


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        given = run(fake_parts(tmp_path), "serve", "--port", str(port), WAYMARK_HOME=str(tmp_path))
    assert given.stderr == f"waymark: Port {port} is taken. Choose another one with `waymark serve --port NUMBER`.\n"


@contextmanager
def serving(home: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str], IO[str]]]:
    """`waymark serve` on a free port, its address and its log, once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "WAYMARK_HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", WAYMARK, "serve", "--port", str(port), *options]
    with (
        TemporaryFile("w+") as log,  # a pipe that nobody reads would hold the service up
        subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=log) as program,
    ):
        url = f"http://127.0.0.1:{port}"
        try:
            for _ in range(600):
                assert program.poll() is None
                try:
                    httpx.get(f"{url}/healthz")
                    break
                except httpx.TransportError:
                    time.sleep(0.1)
            yield url, program, log
        finally:
            program.kill()


@pytest.mark.slow
def test_the_service_says_where_it_is_answers_and_ends_when_it_is_told_to(shipped: Settings) -> None:
    with serving(shipped.home) as (url, program, log):
        answer = httpx.post(f"{url}/v1/ask", json={"question": "Which roadmaps name Kubernetes?"}, timeout=60).json()
        ready = httpx.get(f"{url}/readyz").json()
        program.send_signal(signal.SIGTERM)
        said, _ = program.communicate(timeout=20)
        log.seek(0)
        logged = log.read()
    assert answer["citations"]
    first, second = said.splitlines()
    assert first == f"Waymark answers at {url} from index {ready['generation']}. Ctrl-C ends it."
    assert f"{url}/docs" in second
    assert "Traceback" not in logged
    assert "Kubernetes" not in logged


@pytest.mark.slow
def test_several_workers_answer_alike_and_count_together(shipped: Settings) -> None:
    asked = {"question": "Which roadmaps name Kubernetes?"}
    with serving(shipped.home, "--workers", "2") as (url, program, _):
        texts = {httpx.post(f"{url}/v1/ask", json=asked, timeout=60).json()["text"] for _ in range(8)}
        told = httpx.get(f"{url}/metrics").text
        program.send_signal(signal.SIGTERM)
        program.communicate(timeout=30)
    assert len(texts) == 1
    counted = [float(n) for n in re.findall(r'waymark_requests_total\{.*route="/v1/ask".*\} (\S+)', told)]
    assert counted == [8.0]


@pytest.mark.slow
def test_many_clients_at_once_get_what_each_would_get_alone(shipped: Settings) -> None:
    import asyncio

    with serving(shipped.home) as (url, _, _):
        measured = asyncio.run(loaded(url, clients=20, seconds=6))
    assert set(measured.statuses) == {200}
    assert measured.differing == 0
    assert len(measured.answers) > 20
    assert share(measured.health, 0.5) < 0.5  # the machine may be busy; what it takes when it is not stands in the docs
