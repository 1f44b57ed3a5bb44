"""The pages about a learner and the library, in a real browser over a real index of a small corpus."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

import pytest
from browsing import PHONE, ask, launched, listening_canary, rest, serious, served, watched
from playwright.sync_api import Browser, Page, ViewportSize, expect
from serving import kitchen_app, listening
from soup import RESOURCE, ROADMAP

from ingest.pipeline import ingest
from ingest.settings import Settings
from ui.serve import APP

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

TOPICS = """
areas:
  basics: Basics
  finish: Finish
topics:
  - {id: stock, name: stock, area: basics, aliases: [broth], gloss: the clear liquid that bones and roots give}
  - {id: knife-work, name: knife work, area: basics, aliases: [vegetables], gloss: cutting things into even pieces}
  - {id: seasoning, name: seasoning, area: finish, gloss: making things taste, requires: {stock: "Salt goes in late."}}
  - {id: serving, name: serving, area: finish, gloss: bringing it to the table, requires: {seasoning: "Taste first."}}
goals:
  - {id: soup-cook, name: soup cook, gloss: I want to cook soup., aliases: [a soup cook], topics: [serving, knife-work]}
"""
CV = "I have cooked for six years and know stock well. I want to become a soup cook. I have 5 hours a week."
NOTES = "# Notes on zymurgy\n\nZymurgy is the study of fermentation in a glass carboy.\n"
DESK: ViewportSize = {"width": 1280, "height": 900}
PAGES = ("you", "map?topic=stock", "plan", "compare", "library", "library?document=soup&start=45&end=70")


def test_a_cv_becomes_a_profile_that_a_refresh_does_not_lose(page: Page, address: str) -> None:
    page.goto(f"{address}you")
    page.get_by_role("textbox", name="In your own words").fill(CV)
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", name="Is this right?")).to_be_visible()
    page.get_by_role("button", name="Take it over").click()
    expect(page.get_by_text("and that the goal is soup cook, with 5 hours a week")).to_be_visible()
    page.reload()
    expect(page.get_by_text("and that the goal is soup cook, with 5 hours a week")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    profile = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert (profile["known"], profile["goal"], profile["hours_per_week"]) == (["stock"], "soup-cook", 5)


def test_a_topic_on_the_map_opens_who_teaches_it_by_mouse_and_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}map")
    page.get_by_role("button", name="seasoning:").click()
    expect(page.get_by_role("heading", name="Seasoning")).to_be_visible()
    expect(page.get_by_role("heading", name="In 1 of 1 roadmaps")).to_be_visible()
    rest(page)
    page.get_by_role("button", name="stock:").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="knife work:")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Knife work")).to_be_visible()
    assert page.url.endswith("?topic=knife-work")
    page.reload()
    expect(page.get_by_role("heading", name="Knife work")).to_be_visible()


def test_a_quote_leads_to_its_highlighted_place_in_the_library(page: Page, address: str) -> None:
    page.goto(f"{address}map?topic=stock")
    page.get_by_text("quotes").first.click()
    page.get_by_role("link", name="Open it in the library").first.click()
    expect(page.locator("mark:visible").first).to_be_in_viewport()
    expect(page.locator("mark:visible").first).to_contain_text("Stock")
    page.go_back()
    expect(page.get_by_role("heading", name="Map", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="Stock", exact=True)).to_be_visible()


def test_the_map_zooms(page: Page, address: str) -> None:
    page.goto(f"{address}map")
    box = page.get_by_role("button", name="stock:")
    before = box.bounding_box()
    page.get_by_role("button", name="Zoom out").click()
    after = box.bounding_box()
    assert before
    assert after
    assert after["width"] < before["width"]


@pytest.mark.parametrize(
    ("button", "beginning"),
    [("Calendar (.ics)", "BEGIN:VCALENDAR"), ("Markdown", "# Learning plan"), ("CSV", "step,topic")],
)
def test_a_plan_is_taken_along_as_a_file(page: Page, address: str, button: str, beginning: str) -> None:
    page.goto(f"{address}plan")
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    assert Path(download.value.path()).read_text(encoding="utf-8").startswith(beginning)


def test_a_cell_of_the_comparison_opens_its_quote(page: Page, address: str) -> None:
    page.goto(f"{address}compare")
    page.get_by_role("button", name="stock in Soup Roadmap: Step 1 of 4").click()
    table = page.get_by_role("region", name="Topics by roadmaps")
    expect(table.get_by_text("Step 1: Stock (2 weeks)", exact=True)).to_be_visible()


def test_a_file_is_added_asked_about_and_removed(page: Page, address: str, tmp_path: Path) -> None:
    (tmp_path / "zymurgy.md").write_text(NOTES, encoding="utf-8")
    page.goto(f"{address}library")
    page.get_by_role("tab", name="Your files").click()
    page.locator("input[type=file]").set_input_files(tmp_path / "zymurgy.md")
    expect(page.get_by_text("zymurgy.md")).to_be_visible()
    page.get_by_role("button", name="Add them").click()
    expect(page.get_by_text("zymurgy.md is in the index")).to_be_visible(timeout=60_000)
    rest(page)
    page.get_by_role("link", name="Chat").click()
    ask(page, "What is zymurgy?")
    expect(page.get_by_text("the study of fermentation in a glass carboy").first).to_be_visible()
    page.get_by_role("link", name="Library").click()
    page.get_by_role("tab", name="Your files").click()
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("zymurgy.md is removed")).to_be_visible(timeout=60_000)
    page.get_by_role("tab", name="Documents").click()
    expect(page.get_by_text("2 of 2 documents.")).to_be_visible()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_any_page_and_nothing_is_cut_off(
    page: Page, address: str, scheme: Literal["light", "dark"], size: ViewportSize
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(size)
    found: dict[str, list[str]] = {}
    too_wide: dict[str, int] = {}
    for name in PAGES:
        page.goto(f"{address}{name}")
        _wait(page)
        found[name] = serious(page)
        too_wide[name] = page.get_by_test_id("stMain").evaluate("main => main.scrollWidth - main.clientWidth")
    assert found == {name: [] for name in PAGES}
    assert too_wide == dict.fromkeys(PAGES, 0)


def test_over_a_service_the_pages_are_the_same_and_say_when_it_stops(browser: Browser, tmp_path: Path) -> None:
    with (
        ExitStack() as service,
        served(
            APP,
            tmp_path / "page",
            WAYMARK_API_URL=service.enter_context(listening(kitchen_app(tmp_path), grace=1)),
        ) as address,
        watched(browser, f"{address}you") as page,
    ):
        page.get_by_role("textbox", name="In your own words").fill("I know stock well.")
        page.keyboard.press("Tab")
        page.get_by_role("button", name="Read it").click()
        page.get_by_role("button", name="Take it over").click()
        expect(page.get_by_text("I took it that you know stock")).to_be_visible()
        expect(page.get_by_text("Kept for this visit alone.")).to_be_visible()
        page.get_by_role("link", name="Map").click()
        expect(page.get_by_role("button", name="stock: known")).to_be_visible()
        service.close()
        page.get_by_role("link", name="Plan").click()
        expect(page.get_by_text("does not answer")).to_be_visible()


def test_nothing_in_a_document_becomes_markup_or_is_fetched(browser: Browser, tmp_path: Path) -> None:
    with (
        listening_canary() as canary,
        served(Path(__file__).with_name("chat_with_fake.py"), tmp_path / "page", CANARY=canary.address) as address,
        watched(browser, f"{address}library?document=notes&start=0&end=60") as page,
    ):
        expect(page.locator("mark:visible").first).to_contain_text("Notes")
        expect(page.get_by_text("<script>document.title='run'</script>")).to_be_visible()
        page.get_by_role("button", name="All documents").click()
        page.get_by_label("Search titles and texts").fill("notes")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Passages that come nearest")).to_be_visible()
        rest(page)
        assert page.get_by_test_id("stMain").locator("img, script, iframe").count() == 0
        assert page.title() != "run"
        assert canary.requests == []


def _wait(page: Page) -> None:
    expect(page.get_by_test_id("stMain").get_by_role("heading", level=1)).to_be_visible()
    rest(page)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with watched(browser, f"{address}settings") as page:
        yield page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture(scope="module")
def address(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real page over a real index."""
    folder = tmp_path_factory.mktemp("pages")
    corpus, home = folder / "corpus", folder / "home"
    for path, text in (("roadmaps/soup.md", ROADMAP), ("resources/ladle-school.md", RESOURCE), ("topics.yaml", TOPICS)):
        (corpus / path).parent.mkdir(parents=True, exist_ok=True)
        (corpus / path).write_text(text, encoding="utf-8")
    home.mkdir()
    (home / "models").symlink_to(models, target_is_directory=True)
    ingest(Settings(home=home, corpus=corpus))
    with served(APP, home, WAYMARK_CORPUS=str(corpus)) as address:
        yield address
