"""Lists on the terminal: the documents of the index and the passages of a search."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rag.exports.documents import source_json
from rag.exports.plain import place
from ui.render import readable
from ui.terminal import Page, one_line

if TYPE_CHECKING:
    from ingest.records import Document
    from rag.records import Passage

_COLUMNS = ("id", "kind", "basis", "title", "url", "superseded_by")
_SHOWN = 300  # characters of a passage; `waymark show` has the rest


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
