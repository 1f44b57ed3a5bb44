"""The page as ui/app.py shows it, but over the fake: for AppTest, and for `streamlit run` in a process of its own."""

import os
from pathlib import Path

import streamlit as st
from fakes import FakeAssistant, hostile

from ingest.errors import NoIndexError
from rag.store import Store
from ui.app import show
from ui.client.here import Here
from ui.client.protocol import Client

HOME = Path(os.environ.get("WAYMARK_HOME", "."))
CANARY = os.environ.get("CANARY", "http://127.0.0.1:9")


def open_client() -> Client:
    """The fake, or a failure with a hostile text where the address ends in `?broken`."""
    if "broken" in st.query_params:
        raise NoIndexError(f"There is no index in {hostile(CANARY)} yet.")
    return Here(FakeAssistant(CANARY), Store(HOME / "conversations.sqlite3"))


show(open_client)
