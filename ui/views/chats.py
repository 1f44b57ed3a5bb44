"""The chats that are kept, beside the one that is open: to find, open, name, save and take away."""

import re
from functools import partial

import streamlit as st

from ui.client.protocol import Client, Data, PageForm
from ui.render import escape_markdown
from ui.talk import Talk
from ui.views.telling import in_words, say

_UNNAMED = "New chat"
_FILES: tuple[tuple[str, PageForm, str, str], ...] = (
    ("Save as Markdown", "markdown", "md", "text/markdown"),
    ("Save as JSON", "json", "json", "application/json"),
)


def show_chats(client: Client, talk: Talk) -> None:
    """A new chat, the one that is open, and the list of all, newest first."""
    st.title("Waymark", anchor=False)
    if st.button("New chat", icon=":material/add:", width="stretch"):
        _open(None)
    search = st.text_input(
        "Search the chats",
        placeholder="Search the chats",
        icon=":material/search:",
        max_chars=200,
        label_visibility="collapsed",
    )
    chats = client.conversations(search)
    if not chats:
        say("No chat holds that." if search.strip() else "Chats are kept here, and found again after a refresh.")
    with st.container(key="chats"):
        st.html("<style>.st-key-chats button { justify-content: flex-start; text-align: left; }</style>")
        for chat in chats:
            _listed(client, chat, talk)


def _listed(client: Client, chat: Data, talk: Talk) -> None:
    is_open = chat["id"] == talk.id
    # A question that was asked just now may not have been noted yet.
    title = chat["title"] or (talk.exchanges[0].question if is_open and talk.exchanges else _UNNAMED)
    with st.container(horizontal=True, wrap=False, gap="small", vertical_alignment="center"):
        if st.button(
            escape_markdown(_cut(title)),
            key=f"open-{chat['id']}",
            type="secondary" if is_open else "tertiary",
            width="stretch",
        ):
            _open(chat["id"])
        if is_open:
            with st.popover("", icon=":material/more_vert:", type="tertiary", help="Rename, save or delete this chat"):
                _manage(client, chat, title)


def _manage(client: Client, chat: Data, title: str) -> None:
    with st.form("rename", border=False):
        name = st.text_input("Title", title, max_chars=200, key=f"title-{chat['id']}-{title}")
        if st.form_submit_button("Rename") and name.strip() != title:
            with in_words():
                client.rename(chat["id"], name)
                st.rerun()
    file = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:40] or "chat"
    for label, form, ending, mime in _FILES:
        st.download_button(
            label,
            partial(client.export, chat["id"], form),
            f"{file}.{ending}",
            mime,
            icon=":material/download:",
            on_click="ignore",
            width="stretch",
        )
    _delete(client, chat["id"])


def _delete(client: Client, id_: str) -> None:
    """Delete a chat, after a second look."""
    if st.session_state.get("to delete") != id_:
        if st.button("Delete", icon=":material/delete:", width="stretch"):
            st.session_state["to delete"] = id_
            st.rerun()
        return
    say("Delete this chat with its questions and answers for good?")
    with st.container(horizontal=True), in_words():
        deleted, left = st.button("Delete it", type="primary"), st.button("Keep it")
        if deleted:
            client.forget(id_)
            _open(None)
        if left:
            del st.session_state["to delete"]
            st.rerun()


def _open(id_: str | None) -> None:
    """Open the chat of that id, or a new one."""
    if id_:
        st.query_params["chat"] = id_
    else:
        st.query_params.pop("chat", None)
        st.session_state["talk"] = Talk()
    st.rerun()


def _cut(title: str, length: int = 34) -> str:
    """The title in one line of the sidebar."""
    return title if len(title) <= length else title[: length - 1].rstrip() + "…"
