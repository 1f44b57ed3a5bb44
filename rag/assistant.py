"""The one door to Waymark: ask, search, and look at the documents."""

import re
import threading
import uuid
from collections.abc import Callable, Sequence
from time import perf_counter

from rapidfuzz import process

from ingest.records import Document
from rag.answering import Answering
from rag.errors import QuestionError, UnknownDocumentError
from rag.library import Library
from rag.records import Answer, Passage, Turn

MOST_CHARACTERS = 4000  # of a question: four pages; more is a document, to be ingested
MOST_TURNS = 20
MOST_PASSAGES = 50


class Assistant:
    """Answers from the generation in use, following the pointer from call to call; safe to share between threads."""

    def __init__(self, library: Callable[[], Library]) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._answering: Answering | None = None

    def ask(self, question: str, history: Sequence[Turn] = (), k: int = 10) -> Answer:
        """The cited answer to `question`; raises QuestionError for one that cannot be taken, IndexUnusableError without an index."""
        started = perf_counter()
        check_question(question)
        answering = self._current()
        opened = perf_counter()
        answer = answering.answer(question, list(history)[-MOST_TURNS:], _bounded(k))
        timings = {"open": 1000 * (opened - started), **answer.timings_ms, "total": 1000 * (perf_counter() - started)}
        return Answer(
            id=uuid.uuid4().hex,
            question=question,
            text=answer.text,
            citations=answer.citations,
            abstained=answer.abstained,
            intent=answer.intent,
            passages=answer.passages,
            plan=None,
            degraded=None,
            model="extractive",
            timings_ms={name: round(ms, 1) for name, ms in timings.items()},
        )

    def search(self, query: str, k: int = 10) -> tuple[Passage, ...]:
        """The `k` best passages for `query`, best first."""
        check_question(query)
        return self._current().search(query, _bounded(k))

    def documents(self) -> tuple[Document, ...]:
        """All documents, superseded ones included, ordered by kind and title."""
        kinds = ("roadmap", "resource", "user")
        return tuple(sorted(self._library().documents.values(), key=lambda d: (kinds.index(d.kind), d.title.lower(), d.id)))

    def document(self, document_id: str) -> Document:
        """The document with that id; raises UnknownDocumentError naming the nearest ids."""
        documents = self._library().documents
        if document_id in documents:
            return documents[document_id]
        near = ", ".join(str(found[0]) for found in process.extract(document_id, list(documents), limit=3))
        raise UnknownDocumentError(f"No document has the id '{document_id}'. The nearest are {near}; `waymark sources` lists all.")

    def superseded(self) -> dict[str, str]:
        """Which document each superseded restatement gave way to."""
        return dict(self._library().contents.manifest.superseded)

    def about(self) -> dict[str, object]:
        """The generation in use: name, embedder, counts of documents and passages, when it was built."""
        manifest = self._library().contents.manifest
        return {
            "generation": manifest.name,
            "embedder": manifest.embedder,
            "documents": manifest.documents,
            "passages": manifest.chunks,
            "built_at": manifest.built_at,
        }

    def _current(self) -> Answering:
        """The answering parts for the generation in use, gathered once for each."""
        library = self._library()
        with self._lock:
            if self._answering is None or self._answering.library is not library:
                self._answering = Answering(library)
            return self._answering


def check_question(text: str) -> None:
    """Raise QuestionError for a question that is too long or is not text."""
    if len(text) > MOST_CHARACTERS:
        raise QuestionError(f"The question has {len(text):,} characters; at most {MOST_CHARACTERS:,} are taken. Shorten it, or add the text with `waymark ingest`.")
    strange = re.findall(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", text)
    if len(strange) > max(2, len(text) // 20):
        raise QuestionError(f"The question holds {len(strange)} control characters and does not look like text. Type or paste it again as plain text.")


def _bounded(k: int) -> int:
    if not 1 <= k <= MOST_PASSAGES:
        raise QuestionError(f"k is {k}; it must be from 1 to {MOST_PASSAGES}.")
    return k
