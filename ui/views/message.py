"""A message on the page: a question, an answer with its cards, or what went wrong. Nothing in it can become markup."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import streamlit as st

from ui.render import View

_HERE = Path(__file__).parent
_message = st.components.v2.component(
    "waymark_text",
    html='<div class="answer"></div>',
    css=(_HERE / "answer.css").read_text(encoding="utf-8"),
    js=(_HERE / "answer.js").read_text(encoding="utf-8"),
)


def show_message(view: View, key: str) -> None:
    """Show it; whoever opens a document from it is led to the library."""
    shown = _message(data=asdict(view), key=key, on_opened_change=_noted)
    place = shown.opened
    if isinstance(place, Mapping) and isinstance(place.get("document"), str):
        library: Any = st.Page(_noted, title="Library", url_path="library")
        st.switch_page(library, query_params={name: str(place[name]) for name in ("document", "start", "end")})


def _noted() -> None:
    """Streamlit gives an event only to who listens, and tells pages apart by their addresses alone."""
