"""Library: all documents, each in full with a quote highlighted, and files of one's own."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from ui.client.protocol import Client
from ui.files import OwnFiles
from ui.render import basis_in_words, escape_markdown, host_of, readable, safe_link
from ui.sheets import item, section
from ui.shelf import KINDS, LEVELS, Wanted, chosen, entry, facts
from ui.text import page_with, pages_of, place_in, shown
from ui.views import own_files
from ui.views.components import show_sheet, show_text
from ui.views.telling import in_words, say

_MOST_PASSAGES = 5
_HEADING_LINE = re.compile(r"^#{1,6} .*$", re.MULTILINE)


def library_page(open_client: Callable[[], Client], open_files: Callable[[], OwnFiles | None]) -> None:
    """Show the document that the address names, or else the list; a service has files of its own, and gives None."""
    if "document" not in st.query_params:
        st.title("Library", anchor=False)
    with in_words():
        client = open_client()
        names = {topic["id"]: topic["name"] for topic in client.topics()["topics"]}
        if "document" in st.query_params:
            _document(client, st.query_params["document"], names)
            return
        documents = client.documents()
        listed, own = st.tabs(["Documents", "Your files"])
        with listed, in_words():
            _list(client, documents, names)
        with own, in_words():
            own_files.show(open_files(), documents)


def _list(client: Client, documents: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> None:
    """All documents that are wanted, and the passages that fit what is looked for."""
    words = st.text_input("Search titles and texts", key="looked-for", max_chars=200)
    found = chosen(documents, _wanted(client, words, documents))
    count = f"{len(found)} of {len(documents)} documents" + (f" have “{words}” in their names" if words.strip() else "")
    show_sheet([section("", [entry(d, names) for d in found], note=f"{count}.")], key="documents")
    if words.strip():
        passages = [_passage(p) for p in client.search(words, _MOST_PASSAGES)]
        note = "" if passages else "No passage has any of these words."
        show_sheet([section("Passages that come nearest", passages, note=note)], key="passages")


def _passage(passage: Mapping[str, Any]) -> dict[str, Any]:
    """A passage that was found, leading to its place."""
    where = {"document": passage["document_id"], "start": passage["start"], "end": passage["end"]}
    text = " ".join(readable(_HEADING_LINE.sub("", passage["text"])).split())
    title = " \u203a ".join((passage["title"], *passage["heading_path"]))
    return item(title, text if len(text) < 300 else f"{text[:300].rsplit(' ', 1)[0]} …", place=where)


def _wanted(client: Client, words: str, documents: Sequence[Mapping[str, Any]]) -> Wanted:
    present = [kind for kind in KINDS if any(d["kind"] == kind for d in documents)]
    told = client.topics()
    areas = {area["id"]: area["name"] for area in told["areas"]}
    left, right = st.columns(2)
    kinds = left.pills("Kind", present, selection_mode="multi", format_func=KINDS.__getitem__)
    levels = right.pills("Level", LEVELS, selection_mode="multi", format_func=str.capitalize)
    wanted = left.multiselect("Area", areas, format_func=areas.__getitem__, placeholder="All areas")
    free = right.toggle("Free of charge only")
    topics = [topic["id"] for topic in told["topics"] if topic["area"] in wanted]
    return Wanted(words, kinds, topics, levels, free)


def _document(client: Client, id_: str, names: Mapping[str, str]) -> None:
    """One document in full, at the place that the address names."""
    st.button("All documents", icon=":material/arrow_back:", on_click=st.query_params.clear)
    document = client.document(id_)
    st.title(escape_markdown(document["title"]), anchor=False)
    about = f"{basis_in_words(document)}."
    say(f"{about} {facts(document, names)}" if document["kind"] == "resource" else about)
    link = safe_link(document["url"])
    if link:
        st.link_button(f"Open {host_of(link)}", link, icon=":material/open_in_new:")
    text = document["text"]
    start, end = st.query_params.get("start"), st.query_params.get("end")
    marked = place_in(text, start, end)
    if (start or end) and marked is None:
        st.markdown("The place that the address names is not in this text; it may have changed since.")
    pages = pages_of(text)
    number = page_with(pages, marked[0]) if marked else 0
    if len(pages) > 1:
        number = st.selectbox(
            "Part",
            range(len(pages)),
            number,
            format_func=lambda n: f"{n + 1} of {len(pages)}",
            key=f"part-{id_}-{start}",
        )
    show_text(shown(text, pages[number], marked), key=f"text-{id_}")
