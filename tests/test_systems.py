"""Waymark's search and its parts rank the same chunks, each in its own way."""

import pytest
from libraries import FakeDense, FakeKeyword

from eval.systems import SYSTEMS, documents_of, rank
from rag import hybrid
from rag.library import Library


@pytest.fixture
def fixed(soup: Library) -> tuple[Library, list[str]]:
    """A library whose legs always find the same: chunks 0, 1, 2 by meaning and 2, 3 by words."""
    ids = [chunk.id for chunk in soup.contents.chunks]
    soup.dense = FakeDense(ids, soup.contents.vectors, [(ids[0], 0.9), (ids[1], 0.8), (ids[2], 0.7)])  # type: ignore[assignment]
    soup.keyword = FakeKeyword(soup.contents.chunks, [(2, 5.0), (3, 4.0)])  # type: ignore[assignment]
    return soup, ids


def test_each_part_ranks_alone(fixed: tuple[Library, list[str]]) -> None:
    library, ids = fixed
    ranked = rank(library, "x", library.embedder.embed(["x"])[0], 10)
    assert ranked["dense"] == ids[:3]
    assert ranked["bm25"] == [ids[2], ids[3]]


def test_reciprocal_ranks_are_summed_over_the_parts(fixed: tuple[Library, list[str]]) -> None:
    library, ids = fixed
    # Chunk 2: 1/63 + 1/61 = .0323; chunk 0: 1/61 = .0164; chunks 1 and 3: 1/62 each, in the order of their ids.
    ranked = rank(library, "x", library.embedder.embed(["x"])[0], 10)
    assert ranked["rrf"] == [ids[2], ids[0], *sorted([ids[1], ids[3]])]


def test_hybrid_is_the_search_that_people_get(soup: Library) -> None:
    query = "dice carrots"
    vector = soup.embedder.embed([query])[0]
    expected = [passage.chunk.id for passage in hybrid.search(soup, query, vector, 3)]
    assert rank(soup, query, vector, 3)["hybrid"] == expected
    assert next(iter(SYSTEMS)) == "hybrid"


def test_a_document_ranks_by_its_best_chunk(soup: Library) -> None:
    by_document = {chunk.document_id: chunk.id for chunk in soup.contents.chunks}
    last = [chunk.id for chunk in soup.contents.chunks if chunk.document_id == "soup"][-1]
    assert documents_of(soup, [by_document["soup"], by_document["ladle-school"], last]) == ["soup", "ladle-school"]
