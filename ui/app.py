"""The web page as `streamlit run` starts it: the frame around the pages, and the real parts."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import streamlit as st

from ingest.errors import SettingsError
from ui.building import report_lines
from ui.client.opening import open_client
from ui.client.protocol import Client
from ui.files import OwnFiles
from ui.keeping import InFile, InSession, Keeper
from ui.settings import read_page_settings
from ui.views.chat import chat_page
from ui.views.compare import compare_page
from ui.views.library import library_page
from ui.views.map import map_page
from ui.views.plan import plan_page
from ui.views.settings import Rebuilding, settings_page
from ui.views.you import you_page

_WIDE = frozenset({"map", "compare"})


def show(
    client: Callable[[], Client],
    keeper: Callable[[], Keeper] = lambda: InSession(st.session_state),
    files: Callable[[], OwnFiles | None] = lambda: None,
    rebuilding: Rebuilding | None = None,
    address: str | None = None,
) -> None:
    """Show the page that is asked for, over what these give; what they raise is told on the page.

    Without a `keeper` the session keeps the profile. Where a service answers, at `address`, it has the files and the
    index: `files` gives None, and `rebuilding` is None.
    """

    def page(run: Callable[[], None], title: str) -> st.Page:
        # Without an icon: it would become that of the browser's tab, which Streamlit fetches from a server of Google's.
        return st.Page(run, title=title, url_path=title.lower(), default=title == "Chat")

    # Before the pages: their own icons would be fetched from elsewhere to stand in the browser's tab.
    st.set_page_config(page_title="Waymark", page_icon="🧭")
    pages = [
        page(lambda: chat_page(client, keeper), "Chat"),
        page(lambda: you_page(client, keeper), "You"),
        page(lambda: map_page(client, keeper), "Map"),
        page(lambda: plan_page(client, keeper), "Plan"),
        page(lambda: compare_page(client), "Compare"),
        page(lambda: library_page(client, files), "Library"),
        page(lambda: settings_page(client, address, rebuilding), "Settings"),
    ]
    chosen = st.navigation(pages, position="top")
    st.session_state["arrived"] = st.session_state.get("page") != chosen.title
    st.session_state["page"] = chosen.title
    st.set_page_config(layout="wide" if chosen.url_path in _WIDE else "centered")
    chosen.run()


@st.cache_resource(show_spinner="Opening the index …")
def _client() -> Client:
    """One client for all sessions; a failure is not kept, so that the page recovers once the index is built."""
    return open_client(read_page_settings())


@st.cache_resource(show_spinner=False)
def _files() -> OwnFiles:
    """One for all sessions, so that work is seen after a refresh too."""
    from ingest.pages import keep_page
    from ingest.pipeline import ingest
    from ingest.settings import read_settings

    return OwnFiles(read_settings(), ingest, keep_page if read_page_settings().web else None)


@st.cache_resource(show_spinner=False)
def _rebuilding() -> Rebuilding:
    """One for all sessions, so that a build is seen after a refresh too."""
    from ingest.pipeline import ingest
    from ingest.settings import read_settings

    def build(note: Callable[[Mapping[str, Any]], None]) -> list[str]:
        return report_lines(ingest(read_settings(), rebuild=True, on_event=note))

    return Rebuilding(build)


def _keeper() -> Keeper:
    """This machine has one learner."""
    from ingest.settings import read_settings

    return InFile(read_settings().home / "profile.json")


def _address() -> str | None:
    """The service that is asked, if any; what is wrong with its address is told where it is opened."""
    with suppress(SettingsError):
        return read_page_settings().api_url
    return None


if __name__ == "__main__":
    service = _address()
    if service:  # which may have many learners, and has the files and the index
        show(_client, address=service)
    else:
        show(_client, _keeper, _files, _rebuilding())
