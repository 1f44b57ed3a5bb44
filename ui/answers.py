"""An answer on the terminal: its text, then what each marker stands for."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rag.exports.plain import place
from ui.render import basis_in_words, documents_of, note_on, safe_link
from ui.terminal import Page

if TYPE_CHECKING:
    from ingest.records import Document
    from rag.assistant import Assistant
    from rag.records import Answer, Citation


def print_answer(answer: "Answer", assistant: "Assistant") -> None:
    """Print the answer, its numbered citations, and who worded it where that was not Waymark."""
    page = Page()
    documents = documents_of(answer, assistant.document)
    page.line(answer.text)
    for citation in answer.citations:
        page.line()
        _print_citation(page, citation, documents)
    if not answer.degraded and (note := note_on(answer)):  # why it is degraded stands on standard error
        page.line()
        page.line(note, style="dim")


def _print_citation(page: Page, citation: "Citation", documents: Mapping[str, "Document"]) -> None:
    page.line(f"[{citation.marker}] {place(citation.title, citation.heading_path)}", style="bold")
    # No quotation marks: most texts are restated, and the author did not say these words.
    page.indented(citation.quote)
    if document := documents.get(citation.document_id):
        page.indented(basis_in_words(document), style="dim")
    if link := safe_link(citation.url):
        page.indented(link, style="dim")
