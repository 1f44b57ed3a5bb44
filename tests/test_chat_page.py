import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from fakes import FakeAssistant
from streamlit.testing.v1 import AppTest

from ingest.errors import NoIndexError
from rag.records import Turn
from rag.store import Store
from ui.client.here import Here
from ui.views.chat import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable


def test_the_first_visit_shows_what_can_be_asked() -> None:
    app = _open(FakeAssistant())
    assert app.header[0].value == "What should I learn next?"
    assert [b.label for b in app.main.button] == list(EXAMPLES)


def test_the_sidebar_tells_the_sources_the_index_and_how_to_add_files() -> None:
    told = " ".join(m.value for m in _open(FakeAssistant()).sidebar.markdown)
    assert "3 sources" in told
    assert "4 passages" in told
    assert "`waymark ingest PATH`" in told


def test_asking_shows_the_answer_and_its_citations() -> None:
    app = _ask(_open(FakeAssistant()), "What should I learn next?")
    question, answer = _messages(app)
    assert question["blocks"][0]["lines"][0][0]["text"] == "What should I learn next?"
    assert [block["is_list"] for block in answer["blocks"]] == [False, True, False]
    assert [card["quote"] for card in answer["cards"]][1] == "It starts from linear regression."
    assert not app.main.button


def test_an_example_asks_itself() -> None:
    fake = FakeAssistant()
    _open(fake).main.button[0].click().run()
    assert fake.asked == [(EXAMPLES[0], ())]


def test_earlier_turns_go_along_but_failed_ones_do_not() -> None:
    fake = FakeAssistant()
    app = _ask(_ask(_ask(_open(fake), "weather"), "broken"), "And then?")
    refusal = "I can't help with the weather. I answer from roadmaps."
    assert fake.asked[-1] == ("And then?", (Turn("user", "weather"), Turn("assistant", refusal)))
    assert len(_messages(app)) == 6
    assert len(fake.asked) == 3


def test_a_known_error_is_its_own_sentence() -> None:
    _, shown = _messages(_ask(_open(FakeAssistant()), "broken"))
    assert shown["is_problem"]
    assert "Ask it in fewer than 2000 characters." in json.dumps(shown)


def test_an_unexpected_error_is_a_sentence_for_people_and_a_name_for_the_terminal(
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = _ask(_open(FakeAssistant()), "crash on my private question")
    _, shown = _messages(app)
    assert "Something went wrong inside Waymark" in json.dumps(shown)
    assert "ZeroDivisionError" in caplog.text
    assert "private" not in caplog.text
    assert not app.exception


def test_a_refusal_has_no_sources() -> None:
    _, shown = _messages(_ask(_open(FakeAssistant()), "weather"))
    assert (shown["cards"], shown["uncited"], shown["is_problem"]) == ([], [], False)


def test_a_new_chat_begins_empty() -> None:
    app = _ask(_open(FakeAssistant()), "What next?")
    app.sidebar.button[0].click().run()
    assert not _messages(app)
    assert len(app.main.button) == len(EXAMPLES)


def test_without_an_index_the_page_says_what_to_do() -> None:
    def open_client() -> FakeAssistant:
        raise NoIndexError("There is no index yet. Run waymark ingest to build it.")

    app = AppTest.from_function(_script, args=(open_client,), default_timeout=30).run()
    assert "Run waymark ingest" in app.info[0].value
    assert not app.exception


def _open(fake: FakeAssistant) -> AppTest:
    client = Here(fake, Store(Path("unused")))
    return AppTest.from_function(_script, args=(lambda: client,), default_timeout=30).run()


def _script(open_client: "Callable[[], FakeAssistant]") -> None:
    # AppTest runs the text of this function by itself, so that no name from outside is known here.
    from ui.app import show

    show(open_client)


def _ask(app: AppTest, question: str) -> AppTest:
    return app.chat_input[0].set_value(question).run()


def _messages(app: AppTest) -> list[dict[str, Any]]:
    return [json.loads(component.proto.json) for component in app.get("bidi_component")]
