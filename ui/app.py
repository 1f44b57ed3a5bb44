"""The web page as `streamlit run` starts it: the frame around the pages, and the real client."""

from collections.abc import Callable

import streamlit as st

from ui.client.opening import open_client
from ui.client.protocol import Client
from ui.pages.chat import chat_page
from ui.settings import read_page_settings


def show(client: Callable[[], Client]) -> None:
    """Show the page that is asked for, over that `client` gives."""
    st.set_page_config(page_title="Waymark", page_icon="🧭", layout="centered")

    def chat() -> None:
        chat_page(client)

    st.navigation([st.Page(chat, title="Waymark", default=True)]).run()


@st.cache_resource(show_spinner="Opening the index …")
def _client() -> Client:
    """One assistant for all sessions; a failure is not kept, so that the page recovers once the index is built."""
    return open_client(read_page_settings())


if __name__ == "__main__":
    show(_client)
