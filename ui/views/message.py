"""A message on the page: a question, an answer with its cards, or what went wrong. Nothing in it can become markup."""

from dataclasses import asdict
from pathlib import Path

import streamlit as st

from ui.render import View
from ui.views.components import follow, noted

_HERE = Path(__file__).parent
_message = st.components.v2.component(
    "waymark_text",
    html='<div class="answer"></div>',
    css=(_HERE / "answer.css").read_text(encoding="utf-8"),
    js=(_HERE / "answer.js").read_text(encoding="utf-8"),
)


def show_message(view: View, key: str) -> None:
    """Show it; whoever opens a document from it is led to the library."""
    follow(_message(data=asdict(view), key=key, on_opened_change=noted))
