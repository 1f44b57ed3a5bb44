"""Libraries in memory: real documents, made-up vectors, no model and no index on disk."""

import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from ingest.chunk import VERSION, chunk
from ingest.embed import Vectors
from ingest.errors import DenseLegAwayError
from ingest.generation import SCHEMA, Contents, Manifest
from ingest.load import load
from ingest.outline import outline
from ingest.records import Chunk, Topic
from ingest.syllabus import syllabus_of
from ingest.topics import read_topics
from rag.case import Case
from rag.library import Library
from rag.reading import Reader
from rag.words import stems

_DIMENSION = 256


class FakeEmbedder:
    """Gives texts with words in common vectors that are alike: each stem has a direction of its own."""

    name = "fake"
    fingerprint = "fake"
    dimension = _DIMENSION

    def is_word(self, text: str) -> bool:  # noqa: ARG002 - it knows no English
        return False

    def count(self, text: str) -> int:
        """The number of words."""
        return len(text.split())

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] = lambda _done: None) -> Vectors:
        """One unit vector a text."""
        vectors = np.zeros((len(texts), _DIMENSION), dtype=np.float32)
        for row, text in enumerate(texts):
            for stem in [*stems(text), ""]:
                vectors[row, zlib.crc32(stem.encode()) % _DIMENSION] += 1
        progress(len(texts))
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)

    def embed_query(self, text: str) -> Vectors:
        """Its unit vector."""
        return self.embed([text])[0]


class FakeDense:
    """Finds by cosine; `found`, where given, is what every search finds."""

    def __init__(self, ids: Sequence[str], vectors: Vectors, found: Sequence[tuple[str, float]] = ()) -> None:
        self.ids, self.vectors, self.found = ids, vectors, found
        self.closed = False

    def __len__(self) -> int:
        return len(self.ids)

    def search(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """The best `k` of all."""
        scores = zip(self.ids, (self.vectors @ vector).tolist(), strict=True)
        return list(self.found) or sorted(scores, key=lambda pair: (-pair[1], pair[0]))[:k]

    def close(self) -> None:
        """Remember it."""
        self.closed = True


class AwayDense:
    """A dense leg that does not answer."""

    def __len__(self) -> int:
        return 0

    def search(self, _vector: Vectors, _k: int) -> list[tuple[str, float]]:
        raise DenseLegAwayError("It is away.", "is away")

    def close(self) -> None:
        """There is nothing to close."""


class FakeKeyword:
    """Finds by the number of words in common; `found`, where given, is what every search finds."""

    def __init__(self, chunks: Sequence[Chunk], found: Sequence[tuple[int, float]] = ()) -> None:
        self.texts = [frozenset(stems(chunk.text)) for chunk in chunks]
        self.found = found

    def search(self, query: str, k: int) -> list[tuple[int, float]]:
        """The best `k` of those that share a word."""
        wanted = frozenset(stems(query))
        scores = [(number, float(len(wanted & text))) for number, text in enumerate(self.texts)]
        return list(self.found) or sorted((s for s in scores if s[1]), key=lambda pair: (-pair[1], pair[0]))[:k]

    def scores(self, query: str) -> Vectors:
        """The score of every text."""
        scores = np.zeros(len(self.texts), dtype=np.float32)
        for number, score in self.search(query, len(self.texts)):
            scores[number] = score
        return scores


def library_of(corpus: Path, topics: Path | None = None) -> Library:
    """The library of all documents in `corpus`."""
    known = read_topics(topics or corpus)
    documents = tuple(load(path, shipped=True)[0] for path in sorted(corpus.rglob("*.md")))
    outlines = [tuple(known.marked(section) for section in outline(document)) for document in documents]
    sections = tuple(section for sections in outlines for section in sections)
    chunks = tuple(c for d, o in zip(documents, outlines, strict=True) for c in chunk(d, o, FakeEmbedder().count))
    embed = FakeEmbedder().embed
    contents = Contents(
        Manifest("one", SCHEMA, VERSION, "fake", "fake", "0", "2025-01-02T03:04:05Z", len(documents), 0, {}, {}),
        documents,
        sections,
        chunks,
        known,
        syllabus_of(documents, sections, known),
        (),
        {},
        embed([c.text for c in chunks]),
        embed([f"{s.subject}: {s.content}" for section in sections for s in section.statements]),
        embed([topic.gloss for topic in known.all]),
        np.zeros((0, _DIMENSION), dtype=np.float32),
        np.zeros((0, _DIMENSION), dtype=np.float32),
    )
    dense = FakeDense([c.id for c in chunks], contents.vectors)
    return Library(contents, dense, FakeKeyword(chunks), FakeEmbedder())  # type: ignore[arg-type]


def case_of(library: Library, text: str) -> Case:
    """The case of a question that is asked without a history."""
    question = Reader(library).read(text)
    return Case(library, question)


def topic(library: Library, id_: str) -> Topic:
    """The topic called `id_`."""
    return library.topics.by_id[id_]
