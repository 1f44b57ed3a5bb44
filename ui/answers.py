"""An answer on the terminal: its text, then what each marker stands for."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rag.exports.documents import document_json
from rag.exports.plain import place
from rag.records import answer_json
from ui.client.protocol import Data
from ui.render import basis_in_words, documents_of, note_on, safe_link
from ui.terminal import Page

if TYPE_CHECKING:
    from rag.assistant import Assistant
    from rag.records import Answer


def print_answer(answer: "Answer", assistant: "Assistant") -> None:
    """Print the answer, its numbered citations, and who worded it where that was not Waymark."""
    page, data = Page(), answer_json(answer)
    documents = documents_of(data, lambda id_: document_json(assistant.document(id_)))
    page.line(answer.text)
    for citation in data["citations"]:
        page.line()
        _print_citation(page, citation, documents)
    if note := note_on(data):  # why an answer is degraded stands on standard error
        page.line()
        page.line(note, style="dim")


def _print_citation(page: Page, citation: Data, documents: Mapping[str, Data]) -> None:
    page.line(f"[{citation['marker']}] {place(citation['title'], citation['heading_path'])}", style="bold")
    # No quotation marks: most texts are restated, and the author did not say these words.
    page.indented(citation["quote"])
    if document := documents.get(citation["document_id"]):
        page.indented(basis_in_words(document), style="dim")
    if link := safe_link(citation["url"]):
        page.indented(link, style="dim")
