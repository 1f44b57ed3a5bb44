"""Sheets: sections of items with their quotes, as data that ui/views/sheet.js shows as text."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ui.render import host_of, readable, safe_link

Data = dict[str, Any]
Names = Mapping[str, str]  # what roadmaps are called, by their ids

_JOIN = " \u203a "


def quote(citation: Mapping[str, Any]) -> Data:
    """A citation as it is shown: its words, where they stand, the place in the library and the way out."""
    link = safe_link(citation["url"])
    return {
        "text": readable(citation["quote"]).strip(),
        "where": _JOIN.join((citation["title"], *citation["heading_path"])),
        "place": {"document": citation["document_id"], "start": citation["start"], "end": citation["end"]},
        "link": {"address": link, "text": f"Open {host_of(link)}"} if link else None,
    }


def quotes(citations: Iterable[Mapping[str, Any] | None]) -> list[Data]:
    """The citations there are, each place once."""
    found = {(c["document_id"], c["start"], c["end"]): c for c in citations if c}
    return [quote(c) for c in found.values()]


def item(title: str, text: str = "", cited: Iterable[Mapping[str, Any] | None] = (), place: Data | None = None) -> Data:
    """One item of a section; `place` makes its title lead to the library."""
    return {"title": title, "text": text, "quotes": quotes(cited), "place": place}


def section(title: str, items: Sequence[Data], *, note: str = "", most: int | None = None) -> Data:
    """A section; `note` is said under its heading, or in place of items; those beyond the first `most` are folded."""
    return {"title": title, "note": note, "items": list(items), "most": most or len(items)}


def roadmap_names(documents: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """What the documents are called in few words, by their ids."""
    return {document["id"]: document["short"] for document in documents}
