"""Pictures of the real pages for the docs: `make screenshots`; with `--all FOLDER` every page, for review."""

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from ingest.settings import read_settings
from ui.serve import chat_command

DOCS = Path(__file__).resolve().parent.parent / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
PORT = 8599
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
WIDE, PHONE = (1280, 860), (390, 844)
QUESTION = "I know Python and linear algebra. What should I learn next?"
# Who the pictures are of; the same as `waymark next --profile` reads.
LEARNER = {"waymark_profile": 1, "known": ["python", "linear-algebra"], "goal": "nlp-engineer", "hours_per_week": 8}


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: what is done on which page before it is taken."""

    name: str
    path: str
    prepare: Callable[[Page], None]
    scheme: Scheme = "light"
    size: tuple[int, int] = WIDE


def main(arguments: list[str]) -> None:
    """Take the pictures of the docs, or with `--all FOLDER` every page in both themes and widths."""
    expect.set_options(timeout=60_000)  # milliseconds
    with _home() as home, _served(home) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-quic"])
        if arguments[:1] == ["--all"]:
            folder = Path(arguments[1])
            shots = [
                Shot(f"{name}-{scheme}-{size[0]}", path, prepare, scheme, size)
                for name, (path, prepare) in PAGES.items()
                for scheme in SCHEMES
                for size in (WIDE, PHONE)
            ]
        else:
            folder = DOCS
            shots = [Shot(name, path, prepare) for name, (path, prepare) in PAGES.items()]
            shots += [
                Shot("answer-dark", "", _answer, "dark"),
                Shot("answer-phone", "", _answer, "light", PHONE),
            ]
            _take_moving(browser, address, folder / "chat.webp")
        folder.mkdir(parents=True, exist_ok=True)
        for shot in shots:
            _take(browser, address, shot, folder)
        browser.close()


def _welcome(page: Page) -> None:
    expect(page.get_by_text("Try one of these")).to_be_visible()


def _answer(page: Page) -> None:
    """An answer with its first source opened."""
    _welcome(page)
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(QUESTION)
    box.press("Enter")
    page.get_by_role("button", name="Source 1:").first.click()
    page.wait_for_timeout(2000)


def _rested(page: Page) -> None:
    page.wait_for_timeout(3000)


PAGES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "chat": ("", _welcome),
    "answer": ("", _answer),
    "you": ("you", _rested),
    "map": ("map", _rested),
    "plan": ("plan", _rested),
    "compare": ("compare", _rested),
    "library": ("library", _rested),
    "settings": ("settings", _rested),
}


def _take(browser: Browser, address: str, shot: Shot, folder: Path) -> None:
    page = _page(browser, address + shot.path, shot.scheme, shot.size)
    shot.prepare(page)
    _still(page.screenshot()).save(folder / f"{shot.name}.png", optimize=True)
    page.close()


def _take_moving(browser: Browser, address: str, file: Path) -> None:
    """A question being typed, its answer, a marker, and the quote behind it."""
    frames: list[tuple[bytes, int]] = []
    page = _page(browser, address, "light", (960, 720))
    _welcome(page)
    box = page.get_by_test_id("stChatInputTextArea")
    for end in range(0, len(QUESTION) + 1, 12):
        box.fill(QUESTION[:end])
        frames.append((page.screenshot(), 150))
    box.fill(QUESTION)
    box.press("Enter")
    marker = page.get_by_role("button", name="Source 1:").first
    expect(marker).to_be_visible()
    page.wait_for_timeout(1500)
    frames.append((page.screenshot(), 2000))
    marker.hover()
    page.wait_for_timeout(300)
    frames.append((page.screenshot(), 2000))
    marker.click()
    page.wait_for_timeout(1000)
    frames.append((page.screenshot(), 3000))
    page.close()
    file.parent.mkdir(parents=True, exist_ok=True)
    first, *rest = [Image.open(io.BytesIO(data)) for data, _ in frames]
    durations = [milliseconds for _, milliseconds in frames]
    first.save(file, save_all=True, append_images=rest, duration=durations, loop=0, quality=60)


def _page(browser: Browser, address: str, scheme: Scheme, size: tuple[int, int]) -> Page:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    page.set_default_timeout(60_000)
    page.goto(address)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    return page


def _still(data: bytes) -> Image.Image:
    """The picture in 256 colours, which is enough for a page and keeps the file small."""
    return Image.open(io.BytesIO(data)).convert("RGB").quantize(256)


@contextmanager
def _home() -> Iterator[Path]:
    """A home with a copy of the index in use and a learner of its own, so that no picture shows anybody's chats."""
    real = read_settings()
    with tempfile.TemporaryDirectory(prefix="pictures-") as folder:
        home = Path(folder)
        shutil.copytree(real.home / "generations", home / "generations")
        shutil.copy(real.home / "current", home / "current")
        (home / "models").symlink_to(real.models, target_is_directory=True)
        (home / "profile.json").write_text(json.dumps(LEARNER), encoding="utf-8")
        yield home


@contextmanager
def _served(home: Path) -> Iterator[str]:
    """The address of the real app over that home."""
    address = f"http://127.0.0.1:{PORT}/"
    environment = {**os.environ, "WAYMARK_HOME": str(home)}
    with subprocess.Popen(chat_command(PORT), env=environment, stdout=subprocess.DEVNULL) as process:  # noqa: S603 - our own app
        try:
            _wait(f"{address}_stcore/health")
            yield address
        finally:
            process.terminate()


def _wait(address: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=1):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
    sys.exit(f"{address} did not answer within a minute.")


if __name__ == "__main__":
    main(sys.argv[1:])
