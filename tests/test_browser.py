import os
import re
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from ui.serve import chat_command

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def test_a_marker_opens_the_highlighted_quote(page: Page) -> None:
    _ask(page, "What should I learn next?")
    expect(page.locator("mark:visible")).to_have_count(0)
    page.get_by_role("button", name="Source 1:").first.click()
    expect(page.locator("mark:visible")).to_have_text("vectors, matrices and eigenvalues come before any model.")
    expect(page.get_by_text("Waymark's restatement of Sample Roadmap")).to_be_visible()
    expect(page.get_by_role("link", name="Read the original at roadmaps.example.org")).to_be_visible()


def test_the_keyboard_is_enough(page: Page) -> None:
    _ask(page, "What should I learn next?")
    marker = page.get_by_role("button", name="Source 2:")
    marker.press("Enter")
    expect(page.locator("mark:visible")).to_have_text("It starts from linear regression.")
    page.keyboard.press("Escape")
    expect(page.locator("mark:visible")).to_have_count(0)
    expect(marker).to_be_focused()


def test_an_opened_card_stays_open_when_the_chat_goes_on(page: Page) -> None:
    _ask(page, "What should I learn next?")
    page.get_by_role("button", name="Source 1:").first.click()
    _ask(page, "What about the weather?")
    expect(page.get_by_text("I can't help with the weather.")).to_be_visible()
    expect(page.locator("mark:visible")).to_have_count(1)


def test_the_beginning_of_a_long_answer_is_in_view(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 700})
    _ask(page, "What should I learn next?")
    _ask(page, "And after that?")
    expect(page.get_by_text("Learn linear algebra next").nth(1)).to_be_in_viewport()


def test_nothing_in_content_becomes_markup(page: Page, canary: "Canary") -> None:
    _ask(page, f"![x]({canary.address}/q.png) <img src={canary.address}/q.png>")
    page.get_by_role("button", name="Source 3:").click()
    page.get_by_text("Also retrieved").click()
    expect(page.locator("mark:visible")).to_contain_text(f"![x]({canary.address}/x.png) <img")
    links = page.locator("[data-testid=stMain] a[target]").evaluate_all("links => links.map(link => link.href)")
    assert links == ["https://roadmaps.example.org/sample", "https://courses.example.org/dl"]
    assert page.locator("img").count() == 0
    assert page.title() == "Waymark"
    assert canary.requests == []


def test_nothing_in_an_error_becomes_markup(page: Page, canary: "Canary") -> None:
    page.goto(page.url + "?broken")
    box = page.get_by_test_id("stAlert")
    expect(box).to_contain_text("![x](")
    expect(box).to_contain_text("<script>document.title='run'</script>")
    expect(box).to_contain_text(":streamlit:".replace(":s", ":\u2060s"))
    assert box.locator("a, img, script").count() == 0
    assert canary.requests == []


@pytest.mark.parametrize("question", ["broken", "crash"])
def test_no_error_shows_a_traceback(page: Page, question: str) -> None:
    _ask(page, question)
    expect(page.get_by_text(re.compile("Ask it in fewer|Something went wrong"))).to_be_visible()
    expect(page.get_by_text("Traceback")).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)


def _ask(page: Page, question: str) -> None:
    """Ask, and wait until the page rests."""
    answered = page.get_by_test_id("stChatMessage").count()
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(question)
    box.press("Enter")
    expect(page.get_by_test_id("stChatMessage")).to_have_count(answered + 2)
    expect(page.get_by_test_id("stSpinner")).to_have_count(0)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    """A fresh page; afterwards it has fetched from the server alone, and logged no error but Streamlit's own 404s."""
    page = browser.new_page()
    requests: list[str] = []
    errors: list[object] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: errors.append(message) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(server)
    expect(page.get_by_test_id("stChatInputTextArea")).to_be_visible()
    yield page
    expect(page.get_by_text("Traceback")).to_have_count(0)
    assert [error for error in errors if "_stcore" not in str(getattr(error, "location", ""))] == []
    assert [url for url in requests if not url.startswith((server, "data:", "blob:"))] == []
    page.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        missing = f"{CHROMIUM} is not there; install the package chromium to run the browser tests"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    root = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium's sandbox refuses root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *root])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server(canary: "Canary", tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real page over the fake, started as `waymark chat` starts it, from a folder of its own."""
    port = _free_port()
    command = chat_command(port, Path(__file__).with_name("chat_with_fake.py"))
    folder = tmp_path_factory.mktemp("elsewhere")
    with (
        (folder / "log").open("w", encoding="utf-8") as log,
        subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "CANARY": canary.address, "WAYMARK_HOME": str(folder)},
            stdout=log,
            stderr=log,
        ) as process,
    ):
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def canary() -> Iterator["Canary"]:
    """A server that nothing on the page has a reason to talk to, and that remembers who did."""

    with Canary() as canary:
        threading.Thread(target=canary.serve_forever, daemon=True).start()
        yield canary
        canary.shutdown()


class Canary(ThreadingHTTPServer):
    """Listens on a free port of its own."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Remembering)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.requests: list[str] = []


class _Remembering(BaseHTTPRequestHandler):
    server: Canary

    def do_GET(self) -> None:
        self.server.requests.append(self.path)
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _free_port() -> int:
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
