from pathlib import Path

import numpy as np
import pytest
from collections_on_disk import write_collection
from libraries import FakeEmbedder

from eval.beir import read_beir
from eval.errors import CollectionError
from eval.indexing import ExactIndex, index_documents
from ingest.chunk import embedded_text


def test_documents_are_cut_embedded_and_indexed_as_by_an_ingest(tmp_path: Path) -> None:
    documents = read_beir(write_collection(tmp_path / "soups")).documents
    library = index_documents(documents, FakeEmbedder())
    stock = library.contents.chunks[0]
    assert [chunk.document_id for chunk in library.contents.chunks] == ["stock", "knife", "salt"]
    (expected,) = library.embedder.embed([embedded_text("Stock", stock)])
    assert library.contents.vectors[0].tolist() == expected.tolist()
    assert [library.contents.chunks[n].document_id for n, _ in library.keyword.search("carrot knives", 5)] == ["knife"]
    assert library.dense.search(library.contents.vectors[2], 1)[0][0] == library.contents.chunks[2].id


def test_progress_is_told(tmp_path: Path) -> None:
    events: list[object] = []
    documents = read_beir(write_collection(tmp_path / "soups")).documents
    index_documents(documents, FakeEmbedder(), events.append)
    assert events == [
        *({"stage": "read", "done": n, "total": 4} for n in (1, 2, 3, 4)),
        {"stage": "embed", "done": 3, "total": 3},
    ]


def test_documents_without_any_text_are_refused(tmp_path: Path) -> None:
    documents = read_beir(write_collection(tmp_path / "soups")).documents[3:]
    with pytest.raises(CollectionError, match="None of the 1 documents has any text"):
        index_documents(documents, FakeEmbedder())


def test_the_exact_index_orders_by_cosine_and_equals_by_id() -> None:
    vectors = np.array([[0.6, 0.8], [1, 0], [0.6, 0.8]], dtype=np.float32)
    found = ExactIndex(["c", "b", "a"], vectors).search(np.array([0, 1], dtype=np.float32), 3)
    assert [id_ for id_, _ in found] == ["a", "c", "b"]
    assert [cosine for _, cosine in found] == pytest.approx([0.8, 0.8, 0])
