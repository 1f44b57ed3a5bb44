"""What the page needs of Waymark, and the part that gives it in this process."""

from collections.abc import Sequence
from typing import Protocol

from ingest.records import Document
from ingest.settings import Settings
from rag.records import Answer, Passage, Turn


class Client(Protocol):
    """The page's view of Waymark; rag.assistant.Assistant is one, tests.fakes.FakeAssistant another."""

    def ask(self, question: str, history: Sequence[Turn] = (), k: int = 10) -> Answer:
        """The cited answer to `question`."""
        ...

    def search(self, query: str, k: int = 10) -> tuple[Passage, ...]:
        """The `k` best passages for `query`, best first."""
        ...

    def documents(self) -> tuple[Document, ...]:
        """All documents."""
        ...

    def document(self, document_id: str) -> Document:
        """The document with that id; raises UnknownDocumentError."""
        ...

    def about(self) -> dict[str, object]:
        """The index in use."""
        ...


def in_process(settings: Settings) -> Client:
    """An assistant in this very process, with the language model that the environment names; raises WaymarkError."""
    # Late, so that the page can say that it is opening the index before Chroma and the model are imported.
    from rag.bootstrap import open_assistant
    from rag.settings import read_model_settings

    return open_assistant(settings, read_model_settings())
