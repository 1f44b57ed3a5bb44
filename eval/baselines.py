"""What a user would otherwise write: LangChain's usual splitter and Chroma, over the same documents and model.

The only file that imports langchain_text_splitters and langchain_chroma.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from langchain_core.embeddings import Embeddings

from ingest.embed import Embedder, Vectors
from ingest.records import Chunk, Document
from rag.records import Passage

if TYPE_CHECKING:
    from langchain_chroma import Chroma
    from langchain_core.documents import Document as Piece

SIZE, OVERLAP = 1000, 200  # characters, as LangChain's tutorials have it
_SPARE = 8  # fetched beyond what is wanted, so that ties at the edge are broken by id and not by chance
_DISTANCE = "l2"  # Chroma's default; on unit vectors it ranks as the cosine does
# Chroma builds its graph in parallel: with its own two values, both 100, two runs can differ in what they find.
_THOROUGH = {"ef_construction": 400, "ef_search": 400}


def search_langchain(
    documents: Sequence[Document],
    queries: Mapping[str, Vectors],
    k: int,
    embedder: Embedder,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> dict[str, Sequence[Passage]]:
    """The `k` passages of `documents` that LangChain's default finds for each query, best first.

    `queries` has each one's unit vector; `progress` is told how many passages are embedded. The passages have no
    headings: the splitter knows of none.
    """
    titles = {d.id: d.title for d in documents}
    store = _store(_pieces(documents), _Embedded(embedder, progress))
    try:
        return {id_: [_passage(p, titles) for p in _nearest(store, vector, k)] for id_, vector in queries.items()}
    finally:
        store.delete_collection()  # all stores of a process share one memory


class _Embedded(Embeddings):
    """Waymark's embedding model, as LangChain calls it."""

    def __init__(self, embedder: Embedder, progress: Callable[[int, int], None]) -> None:
        self._embedder = embedder
        self._progress = progress

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors = self._embedder.embed(texts, lambda done: self._progress(done, len(texts)))
        found: list[list[float]] = vectors.tolist()
        return found

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def _pieces(documents: Sequence[Document]) -> "list[Piece]":
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=SIZE, chunk_overlap=OVERLAP, add_start_index=True)
    return splitter.create_documents([d.text for d in documents], [{"source": d.id} for d in documents])


def _store(pieces: "list[Piece]", embeddings: Embeddings) -> "Chroma":
    from langchain_chroma import Chroma

    return Chroma.from_documents(
        pieces,
        embeddings,
        ids=[f"{number:09}" for number in range(len(pieces))],
        collection_name=f"langchain-{uuid.uuid4().hex}",
        collection_configuration={"hnsw": {"space": _DISTANCE, **_THOROUGH}},  # type: ignore[arg-type]  # needs only these
    )


def _nearest(store: "Chroma", vector: Vectors, k: int) -> "list[Piece]":
    found = store.similarity_search_by_vector_with_relevance_scores(vector.tolist(), k + _SPARE)
    ordered = sorted(found, key=lambda pair: (round(pair[1], 6), pair[0].id))
    return [piece for piece, _ in ordered[:k]]


def _passage(piece: "Piece", titles: Mapping[str, str]) -> Passage:
    document, start = piece.metadata["source"], piece.metadata["start_index"]
    text = piece.page_content
    chunk = Chunk(str(piece.id), document, (), 0, start, start + len(text), text)
    return Passage(chunk, titles[document], score=0.0, similarity=0.0)
