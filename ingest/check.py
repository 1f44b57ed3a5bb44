"""Checking a finished generation before anyone reads it."""

from collections.abc import Sequence
from pathlib import Path

from ingest.errors import IngestFailedError
from ingest.generation import load_contents
from ingest.index import VectorIndex
from ingest.keyword import KeywordIndex


def check_generation(folder: Path, texts: Sequence[str]) -> None:
    """Open the generation in `folder` as a reader would and ask it for what it must hold.

    Each chunk's own vector must find that chunk (or a twin of the same text) first in Chroma, every offset must cut
    its text, and the keyword leg must answer. Raises IngestFailedError naming what failed.
    """
    contents = load_contents(folder)
    documents = {d.id: d for d in contents.documents}
    for c in contents.chunks:
        if documents[c.document_id].text[c.start : c.end] != c.text:
            raise IngestFailedError(f"The new index failed its check: passage {c.id} does not stand where it should. The old index stays in use.")
    text_of = dict(zip((c.id for c in contents.chunks), texts, strict=True))
    dense = VectorIndex(folder / "chroma")
    try:
        if len(dense) != len(contents.chunks):
            raise IngestFailedError(f"The new index failed its check: {len(dense)} of {len(contents.chunks)} passages are in Chroma. The old index stays in use.")
        for chunk, vector in zip(contents.chunks, contents.vectors, strict=True):
            found = dense.search(vector, 3)
            if not any(text_of[id_] == text_of[chunk.id] or similarity > 0.9999 for id_, similarity in found[:1]):
                raise IngestFailedError(f"The new index failed its check: passage {chunk.id} is not found by its own vector. The old index stays in use.")
    finally:
        dense.close()
    keyword = KeywordIndex.open(folder / "keyword", len(texts))
    if not keyword.search(texts[0], 1):
        raise IngestFailedError("The new index failed its check: the keyword leg finds nothing. The old index stays in use.")
