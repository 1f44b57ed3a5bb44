"""U: the chat page in a real browser, interrupted in the middle of an answer.

A trial's `answers` says what answers: the page's own process, or a service that it asks.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from urllib.parse import parse_qs, urlsplit

from browsing import CHROMIUM, begin, launched, served
from playwright.sync_api import Browser, Page, expect

from battery.builders import HERE, environment
from battery.junction import Junction, junction_to
from battery.lost_turns import Service
from battery.row import Bench, NotHereError, Row, Trial, Try
from rag.conversations import Conversations
from rag.store import FILE, Store
from ui.serve import APP

_QUESTIONS = {"here": "Tell me slowly what to learn", "service": "What should I learn next?"}
_SECOND = "What is stock?"
_TOLD = re.compile("shutting down|in the middle|does not answer|cut off")


@dataclass(frozen=True, slots=True)
class Stage:
    """A browser before a page that is reached over `near` and asks over `far`, where a service answers."""

    browser: Browser
    near: Junction
    far: Junction | None
    store: Path


def draw(chance: Random, number: int) -> list[Trial]:
    """Each interruption in turn, at some time of the answer, most over either kind of answers."""
    kinds = list(KINDS)
    chance.shuffle(kinds)
    return [
        {
            "kind": kind,
            "answers": "service" if kind == "the service is gone" else ("here", "service")[n // len(kinds) % 2],
            "after": round(chance.uniform(0.0, 0.8), 2),
        }
        for n, kind in enumerate((kinds * number)[:number])
    ]


@contextmanager
def subject(bench: Bench, *, weak: bool) -> Iterator[Try]:
    if not CHROMIUM.exists():
        raise NotHereError(f"{CHROMIUM} is not there; install the package chromium")
    with ExitStack() as stack:
        browser = stack.enter_context(launched())
        stages = {"here": _here(bench.folder / "here", stack, browser, weak=weak)}
        stages["service"] = stages["here"] if weak else _over_a_service(bench.folder / "service", stack, browser)

        def attempt(trial: Trial) -> str | None:
            stage, question = stages[trial["answers"]], _QUESTIONS["here" if weak else trial["answers"]]
            with stage.browser.new_context() as context, context.new_page() as page:
                page.goto(stage.near.url)
                expect(page.get_by_text("Try one of these")).to_be_visible()
                begin(page, question)
                page.wait_for_timeout(1000 * trial["after"])
                asked = KINDS[trial["kind"]](stage, page, question)
                _whole(page, asked)
                return _kept(stage, page.url, asked)

        yield attempt


def _here(folder: Path, stack: ExitStack, browser: Browser, *, weak: bool) -> Stage:
    script = HERE / "forgetful_page.py" if weak else HERE.parent / "chat_with_fake.py"
    told = {"PYTHONPATH": environment()["PYTHONPATH"], "CANARY": "http://127.0.0.1:9"}
    address = stack.enter_context(served(script, folder, **told))
    return Stage(browser, stack.enter_context(junction_to(address)), None, folder / FILE)


def _over_a_service(folder: Path, stack: ExitStack, browser: Browser) -> Stage:
    folder.mkdir()
    service = Service(folder, "slow")
    stack.callback(service.kill)
    far = stack.enter_context(junction_to(service.url))
    address = stack.enter_context(served(APP, folder / "page", WAYMARK_API_URL=far.url))
    return Stage(browser, stack.enter_context(junction_to(address)), far, folder / FILE)


def _cut(stage: Stage, _page: Page, question: str) -> list[str]:
    stage.near.cut(0.5)
    return [question]


def _refresh(_stage: Stage, page: Page, question: str) -> list[str]:
    page.reload()
    return [question]


def _two_tabs(_stage: Stage, page: Page, question: str) -> list[str]:
    with page.context.new_page() as second:
        second.goto(page.url)
        _whole(second, [question])
        begin(second, _SECOND)
        _whole(second, [question, _SECOND])
    page.reload()
    return [question, _SECOND]


def _stop(_stage: Stage, page: Page, question: str) -> list[str]:
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("This is as far as the answer came")).to_be_visible()
    page.reload()
    expect(page.get_by_text("This is as far as the answer came")).to_be_visible()
    page.get_by_role("button", name="Ask again").click()
    return [question]


def _no_service(stage: Stage, page: Page, question: str) -> list[str]:
    if stage.far:
        stage.far.cut(0.5)
    expect(page.get_by_text(_TOLD).first).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Ask again").click()
    return [question]


KINDS: dict[str, Callable[[Stage, Page, str], list[str]]] = {
    "the connection is cut": _cut,
    "the page is loaded again": _refresh,
    "a second tab asks on": _two_tabs,
    "the answer is stopped": _stop,
    "the service is gone": _no_service,
}


def _whole(page: Page, asked: list[str]) -> None:
    """Wait until the page shows these questions, each once and each with its whole answer, and nothing else."""
    said = page.get_by_test_id("stChatMessage")
    expect(said).to_have_count(2 * len(asked))
    expect(page.get_by_role("button", name="Ask again")).to_be_visible()  # which comes with the end of the answer
    for number, question in enumerate(asked):
        expect(said.nth(2 * number)).to_contain_text(question)
        expect(said.nth(2 * number + 1).get_by_role("button", name="Source 1:").first).to_be_visible()
    expect(page.get_by_text(_TOLD)).to_have_count(0)
    expect(page.get_by_text("Traceback")).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)


def _kept(stage: Stage, url: str, asked: list[str]) -> str | None:
    """What is wrong with what a reader finds who comes back to the chat, and with what is kept of it."""
    with stage.browser.new_context() as context, context.new_page() as again:
        again.goto(url)
        _whole(again, asked)
    (id_,) = parse_qs(urlsplit(url).query).get("chat", [""])
    turns = Conversations(Store(stage.store)).get("", id_).turns
    found = [turn.answer["question"] for turn in turns]
    return None if found == asked else f"{asked} was asked, and {found} is kept"


ROW = Row(
    "U",
    "the chat page in a browser in the middle of an answer: cut off, loaded again, stopped, in two tabs, service gone",
    {"change": 5, "nightly": 20},
    draw,
    partial(subject, weak=False),
    partial(subject, weak=True),
    "keeps a chat on the page alone",
)
