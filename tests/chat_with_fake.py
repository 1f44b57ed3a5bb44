"""The page as ui/app.py shows it, but over a stand-in: for `streamlit run` in a process of its own."""

import os
from pathlib import Path

import streamlit as st
from fakes import hostile
from renderings import Rendering

from ingest.errors import NoIndexError
from rag.store import Store
from ui.app import show
from ui.client.here import Here
from ui.client.protocol import Client

HOME = Path(os.environ["WAYMARK_HOME"])
CANARY = os.environ["CANARY"]


def open_client() -> Client:
    """The stand-in, or a failure with a hostile text where the address ends in `?broken`."""
    if "broken" in st.query_params:
        raise NoIndexError(f"There is no index in {hostile(CANARY)} yet.")
    return Here(Rendering(CANARY, pause=0.5), Store(HOME / "conversations.sqlite3"))


show(open_client)
