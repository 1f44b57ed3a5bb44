from dataclasses import replace

import pytest
from libraries import FakeDense, FakeKeyword

from rag import hybrid
from rag.library import Library


def searching(
    soup: Library,
    dense: list[tuple[str, float]],
    keyword: list[tuple[int, float]],
    *,
    texts: dict[int, str] | None = None,
) -> Library:
    """The soup library whose legs find just this, with other texts for some passages."""
    chunks = tuple(replace(c, text=(texts or {}).get(n, c.text)) for n, c in enumerate(soup.contents.chunks))
    contents = replace(soup.contents, chunks=chunks)
    legs = FakeDense([], contents.vectors, dense), FakeKeyword(chunks, keyword)
    return Library(contents, *legs, soup.embedder)  # type: ignore[arg-type]


@pytest.fixture
def ids(soup: Library) -> list[str]:
    return [c.id for c in soup.contents.chunks]


def found(library: Library, k: int = 10, within: set[str] | frozenset[str] = frozenset()) -> list[str]:
    return [p.chunk.id for p in hybrid.search(library, "x", library.embedder.embed(["x"])[0], k, within)]


def test_fusion_adds_both_legs_stretched_to_one() -> None:
    fused = hybrid.fuse({"a": 0.9, "b": 0.5, "c": 0.7}, {"b": 12.0, "d": 2.0})
    # dense: a 1, b 0, c 0.5; keyword: b 1, d 0; each leg counts half.
    assert fused == pytest.approx({"a": 0.5, "b": 0.5, "c": 0.25, "d": 0.0})


def test_a_leg_with_one_or_equal_candidates_gives_each_all() -> None:
    assert hybrid.fuse({"a": 0.3}, {}) == pytest.approx({"a": 0.5})
    assert hybrid.fuse({}, {"a": 2.0, "b": 2.0}) == pytest.approx({"a": 0.5, "b": 0.5})
    assert hybrid.fuse({}, {}) == {}


def test_ranks_count_from_one_in_each_leg() -> None:
    ranks = hybrid.ranks_of(dense=[("a", 0.9), ("b", 0.5)], keyword=[("b", 3.0)])
    assert ranks == {"a": {"dense": 1}, "b": {"dense": 2, "keyword": 1}}


def test_the_best_fused_passages_come_first_and_ties_by_id(soup: Library, ids: list[str]) -> None:
    library = searching(soup, [(ids[0], 0.9), (ids[1], 0.5), (ids[2], 0.5)], [(3, 2.0), (1, 1.0)])
    # ids[0] and ids[3] have a leg each, 0.5; ids[1] and ids[2] have nothing.
    assert found(library) == [*sorted([ids[0], ids[3]]), *sorted([ids[1], ids[2]])]
    assert found(library, k=1) == sorted([ids[0], ids[3]])[:1]


def test_passages_of_the_documents_named_come_before_all_others(soup: Library, ids: list[str]) -> None:
    works = [c.document_id for c in soup.contents.chunks]
    roadmap, school = ids[works.index("soup")], ids[works.index("ladle-school")]
    library = searching(soup, [(roadmap, 0.9), (school, 0.1)], [])
    assert found(library) == [roadmap, school]
    assert found(library, within={"ladle-school"}) == [school, roadmap]


def test_twins_of_one_work_are_merged_and_those_of_two_are_not(soup: Library) -> None:
    works = [c.document_id for c in soup.contents.chunks]
    one, twin, school = works.index("soup"), works.index("soup") + 1, works.index("ladle-school")
    same = dict.fromkeys([one, twin, school], "Simmer bones and roots.")
    ranked = [(soup.contents.chunks[n].id, score) for n, score in ((one, 0.9), (twin, 0.8), (school, 0.7))]
    assert found(searching(soup, ranked, [], texts=same)) == [ranked[0][0], ranked[2][0]]


def test_passages_carry_their_cosine_and_ranks(soup: Library, ids: list[str]) -> None:
    library = searching(soup, [(ids[1], 0.9)], [])
    vector = soup.contents.vectors[1]
    passage = hybrid.search(library, "x", vector, 1)[0]
    assert passage.similarity == pytest.approx(1.0)
    assert passage.ranks == {"dense": 1}
    assert passage.score == pytest.approx(0.5)


def test_nothing_found_is_no_passages(soup: Library) -> None:
    legs = FakeDense([], soup.contents.vectors[:0]), FakeKeyword([])
    library = Library(soup.contents, *legs, soup.embedder)  # type: ignore[arg-type]
    assert found(library) == []
