"""Lists on the terminal: the documents of the index and the passages of a search."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ui.render import readable
from ui.terminal import Page, one_line, place

if TYPE_CHECKING:
    from ingest.records import Document
    from rag.records import Passage

_COLUMNS = ("id", "kind", "basis", "title", "url", "superseded_by")
_SHOWN = 300  # characters of a passage; `waymark show` has the rest


def document_json(document: "Document") -> dict[str, Any]:
    """All of the document as plain JSON data, its text included."""
    return asdict(document)


def source_json(document: "Document", superseded: Mapping[str, str]) -> dict[str, Any]:
    """The document without its text, and the id of the one it gave way to."""
    facts = document_json(document)
    del facts["text"]
    return {**facts, "superseded_by": superseded.get(document.id)}


def print_sources(documents: Sequence["Document"], superseded: Mapping[str, str]) -> None:
    """Print the documents as a table on a terminal, and elsewhere as a line of tab-separated columns for each."""
    page = Page()
    rows = [
        [one_line(str(facts[c] or "")) for c in _COLUMNS] for facts in (source_json(d, superseded) for d in documents)
    ]
    page.table([column.replace("_", " ") for column in _COLUMNS], rows, headed=False)


def print_passages(passages: Sequence["Passage"]) -> None:
    """Print the passages, best first, each with its place, its document's id and the beginning of its text."""
    page = Page()
    if not passages:
        page.line("Nothing was found.")
    for number, passage in enumerate(passages, start=1):
        chunk = passage.chunk
        page.line(f"{number}. {place(passage.title, chunk.heading_path)}", style="bold")
        page.indented(f"{chunk.document_id} {chunk.start}:{chunk.end}, score {passage.score:.4f}", style="dim")
        text = one_line(readable(chunk.text))
        page.indented(text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + " …")
