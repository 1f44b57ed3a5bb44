"""The web page as `streamlit run` starts it: the frame around the pages, and the real parts."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from ui.building import report_lines
from ui.client.opening import open_client
from ui.client.protocol import Client
from ui.pages.chat import chat_page
from ui.pages.settings import Rebuilding, settings_page
from ui.settings import read_page_settings


def show(client: Callable[[], Client], address: str | None = None, rebuilding: Rebuilding | None = None) -> None:
    """Show the page that is asked for, over the client that `client` gives."""
    st.set_page_config(page_title="Waymark", page_icon="🧭", layout="centered")

    def page(run: Callable[[], None], title: str, icon: str, path: str) -> Any:
        return st.Page(run, title=title, icon=f":material/{icon}:", url_path=path, default=path == "chat")

    pages = [
        page(lambda: chat_page(client), "Chat", "explore", "chat"),
        page(lambda: settings_page(client, address, rebuilding), "Settings", "tune", "settings"),
    ]
    chosen = st.navigation(pages, position="top")
    st.session_state["arrived"] = st.session_state.get("page") != chosen.title
    st.session_state["page"] = chosen.title
    chosen.run()


@st.cache_resource(show_spinner="Opening the index …")
def _client() -> Client:
    """One client for all sessions; a failure is not kept, so that the page recovers once the index is built."""
    return open_client(read_page_settings())


@st.cache_resource(show_spinner=False)
def _rebuilding() -> Rebuilding | None:
    """One for all sessions, so that a build is seen after a refresh too; None where a service has the index."""
    from ingest.pipeline import ingest
    from ingest.settings import read_settings

    def build(note: Callable[[Mapping[str, Any]], None]) -> list[str]:
        return report_lines(ingest(read_settings(), rebuild=True, on_event=note))

    return None if read_page_settings().api_url else Rebuilding(build)


if __name__ == "__main__":
    show(_client, read_page_settings().api_url, _rebuilding())
