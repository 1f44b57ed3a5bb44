"""The pages in a real browser: serving them, watching what they fetch and log, and what the tests do on them."""

import os
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from ui.serve import chat_command

CHROMIUM = Path("/usr/bin/chromium")
PHONE = {"width": 390, "height": 844}
expect.set_options(timeout=15_000)  # milliseconds: the machine may be busy
FLAGS = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def launched() -> Iterator[Browser]:
    """Debian's Chromium; skips where it is not installed, and fails in CI."""
    if not CHROMIUM.exists():
        missing = f"{CHROMIUM} is not there; install the package chromium to run the browser tests"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    root = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium's sandbox refuses root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *root])
        yield browser
        browser.close()


@contextmanager
def served(script: Path, folder: Path, **environment: str) -> Iterator[str]:
    """The address of the page of `script`, started as `waymark chat` starts it, from a folder of its own."""
    port = free_port()
    folder.mkdir(exist_ok=True)
    environment = {**os.environ, "WAYMARK_HOME": str(folder), **environment}
    command = chat_command(port, script)
    with (
        (folder / "log").open("w", encoding="utf-8") as log,
        subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log) as process,
    ):
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


@contextmanager
def watched(browser: Browser, address: str) -> Iterator[Page]:
    """A fresh page at `address`; afterwards it has fetched from there alone, and logged no error of ours."""
    page = browser.new_page()
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: errors.append(_logged(message)) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    expect(page.get_by_test_id("stApp")).to_be_visible()
    yield page
    expect(page.get_by_text("Traceback")).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    # Streamlit looks for its own health below the address of the page, and logs that nothing is there.
    ours = [error for error in errors if "_stcore" not in error]
    assert not ours, ours
    origin = "/".join(address.split("/")[:3])
    foreign = [url for url in requests if not url.startswith((origin, "data:", "blob:"))]
    assert not foreign, foreign
    page.close()


def _logged(message: ConsoleMessage) -> str:
    return f"{message.text} at {message.location}"


def rest(page: Page) -> None:
    """Wait until the page rests."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def ask(page: Page, question: str) -> None:
    """Ask, and wait until the answer is whole."""
    begin(page, question)
    expect(page.get_by_role("button", name="Stop")).to_have_count(0)
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    rest(page)


def begin(page: Page, question: str) -> None:
    """Ask, and wait until the question is on the page."""
    asked = page.get_by_test_id("stChatMessage").count()
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(question)
    box.press("Enter")
    expect(page.get_by_test_id("stChatMessage")).to_have_count(asked + 2)


def serious(page: Page) -> list[str]:
    """The serious and critical findings of axe-core on the page, each with where it is."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['impact']} {one['id']}: {node['target']} {node['html'][:200]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]


class Canary(ThreadingHTTPServer):
    """A server that nothing on a page has a reason to talk to, and that remembers who did; on a port of its own."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Remembering)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.requests: list[str] = []


@contextmanager
def listening_canary() -> Iterator[Canary]:
    """A canary for as long as the block runs."""
    with Canary() as canary:
        threading.Thread(target=canary.serve_forever, daemon=True).start()
        yield canary
        canary.shutdown()


class _Remembering(BaseHTTPRequestHandler):
    server: Canary

    def do_GET(self) -> None:
        self.server.requests.append(self.path)
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=1):  # noqa: S310  our own server
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
    pytest.fail(f"{url} did not answer within {seconds} seconds")
