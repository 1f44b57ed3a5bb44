"""The chat in a real browser, over stand-ins, and over a service that goes away."""

import asyncio
import re
from collections.abc import AsyncGenerator, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from browsing import PHONE, Canary, ask, begin, launched, listening_canary, rest, serious, served, watched
from kitchen import kitchen
from playwright.sync_api import Browser, Page, expect
from renderings import A_TIME, FORMS
from serving import HOW_LONG, kitchen_app, listening, stop

from rag.assistant import Assistant
from rag.events import Event
from rag.records import Turn
from ui.serve import APP

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
FIRST_QUOTE = "vectors, matrices and eigenvalues come before any model."


def test_a_marker_opens_the_highlighted_quote_in_its_surroundings(page: Page) -> None:
    ask(page, "What should I learn next?")
    expect(page.locator("mark:visible")).to_have_count(0)
    page.get_by_role("button", name="Source 1:").first.click()
    expect(page.locator("mark:visible")).to_have_text(FIRST_QUOTE)
    expect(page.locator("blockquote:visible").first).to_contain_text("Foundations, programming: Python Course")
    expect(page.get_by_text("Roadmap. Waymark's restatement of Sample Roadmap")).to_be_visible()
    expect(page.get_by_role("link", name="Read the original at roadmaps.example.org")).to_be_visible()


def test_a_marker_shows_its_source_at_a_glance(page: Page) -> None:
    ask(page, "What should I learn next?")
    page.get_by_role("button", name="Source 2:").hover()
    expect(page.locator(".preview")).to_contain_text("It starts from linear regression.")
    page.keyboard.press("Escape")
    page.mouse.move(0, 0)
    expect(page.locator(".preview")).to_have_count(0)


def test_a_source_leads_to_its_place_in_the_library(page: Page) -> None:
    ask(page, "What should I learn next?")
    chat = page.url
    page.get_by_role("button", name="Source 1:").first.click()
    page.get_by_role("link", name="Open the whole document here").first.click()
    page.wait_for_url(re.compile(r"/library\?document=sample&start=\d+&end=\d+"))
    page.get_by_role("link", name="Chat").click()
    expect(page.get_by_text("Learn linear algebra next")).to_be_visible()
    assert page.url == chat


def test_the_keyboard_is_enough(page: Page) -> None:
    ask(page, "What should I learn next?")
    marker = page.get_by_role("button", name="Source 2:")
    marker.press("Enter")
    expect(page.locator("mark:visible")).to_have_text("It starts from linear regression.")
    page.keyboard.press("Escape")
    expect(page.locator("mark:visible")).to_have_count(0)
    expect(marker).to_be_focused()


def test_an_opened_card_stays_open_when_the_chat_goes_on(page: Page) -> None:
    ask(page, "What should I learn next?")
    page.get_by_role("button", name="Source 1:").first.click()
    ask(page, "What about the weather?")
    expect(page.get_by_text("I can't help with the weather.")).to_be_visible()
    expect(page.locator("mark:visible")).to_have_count(1)


def test_the_beginning_of_a_long_answer_is_in_view_on_a_telephone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    ask(page, "What should I learn next?")
    ask(page, "And after that?")
    expect(page.get_by_text("Learn linear algebra next").nth(1)).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_an_answer_is_read_while_it_comes(page: Page) -> None:
    begin(page, "Tell me slowly")
    expect(page.get_by_text("Learn linear algebra next")).to_be_visible()
    page.get_by_role("button", name="Source 1:").first.click()
    expect(page.locator("mark:visible")).to_have_text(FIRST_QUOTE)
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    expect(page.get_by_text("Tell me if that is wrong")).to_have_count(0)
    expect(page.get_by_text("Tell me if that is wrong")).to_be_visible()
    expect(page.locator("mark:visible")).to_have_text(FIRST_QUOTE)


def test_a_stopped_answer_says_so_and_can_be_asked_for_again(page: Page) -> None:
    begin(page, "Tell me slowly")
    expect(page.get_by_text("Learn linear algebra next")).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("This is as far as the answer came")).to_be_visible()
    page.reload()
    expect(page.get_by_text("This is as far as the answer came")).to_be_visible()
    page.get_by_role("button", name="Ask again").click()
    expect(page.get_by_text("Tell me if that is wrong")).to_be_visible()
    expect(page.get_by_test_id("stChatMessage")).to_have_count(2)


def test_a_refresh_loses_nothing_also_in_the_middle_of_an_answer(page: Page) -> None:
    ask(page, "What should I learn next?")
    begin(page, "Tell me slowly")
    expect(page.get_by_text("Learn linear algebra next")).to_have_count(2)
    page.reload()
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    expect(page.get_by_text("Tell me if that is wrong")).to_have_count(2)
    page.reload()
    expect(page.get_by_test_id("stChatMessage")).to_have_count(4)
    page.get_by_role("button", name="Source 1:").last.click()
    expect(page.locator("mark:visible")).to_have_text(FIRST_QUOTE)


def test_a_connection_that_is_cut_loses_nothing(page: Page) -> None:
    begin(page, "Tell me slowly")
    expect(page.get_by_text("Learn linear algebra next")).to_be_visible()
    page.context.set_offline(True)
    page.wait_for_timeout(500)
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_text("Tell me if that is wrong")).to_be_visible()
    expect(page.get_by_test_id("stChatMessage")).to_have_count(2)


def test_a_second_tab_shows_all_that_was_kept(page: Page, browser: Browser) -> None:
    ask(page, "What should I learn next?")
    with watched(browser, page.url) as second:
        expect(second.get_by_text("Learn linear algebra next")).to_be_visible()
        expect(second.get_by_test_id("stChatMessage")).to_have_count(2)


def test_a_question_that_leads_on_is_asked_by_a_click(page: Page) -> None:
    ask(page, "What is linear algebra?")
    page.get_by_role("button", name="What should I build to practise linear algebra?").click()
    expect(page.get_by_test_id("stChatMessage")).to_have_count(4)


def test_a_chat_is_saved_with_its_citations(page: Page) -> None:
    ask(page, "What should I learn next?")
    page.get_by_test_id("stPopover").get_by_role("button").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as Markdown").click()
    assert FIRST_QUOTE in Path(saved.value.path()).read_text(encoding="utf-8")
    assert saved.value.suggested_filename == "what-should-i-learn-next.md"


def test_a_chat_is_deleted_after_a_second_look(page: Page) -> None:
    ask(page, "A chat to delete")
    page.get_by_test_id("stPopover").get_by_role("button").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_test_id("stChatMessage")).to_have_count(0)
    expect(page.get_by_test_id("stSidebar").get_by_text("A chat to delete")).to_have_count(0)


@pytest.mark.parametrize("number", range(len(FORMS) // A_TIME))
def test_nothing_in_content_becomes_markup(page: Page, canary: Canary, number: int) -> None:
    form = FORMS[number * A_TIME].format(c=canary.address, h=canary.address.removeprefix("http://"))
    ask(page, f"show {number} {form}")
    for fold in page.locator("summary").all():
        fold.click()
    page.get_by_role("button", name="Source 1:").first.hover()
    page.reload()
    expect(page.get_by_text("Form 1:").first).to_be_visible()
    shown = page.locator("[data-testid=stMain], [data-testid=stSidebar]")
    assert shown.locator("img, iframe, video, audio[src], svg image, object, embed, form[action]").count() == 0
    links = shown.locator("a[target=_blank]").evaluate_all("links => links.map(link => link.href)")
    assert [link for link in links if not link.startswith(canary.address)] == []
    assert page.title() == "Waymark"
    assert canary.requests == []


def test_the_sixty_forms_are_sixty() -> None:
    assert len(set(FORMS)) == 60


def test_nothing_in_an_error_becomes_markup(page: Page, canary: Canary) -> None:
    page.goto(page.url + "?broken")
    box = page.get_by_test_id("stAlert")
    expect(box).to_contain_text("![x](")
    expect(box).to_contain_text("<script>document.title='run'</script>")
    expect(box).to_contain_text(":streamlit:".replace(":s", ":\u2060s"))
    assert box.locator("a, img, script").count() == 0
    assert canary.requests == []


@pytest.mark.parametrize("question", ["broken", "crash"])
def test_no_error_shows_a_traceback(page: Page, question: str) -> None:
    ask(page, question)
    expect(page.get_by_text(re.compile("Ask it in fewer|Something went wrong"))).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_chat(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # of the two that there are
    assert serious(page) == []
    ask(page, "What should I learn next?")
    page.get_by_role("button", name="Source 1:").first.click()
    page.get_by_text("Also retrieved").click()
    assert serious(page) == []
    page.set_viewport_size(PHONE)
    assert serious(page) == []


def test_axe_finds_nothing_serious_in_the_settings(page: Page) -> None:
    page.get_by_role("link", name="Settings").click()
    expect(page.get_by_role("heading", name="Index")).to_be_visible()
    rest(page)
    assert serious(page) == []


class Pausing(Assistant):
    """Tells the first words of an answer over the kitchen, and then nothing more."""

    def __init__(self) -> None:
        super().__init__(kitchen)
        self.pauses = False

    async def stream(
        self, question: str, history: Sequence[Turn] = (), k: int = 20, profile: Any = None
    ) -> AsyncGenerator[Event, None]:
        """The events, up to the first piece of the text where it pauses."""
        async for event in super().stream(question, history, k, profile):
            yield event
            if self.pauses and type(event).__name__ == "Delta":
                await asyncio.sleep(3600)


def test_a_service_that_stops_in_the_middle_is_one_sentence(browser: Browser, tmp_path: Path) -> None:
    assistant = Pausing()
    with (
        listening(kitchen_app(tmp_path, assistant), grace=1) as url,
        served(APP, tmp_path / "page", WAYMARK_API_URL=url) as address,
        watched(browser, address) as page,
    ):
        expect(page.get_by_text("Try one of these")).to_be_visible()
        ask(page, HOW_LONG)
        expect(page.get_by_role("button", name="Source 1:").first).to_be_visible()
        assistant.pauses = True
        begin(page, "What is stock?")
        expect(page.get_by_role("button", name="Stop")).to_be_visible()
        stop(url)
        expect(page.get_by_text(re.compile("shutting down|in the middle"))).to_be_visible()
        expect(page.get_by_role("button", name="Source 1:").first).to_be_visible()
        page.get_by_role("button", name="Ask again").click()
        expect(page.get_by_text("does not answer").first).to_be_visible()
        page.reload()
        expect(page.get_by_text("does not answer").first).to_be_visible()


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    with watched(browser, server) as page:
        expect(page.get_by_test_id("stChatInputTextArea")).to_be_visible()
        expect(page.get_by_text("Try one of these")).to_be_visible()
        yield page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture(scope="module")
def server(canary: Canary, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real pages over a stand-in."""
    script, folder = Path(__file__).with_name("chat_with_fake.py"), tmp_path_factory.mktemp("elsewhere")
    with served(script, folder, CANARY=canary.address) as address:
        yield address


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    with listening_canary() as canary:
        yield canary
