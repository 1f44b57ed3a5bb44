import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from fakes import FakeAssistant
from streamlit.testing.v1 import AppTest

from ingest.errors import NoIndexError, WaymarkError
from rag.records import Turn
from rag.store import Store
from ui.client.here import Here
from ui.followups import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable

REFUSAL = "I can't help with the weather. I answer from roadmaps."


@pytest.fixture
def fake() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def client(fake: FakeAssistant, tmp_path: Path) -> Here:
    return Here(fake, Store(tmp_path / "conversations.sqlite3"))


def test_the_first_visit_shows_what_can_be_asked(client: Here) -> None:
    app = _open(client)
    assert app.header[0].value == "What should I learn next?"
    assert [b.label for b in app.main.button] == [escaped(example) for example in EXAMPLES]


def test_asking_shows_the_answer_and_its_citations(client: Here) -> None:
    app = _ask(_open(client), "What should I learn next?")
    question, answer = _messages(app)
    assert question["blocks"][0]["lines"][0][0]["text"] == "What should I learn next?"
    assert [block["is_list"] for block in answer["blocks"]] == [False, True, False]
    assert [card["quote"] for card in answer["cards"]][1] == "It starts from linear regression."
    assert not answer["is_coming"]
    assert not app.header


def test_an_example_asks_itself(client: Here, fake: FakeAssistant) -> None:
    _press(_open(client), escaped(EXAMPLES[0]))
    assert fake.asked == [(EXAMPLES[0], ())]


def test_earlier_turns_go_along_but_failed_ones_do_not(client: Here, fake: FakeAssistant) -> None:
    app = _ask(_open(client), "weather", "broken", "And then?")
    assert fake.asked[-1] == ("And then?", (Turn("user", "weather"), Turn("assistant", REFUSAL)))
    assert len(_messages(app)) == 6
    assert len(fake.asked) == 3


def test_a_known_error_is_its_own_sentence(client: Here) -> None:
    _, shown = _messages(_ask(_open(client), "broken"))
    assert shown["is_problem"]
    assert "Ask it in fewer than 2000 characters." in json.dumps(shown)


def test_an_unexpected_error_is_a_sentence_for_people_and_a_name_for_the_terminal(
    client: Here, caplog: pytest.LogCaptureFixture
) -> None:
    app = _ask(_open(client), "crash on my private question")
    _, shown = _messages(app)
    assert "Something went wrong inside Waymark" in json.dumps(shown)
    assert "ZeroDivisionError" in caplog.text
    assert "private" not in caplog.text
    assert not app.exception


def test_a_refusal_has_no_sources_and_offers_what_is_covered(client: Here) -> None:
    app = _ask(_open(client), "weather")
    _, shown = _messages(app)
    assert (shown["cards"], shown["uncited"], shown["is_problem"]) == ([], [], False)
    assert {escaped(example) for example in EXAMPLES[:3]} <= {b.label for b in app.main.button}


def test_a_refresh_finds_the_conversation_by_the_pages_address(client: Here) -> None:
    app = _ask(_open(client), "First?", "Second?")
    again = _open(client, chat=_chat(app))
    assert _messages(again) == _messages(app)


def test_a_chat_that_is_gone_is_told_and_a_new_one_begins(client: Here) -> None:
    app = _open(client, chat="no-such-chat")
    assert "no longer there" in app.info[0].value
    assert "chat" not in app.query_params
    assert app.header


def test_a_new_chat_begins_empty_and_the_old_one_is_listed(client: Here) -> None:
    app = _ask(_open(client), "First?")
    _press(app, "New chat")
    assert not _messages(app)
    assert "chat" not in app.query_params
    _press(app, escaped("First?"))
    assert len(_messages(app)) == 2


def test_any_id_of_a_chat_will_do(client: Here) -> None:
    id_ = next(id_ for id_ in iter(lambda: client.start()["id"], None) if "__" in id_)
    list(client.stream("First?", conversation_id=id_))
    assert len(_messages(_open(client, chat=id_))) == 2


def test_chats_are_searched(client: Here) -> None:
    app = _ask(_open(client), "First?")
    _ask(_press(app, "New chat"), "Second?")
    app.sidebar.text_input[0].set_value("first").run()
    labels = [b.label for b in app.sidebar.button]
    assert escaped("First?") in labels
    assert escaped("Second?") not in labels


def test_a_chat_is_renamed(client: Here) -> None:
    app = _ask(_open(client), "First?").run()
    next(i for i in app.sidebar.text_input if i.label == "Title").set_value("Maths")
    _press(app, "Rename")
    assert [c["title"] for c in client.conversations()] == ["Maths"]


def test_a_chat_is_deleted_only_after_a_second_look(client: Here) -> None:
    app = _press(_ask(_open(client), "First?"), "Delete")
    assert len(client.conversations()) == 1
    _press(app, "Delete it")
    assert client.conversations() == []
    assert not _messages(app)


def test_asking_again_takes_the_place_of_the_answer(client: Here, fake: FakeAssistant) -> None:
    app = _press(_ask(_open(client), "First?"), "Ask again")
    assert len(_messages(app)) == 2
    assert [question for question, _ in fake.asked] == ["First?", "First?"]
    assert client.conversations()[0]["length"] == 1


def test_an_edited_question_takes_the_place_of_all_after_it(client: Here) -> None:
    app = _ask(_open(client), "First?", "Second?")
    app.main.button(key=f"edit-{_chat(app).replace('_', '.')}-0").click().run()
    app.main.text_area[0].set_value("Better?")
    _press(app, "Ask")
    question, _ = _messages(app)
    assert question["blocks"][0]["lines"][0][0]["text"] == "Better?"


def test_an_edit_can_be_left(client: Here, fake: FakeAssistant) -> None:
    app = _ask(_open(client), "First?")
    app.main.button(key=f"edit-{_chat(app).replace('_', '.')}-0").click().run()
    _press(app, "Leave it")
    assert len(_messages(app)) == 2
    assert len(fake.asked) == 1


def test_an_answer_that_is_coming_is_shown_as_far_as_it_came_and_can_be_stopped(tmp_path: Path) -> None:
    client = Here(FakeAssistant(pause=0.7), Store(tmp_path / "conversations.sqlite3"))
    app = _ask(_open(client), "slowly")
    shown = _messages(app)[1]
    assert shown["is_coming"]
    while not (shown := _messages(app.run())[1])["blocks"]:
        assert shown["is_coming"]
    _press(app, "Stop")
    shown = _messages(app.run())[1]
    assert "as far as the answer came" in shown["note"]
    assert shown["blocks"]
    assert client.conversations()[0]["length"] == 0
    assert [b.label for b in app.main.button if b.label in {"Stop", "Ask again"}] == ["Ask again"]


def test_a_thumb_is_kept_once(client: Here, tmp_path: Path) -> None:
    app = _ask(_open(client), "First?")
    app.get("feedback")[0].set_value(1).run()
    app.run()
    with Store(tmp_path / "conversations.sqlite3").transaction() as rows:
        assert rows.execute("SELECT answer, rating FROM feedback").fetchall() == [("fake-1", "up")]


def test_a_service_that_ends_in_the_middle_takes_nothing_away(tmp_path: Path) -> None:
    client = Failing(FakeAssistant(), Store(tmp_path / "conversations.sqlite3"))
    app = _ask(_open(client), "First?")
    client.is_down = True
    _ask(app, "Second?")
    *_, first, _, second = _messages(app)
    assert first["cards"]
    assert "is away" in json.dumps(second)
    assert all("is away" in info.value for info in app.info)
    assert not app.exception
    client.is_down = False
    _press(app, "Ask again")
    assert client.conversations()[0]["length"] == 2


def test_without_an_index_the_page_says_what_to_do() -> None:
    def open_client() -> Here:
        raise NoIndexError("There is no index yet. Run waymark ingest to build it.")

    app = AppTest.from_function(_script, args=(open_client,), default_timeout=30).run()
    assert "Run waymark ingest" in app.info[0].value
    assert not app.exception


class Failing(Here):
    """A client whose service goes away."""

    is_down = False

    def stream(self, *given: Any, **named: Any) -> Iterator[tuple[str, dict[str, Any]]]:
        self._check()
        yield from super().stream(*given, **named)

    def conversations(self, search: str = "") -> list[dict[str, Any]]:
        self._check()
        return super().conversations(search)

    def _check(self) -> None:
        if self.is_down:
            raise WaymarkError("The service is away.")


def _open(client: Here, **params: str) -> AppTest:
    app = AppTest.from_function(_script, args=(lambda: client,), default_timeout=30)
    for name, value in params.items():
        app.query_params[name] = value
    return app.run()


def _script(open_client: "Callable[[], Here]") -> None:
    # AppTest runs the text of this function by itself, so that no name from outside is known here.
    from ui.app import show

    show(open_client)


def _ask(app: AppTest, *questions: str) -> AppTest:
    for question in questions:
        app.chat_input[0].set_value(question).run()
    return app


def _press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def _chat(app: AppTest) -> str:
    """The id in the page's address."""
    value = app.query_params["chat"]
    return value if isinstance(value, str) else value[0]


def _messages(app: AppTest) -> list[dict[str, Any]]:
    return [json.loads(component.proto.json) for component in app.get("bidi_component")]


def escaped(text: str) -> str:
    from ui.render import escape_markdown

    return escape_markdown(text)
