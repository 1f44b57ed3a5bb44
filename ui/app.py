"""The web page as `streamlit run` starts it: the frame around the pages, and the real client."""

from collections.abc import Callable

import streamlit as st

from ingest.settings import read_settings
from ui.client import Client, in_process
from ui.pages.chat import chat_page


def show(open_client: Callable[[], Client]) -> None:
    """Show the page that is asked for, over the client that `open_client` gives."""
    st.set_page_config(page_title="Waymark", page_icon="🧭", layout="centered")

    def chat() -> None:
        chat_page(open_client)

    st.navigation([st.Page(chat, title="Waymark", default=True)]).run()


@st.cache_resource(show_spinner="Opening the index …")
def _client() -> Client:
    """One assistant for all sessions; a failure is not kept, so that the page recovers once the index is built."""
    return in_process(read_settings())


if __name__ == "__main__":
    show(_client)
