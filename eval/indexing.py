"""Indexing documents as an ingest does, but in memory and for one measurement."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from typing import Any

import numpy as np

from eval.errors import CollectionError
from ingest.edition import make_edition, texts_of
from ingest.embed import Embedder, Vectors
from ingest.generation import Contents
from ingest.keyword import KeywordIndex
from ingest.reading import Reading
from ingest.records import Document
from ingest.scratch import Scratch
from ingest.topics import Topics
from ingest.vectors import vectors_for
from ingest.wordings import Wordings
from rag.library import Library

Emit = Callable[[Mapping[str, Any]], None]


class ExactIndex:
    """A dense leg that compares with every vector, as Chroma's graph does but for a rare miss: no two runs differ."""

    def __init__(self, ids: Sequence[str], vectors: Vectors) -> None:
        self._ids = np.array(ids)
        self._vectors = vectors

    def __len__(self) -> int:
        return len(self._ids)

    def search(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """The ids and cosine similarities of the `k` vectors nearest to the unit `vector`, best first, ties by id."""
        cosines = self._vectors @ vector
        best = np.lexsort((self._ids, -cosines.round(6)))[:k]
        return [(str(self._ids[i]), float(cosines[i])) for i in best]

    def close(self) -> None:
        """There is nothing to give back."""


def index_documents(documents: Sequence[Document], embedder: Embedder, emit: Emit = lambda _event: None) -> Library:
    """A library of `documents`, cut, embedded and indexed as every ingest does; `emit` is told of progress.

    Raises CollectionError where none of them has any text.
    """
    reading = Reading()
    for number, document in enumerate(documents, start=1):
        reading.add(document)
        emit({"stage": "read", "done": number, "total": len(documents)})
    edition = make_edition(reading, Topics((), {}), Wordings({}), embedder.count)
    if not edition.chunks:
        raise CollectionError(f"None of the {len(documents)} documents has any text.")
    texts = texts_of(edition).chunks

    def embedded(done: int, total: int) -> None:
        emit({"stage": "embed", "done": done, "total": total})

    nothing = np.zeros((0, embedder.dimension), dtype=np.float32)  # statements are weighed for answers alone
    contents = Contents(
        manifest=edition.manifest(embedder),
        documents=edition.documents,
        sections=edition.sections,
        chunks=edition.chunks,
        topics=edition.topics,
        syllabus=edition.syllabus,
        intents=edition.intents,
        phrases={},
        vectors=vectors_for(texts, {}, embedder, embedded),
        statements=nothing,
        glosses=nothing,
        wordings=nothing,
        exemplars=nothing,
    )
    dense = ExactIndex([chunk.id for chunk in contents.chunks], contents.vectors)
    with closing(Scratch()) as scratch:
        keyword = KeywordIndex.build(texts, scratch.path)
    return Library(contents, dense, keyword, embedder)
