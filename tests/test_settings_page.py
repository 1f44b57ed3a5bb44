import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from commands import REPORT
from fakes import FakeAssistant
from streamlit.testing.v1 import AppTest

from ingest.errors import IngestBusyError
from rag.store import Store
from ui.building import report_lines
from ui.client.here import Here
from ui.views.settings import Rebuilding

if TYPE_CHECKING:
    from ui.client.protocol import Client

Note = Callable[[Mapping[str, Any]], None]


class Building:
    """Work that goes on until it is let."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.go_on = threading.Event()
        self.times = 0

    def __call__(self, note: Note) -> list[str]:
        self.times += 1
        note({"stage": "embed", "done": 5, "total": 10})
        self.go_on.wait(10)
        if self.error:
            raise self.error
        return report_lines(REPORT)


class WithModel(Here):
    """A client whose language model is in a state."""

    state = "ready"

    def about(self) -> dict[str, Any]:
        return {**super().about(), "model": {"name": "tiny", "state": self.state}}


@pytest.fixture
def client(tmp_path: Path) -> Here:
    return Here(FakeAssistant(), Store(tmp_path / "conversations.sqlite3"))


def test_the_page_tells_what_answers_and_from_which_index(client: Here) -> None:
    told = _told(_open(client))
    for part in (
        "without a language model",
        "this very process",
        "3 sources",
        "4 passages",
        "fake",
        "`waymark ingest`",
    ):
        assert part in told


@pytest.mark.parametrize(
    ("state", "words"), [("ready", "wording of each answer"), ("resting", "left alone for a while")]
)
def test_a_language_model_is_named_with_its_state(tmp_path: Path, state: str, words: str) -> None:
    client = WithModel(FakeAssistant(), Store(tmp_path / "conversations.sqlite3"))
    client.state = state
    told = _told(_open(client))
    assert "tiny" in told
    assert words in told


def test_a_service_is_named_with_its_address(client: Here) -> None:
    app = _open(client, address="http://127.0.0.1:8000")
    assert "127" in _told(app)
    assert "machine of the service" in _told(app)
    assert not app.main.button


def test_a_build_shows_how_far_it_is_and_what_came_of_it(client: Here) -> None:
    work = Building()
    rebuilding = Rebuilding(work)
    app = _open(client, rebuilding)
    app.main.button[0].click().run()
    assert app.main.button[0].disabled
    assert app.get("progress")[0].proto.value == 50
    assert "5 of 10" in app.get("progress")[0].proto.text
    again = _open(client, rebuilding)  # another tab sees it too
    assert again.get("progress")
    work.go_on.set()
    _ended(rebuilding)
    app.run()
    assert "20250102" in app.success[0].value
    assert not app.main.button[0].disabled
    assert work.times == 1


def test_a_build_that_fails_is_one_sentence(client: Here) -> None:
    work = Building(IngestBusyError("Another ingest is building the index."))
    rebuilding = Rebuilding(work)
    app = _open(client, rebuilding)
    work.go_on.set()
    app.main.button[0].click().run()
    _ended(rebuilding)
    app.run()
    assert "Another ingest" in app.error[0].value
    assert not app.exception


def _open(client: "Client", rebuilding: Rebuilding | None = None, address: str | None = None) -> AppTest:
    return AppTest.from_function(_script, args=(client, rebuilding, address), default_timeout=30).run()


def _script(client: "Client", rebuilding: "Rebuilding | None", address: str | None) -> None:
    # AppTest runs the text of this function by itself, so that no name from outside is known here.
    from ui.views.settings import settings_page

    settings_page(lambda: client, address, rebuilding)


def _told(app: AppTest) -> str:
    return " ".join(m.value for m in app.main.markdown).replace("\\", "").replace("\u2060", "")


def _ended(rebuilding: Rebuilding) -> None:
    assert rebuilding.job
    rebuilding.job.wait(10)
    assert not rebuilding.job.is_running
