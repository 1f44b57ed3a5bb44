"""The pages over a small library: what they show, what a click changes, and that failures are sentences."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fakes import FakeAssistant, hostile
from kitchen import SOUP, kitchen, library_with, roadmap, school
from streamlit.testing.v1 import AppTest

from ingest.errors import NoIndexError, SourceError, WaymarkError
from ingest.settings import Settings
from rag.assistant import Assistant
from rag.library import Library
from rag.store import Store
from ui.client.here import Here
from ui.files import OwnFiles, Upload
from ui.keeping import InFile

Opened = Callable[..., AppTest]


@pytest.fixture
def keeper(tmp_path: Path) -> InFile:
    return InFile(tmp_path / "profile.json")


@pytest.fixture
def opened(tmp_path: Path, keeper: InFile) -> Iterator[Opened]:
    """A page by name, over the kitchen or another library; it has shown no exception when the test ends."""
    apps = []

    def open_page(name: str, library: Callable[[], Library] = kitchen, query: dict[str, str] | None = None) -> AppTest:
        client = Here(Assistant(library), Store(tmp_path / "conversations.sqlite3"))
        files = OwnFiles(Settings(home=tmp_path, corpus=tmp_path), _refusing)
        app = AppTest.from_function(_script, args=(name, lambda: client, keeper, files), default_timeout=30)
        for key, value in (query or {}).items():
            app.query_params[key] = value
        apps.append(app)
        return app.run()

    yield open_page
    assert not any(app.exception for app in apps)


def _refusing(*_: Any, **__: Any) -> Any:
    raise WaymarkError("Another ingest is at work. Try again when it is done.")


def _script(name: str, client: "Any", keeper: "Any", files: "Any") -> None:
    # AppTest runs the text of this function by itself, so that no name from outside is known here.
    from ui.views.chat import chat_page
    from ui.views.compare import compare_page
    from ui.views.library import library_page
    from ui.views.map import map_page
    from ui.views.plan import plan_page
    from ui.views.you import you_page

    pages = {
        "chat": lambda: chat_page(client, lambda: keeper),
        "you": lambda: you_page(client, lambda: keeper),
        "map": lambda: map_page(client, lambda: keeper),
        "plan": lambda: plan_page(client, lambda: keeper),
        "compare": lambda: compare_page(client),
        "library": lambda: library_page(client, lambda: files),
    }
    pages[name]()


def components(app: AppTest) -> list[dict[str, Any]]:
    """What the components of a page are given."""
    return [json.loads(component.proto.json) for component in app.get("bidi_component")]


def told(app: AppTest) -> str:
    return " ".join(m.value for m in app.markdown).replace("\\", "")


def test_a_text_becomes_chips_to_confirm_and_then_the_profile(opened: Opened, keeper: InFile) -> None:
    app = opened("you")
    assert "Nothing yet" in told(app)
    app.text_area[0].set_value("I know stock and knife work. I want to learn sushi. I have 5 hours a week.").run()
    app.button[0].click().run()
    understood = app.main.button_group[0]
    assert set(understood.options) >= {"knows stock", "knows knife work", "5 hours a week"}
    app.main.button_group[0].set_value([o for o in understood.value if o != "known:knife-work"]).run()
    next(b for b in app.button if b.label == "Take it over").click().run()
    assert (keeper.load()["known"], keeper.load()["hours_per_week"]) == (["stock"], 5.0)
    assert "Is this right?" not in [s.value for s in app.subheader]


def test_a_chip_that_is_taken_out_is_gone_from_the_file(opened: Opened, keeper: InFile) -> None:
    keeper.save({**keeper.load(), "known": ["stock", "knife-work"], "free_only": True})
    app = opened("you")
    app.button_group[0].set_value(["known:stock"]).run()
    assert (keeper.load()["known"], keeper.load()["free_only"]) == (["stock"], False)


def test_ticks_take_in_what_comes_along_and_unticking_that_is_kept_too(opened: Opened, keeper: InFile) -> None:
    app = opened("you")
    app.checkbox(key="tick-kneading").check().run()
    assert keeper.load()["known"] == ["kneading"]
    assert app.checkbox(key="tick-stock").value  # kneading requires it
    app.checkbox(key="tick-stock").uncheck().run()
    assert keeper.load()["lacking"] == ["stock"]
    assert not app.checkbox(key="tick-stock").value
    app.checkbox(key="tick-kneading").uncheck().run()
    assert (keeper.load()["known"], keeper.load()["lacking"]) == ([], ["stock"])


def test_wishes_are_kept_as_they_are_set(opened: Opened, keeper: InFile) -> None:
    app = opened("you")
    app.number_input[0].set_value(6.0).run()
    app.toggle[0].set_value(True).run()
    assert (keeper.load()["hours_per_week"], keeper.load()["free_only"]) == (6.0, True)


def test_a_profile_that_cannot_be_read_is_named_and_can_be_replaced(opened: Opened, keeper: InFile) -> None:
    keeper.path.write_text('{"waymark_profile": 1, "known": ["astronomy"]}', encoding="utf-8")
    app = opened("you")
    assert "astronomy" in app.info[0].value
    next(b for b in app.button if b.label == "Delete my profile").click().run()
    assert not app.info
    assert keeper.load()["known"] == []


def test_the_map_draws_the_way_and_the_topic_of_the_address(opened: Opened) -> None:
    app = opened("map", query={"topic": "stock"})
    drawn, sheet = components(app)
    assert drawn["chosen"] == "stock"
    assert {box["topic"] for box in drawn["picture"]["boxes"]} == {"stock", "knife-work", "kneading", "sushi"}
    assert sheet["sections"][0]["title"] == "In 2 of 3 roadmaps"
    assert app.subheader[0].value == "Stock"


def test_what_is_noted_of_a_topic_changes_the_map(opened: Opened, keeper: InFile) -> None:
    app = opened("map", query={"topic": "stock"})
    next(b for b in app.button if b.label == "I know it").click().run()
    assert keeper.load()["known"] == ["stock"]
    boxes = {box["topic"]: box for box in components(app)[0]["picture"]["boxes"]}
    assert (boxes["stock"]["standing"], boxes["kneading"]["standing"]) == ("known", "next")


def test_an_address_of_no_topic_opens_none(opened: Opened) -> None:
    assert len(components(opened("map", query={"topic": "astronomy"}))) == 1


def test_the_map_of_some_areas_leaves_the_others_out(opened: Opened) -> None:
    app = opened("map")
    app.multiselect[0].set_value(["nlp"]).run()
    assert [box["topic"] for box in components(app)[0]["picture"]["boxes"]] == ["sushi"]


def test_a_plan_follows_the_hours_and_the_roadmap_that_are_set(opened: Opened, keeper: InFile) -> None:
    app = opened("plan")
    whole = components(app)[0]["rows"]
    assert len(whole) == 4
    assert [b.label for b in app.get("download_button")] == ["Calendar (.ics)", "Markdown", "CSV"]
    before = app.subheader[0].value
    app.number_input[0].set_value(40.0).run()
    assert app.subheader[0].value != before
    assert keeper.load()["hours_per_week"] == 40
    app.selectbox(key="plan-roadmap").set_value("soup").run()
    assert [row["title"] for row in components(app)[0]["rows"]] == ["stock", "knife work"]


def test_who_knows_everything_has_no_plan_to_take_along(opened: Opened, keeper: InFile) -> None:
    keeper.save({**keeper.load(), "known": ["stock", "knife-work", "kneading", "sushi"]})
    app = opened("plan")
    assert app.subheader[0].value.startswith("Nothing is left to learn")
    assert not app.get("download_button")


def test_roadmaps_are_compared_on_the_topics_that_are_chosen(opened: Opened) -> None:
    app = opened("compare")
    grid, agreed, disputed = components(app)
    assert [row["title"] for row in grid["rows"]] == ["stock", "knife work"]
    assert agreed["sections"]
    assert disputed["sections"]
    app.multiselect[0].set_value(["sushi"]).run()
    assert [row["title"] for row in components(app)[0]["rows"]] == ["sushi"]
    assert "None of these topics" in told(app)


def test_the_library_lists_filters_and_searches(opened: Opened) -> None:
    app = opened("library")
    assert components(app)[0]["sections"][0]["note"] == "4 of 4 documents."
    app.text_input[0].set_value("bay, thyme and parsley").run()
    listed, passages = components(app)[:2]
    assert listed["sections"][0]["note"].startswith("0 of 4 documents")
    assert passages["sections"][0]["items"][0]["place"]["document"] == "soup"


def test_a_document_is_shown_with_the_quote_of_the_address_marked(opened: Opened) -> None:
    start = SOUP.index("bay, thyme")
    app = opened("library", query={"document": "soup", "start": str(start), "end": str(start + 10)})
    (text,) = components(app)
    marked = [p["text"] for line in text["lines"] for p in line["pieces"] if p["marked"]]
    assert marked == ["bay, thyme"]
    assert "restatement of Soup Roadmap by Ann Potter" in told(app)


def test_a_place_that_is_not_there_is_said_and_the_document_shown(opened: Opened) -> None:
    app = opened("library", query={"document": "soup", "start": "5", "end": "99999"})
    assert "not in this text" in told(app)
    assert components(app)[0]["lines"]


def test_a_document_that_is_not_there_is_a_sentence(opened: Opened) -> None:
    assert "No document has the id" in opened("library", query={"document": "stew"}).info[0].value


def test_nothing_of_a_document_becomes_markdown(opened: Opened) -> None:
    text = hostile("http://127.0.0.1:9")
    library = library_with(roadmap("soup", SOUP), school(), roadmap("evil", text))
    app = opened("library", lambda: library, {"document": "evil"})
    assert app.title[0].value.startswith("Notes \\!\\[t\\]\\(")
    assert "<img" in json.dumps(components(app)[0])
    assert all("<img" not in m.value for m in app.markdown)


def test_work_on_ones_own_files_that_fails_is_a_sentence(tmp_path: Path) -> None:
    files = OwnFiles(Settings(home=tmp_path, corpus=tmp_path), _refusing)
    files.start_adding([Upload("notes.md", b"# Notes")])
    assert files.job is not None
    files.job.wait(10)
    app = AppTest.from_function(_script, args=("library", _kitchen_client(tmp_path), None, files)).run(timeout=30)
    assert "Another ingest is at work" in " ".join(i.value for i in app.info)
    assert not app.exception


@pytest.mark.parametrize("takes", [True, False])
def test_the_address_of_a_web_page_is_asked_for_only_where_pages_may_be_fetched(tmp_path: Path, *, takes: bool) -> None:
    files = OwnFiles(Settings(home=tmp_path, corpus=tmp_path), _refusing, _no_page if takes else None)
    app = AppTest.from_function(_script, args=("library", _kitchen_client(tmp_path), None, files)).run(timeout=30)
    assert ("Address of a web page to add" in [field.label for field in app.text_input]) is takes
    if takes:
        next(field for field in app.text_input if field.label.startswith("Address")).set_value("https://example.org")
        next(button for button in app.button if button.label == "Fetch it").click().run(timeout=30)
        assert files.job is not None
        files.job.wait(10)
        app.run(timeout=30)
        assert "there is no such host" in " ".join(i.value for i in app.info)
    assert not app.exception


def _no_page(home: Path, url: str) -> Path:
    raise SourceError(f"{url}: there is no such host, looked for below {home}.")


def _kitchen_client(home: Path) -> Callable[[], Here]:
    return partial(Here, Assistant(kitchen), Store(home / "conversations.sqlite3"))


def test_the_chat_goes_on_from_the_profile_and_from_none_that_is_empty(tmp_path: Path, keeper: InFile) -> None:
    fake = FakeAssistant()
    client = Here(fake, Store(tmp_path / "conversations.sqlite3"))  # type: ignore[arg-type] - a stand-in
    app = AppTest.from_function(_script, args=("chat", lambda: client, keeper, None), default_timeout=30).run()
    app.chat_input[0].set_value("What next?").run()
    keeper.save({**keeper.load(), "known": ["ml"]})
    app.chat_input[0].set_value("And now?").run()
    assert [profile and profile["known"] for profile in fake.profiles] == [None, ["ml"]]
    keeper.path.write_text("{", encoding="utf-8")
    app.chat_input[0].set_value("And now, with a broken profile?").run()
    assert fake.profiles[2] is None
    assert not app.exception


@pytest.mark.parametrize("name", ["you", "map", "plan", "compare", "library"])
def test_without_an_index_every_page_says_what_to_do(name: str, keeper: InFile) -> None:
    def missing() -> Here:
        raise NoIndexError("There is no index yet. Run waymark ingest to build it.")

    app = AppTest.from_function(_script, args=(name, missing, keeper, None), default_timeout=30).run()
    assert "Run waymark ingest" in app.info[0].value
    assert not app.exception


def test_over_a_service_the_library_says_where_files_are_added(tmp_path: Path) -> None:
    app = AppTest.from_function(_script, args=("library", _kitchen_client(tmp_path), None, None)).run(timeout=30)
    assert "on the machine that runs it" in told(app)
    assert not app.get("file_uploader")
