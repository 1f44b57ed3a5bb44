"""Files of one's own, in the library: adding them with progress, and removing them again."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from ui.files import SUFFIXES, OwnFiles, Upload
from ui.render import escape_markdown
from ui.views.telling import in_words, say

_MEGABYTES = 10
_PAUSE = 0.5  # seconds between two looks at work that goes on


def show(files: OwnFiles | None, documents: Sequence[Mapping[str, Any]]) -> None:
    """Show the files, and what can be done with them; `files` are None where a service has them."""
    by_file = {document["file"]: document["id"] for document in documents if document["file"]}
    if files is None:
        st.markdown(
            "This page asks a service. Add files on the machine that runs it, with `waymark ingest PATH`, "
            "and remove them with `waymark ingest --forget PATH`."
        )
    else:
        _add(files)
    stored = files.names() if files else []
    pages = files.pages() if files else {}
    if not stored and not by_file:
        st.markdown("No files yet. What you add is searched and cited beside the roadmaps, and counts as none of them.")
    for name, shown in {**{name: name for name in stored}, **pages}.items():
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            say(shown)
            if name in by_file:
                st.button("Read", key=f"read-{name}", on_click=_open, args=(by_file[name],))
            if files:
                _removal(files, name, shown)
    others = {name: id_ for name, id_ in by_file.items() if name not in stored and name not in pages}
    if others:
        st.markdown("Added by `waymark ingest`, and removed with `waymark ingest --forget PATH`:")
    for name, id_ in others.items():
        st.button(escape_markdown(name), key=f"read-{id_}", on_click=_open, args=(id_,))


def _add(files: OwnFiles) -> None:
    st.markdown(
        "Markdown, text, web pages and PDF files, at most 10 MB each. They stay on this machine. "
        "Taking them in takes from a few seconds to a minute."
    )
    with st.form("adding", clear_on_submit=True, border=False):
        brought = st.file_uploader(
            "Files to add", type=SUFFIXES, accept_multiple_files=True, max_upload_size=_MEGABYTES
        )
        if st.form_submit_button("Add them", type="primary") and brought:
            with in_words():
                files.start_adding([Upload(file.name, file.getvalue()) for file in brought])
    if files.takes_pages:
        _add_page(files)
    if files.job and files.job.is_news:
        running = files.job.is_running
        st.fragment(_job, run_every=_PAUSE if running else None)(files, was_running=running)


def _add_page(files: OwnFiles) -> None:
    with st.form("adding-page", clear_on_submit=True, border=False):
        url = st.text_input("Address of a web page to add", placeholder="https://", max_chars=2000)
        if st.form_submit_button("Fetch it") and url.strip():
            with in_words():
                files.start_adding_page(url.strip())


def _job(files: OwnFiles, *, was_running: bool) -> None:
    """How far the latest work is, or what came of it."""
    job = files.job
    if job is None or not job.is_news:
        return
    if job.is_running:
        st.progress(job.stage.share or 0.0, text=escape_markdown(f"{job.title}. {job.stage.words}"))
        return
    if was_running:
        st.rerun()  # the lists of files and documents have changed
    show_as = st.info if job.failed else st.success
    for line in job.lines:
        show_as(escape_markdown(line))


def _removal(files: OwnFiles, name: str, shown: str) -> None:
    with st.popover("Remove", key=f"remove-{name}"):
        say(f"{shown} is deleted here and no longer searched. What you added it from stays where it is.")
        st.button("Remove it", type="primary", key=f"removed-{name}", on_click=files.start_removing, args=(name,))


def _open(id_: str) -> None:
    st.query_params["document"] = id_
