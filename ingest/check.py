"""Checking a finished generation before anyone reads it."""

from collections.abc import Callable
from pathlib import Path

from ingest.dense import DenseLeg, DenseStore
from ingest.edition import texts_of
from ingest.errors import STILL_ANSWERS, IngestFailedError
from ingest.generation import Contents, load_contents
from ingest.keyword import KeywordIndex
from ingest.stores import EMBEDDED

_SAME = 0.9999  # a cosine above which two vectors are taken for one
_MOST_ASKED = 1000  # passages that are looked for, spread evenly: one lost in 300 is then found out 96 times in 100
_PAUSE = 50  # chunks between two progress events


def check_generation(folder: Path, progress: Callable[[int, int], None], store: DenseStore = EMBEDDED) -> None:
    """Open the generation in `folder`, with its dense leg in `store`, as a reader would, and ask for what it must hold.

    Every offset must cut its text, each chunk's own vector (of many chunks, that of 1,000 at most) must find that
    chunk, or one of the same vector, first in Chroma, and the keyword leg must answer. Raises IngestFailedError naming
    what failed.
    """
    contents = load_contents(folder)
    _check_offsets(contents)
    dense = store.open(folder, contents)
    try:
        _check_vectors(contents, dense, progress)
    finally:
        dense.close()
    texts = texts_of(contents).chunks
    keyword = KeywordIndex.open(folder / "keyword", len(texts))
    if not any(keyword.search(text, 1) for text in texts):
        raise _failed("the keyword leg finds nothing")


def _check_offsets(contents: Contents) -> None:
    documents = {d.id: d for d in contents.documents}
    for chunk in contents.chunks:
        if documents[chunk.document_id].text[chunk.start : chunk.end] != chunk.text:
            raise _failed(f"passage {chunk.id} does not stand where it should")


def _check_vectors(contents: Contents, dense: DenseLeg, progress: Callable[[int, int], None]) -> None:
    total = len(contents.chunks)
    if len(dense) != total:
        raise _failed(f"{len(dense)} of {total} passages are in Chroma")
    vector_of = dict(zip((chunk.id for chunk in contents.chunks), contents.vectors, strict=True))
    asked = list(vector_of.items())[:: -(-total // _MOST_ASKED)]
    for number, (id_, vector) in enumerate(asked, start=1):
        found, similarity = dense.search(vector, 1)[0]
        if found not in vector_of or min(similarity, float(vector_of[found] @ vector)) < _SAME:
            raise _failed(f"passage {id_} is not found by its own vector")
        if number % _PAUSE == 0 or number == len(asked):
            progress(number, len(asked))


def _failed(what: str) -> IngestFailedError:
    return IngestFailedError(f"The new index failed its check: {what}. {STILL_ANSWERS} Run `waymark ingest --rebuild`.")
