from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from libraries import AwayDense, FakeDense, FakeKeyword

from ingest.embed import Vectors
from rag import hybrid
from rag.assistant import Assistant
from rag.exports.search import search_json
from rag.library import Library
from rag.noted import noting

QUERY = np.eye(256, dtype=np.float32)[0]


def searching(
    soup: Library, cosines: Mapping[int, float], words: Mapping[int, float], *, texts: Mapping[int, str] | None = None
) -> Library:
    """The soup library whose legs find just these passages, by number; those of a cosine share nothing else."""
    chunks = tuple(replace(c, text=(texts or {}).get(n, c.text)) for n, c in enumerate(soup.contents.chunks))
    vectors = np.eye(256, dtype=np.float32)[1 : len(chunks) + 1]
    for number, cosine in cosines.items():
        vectors[number] *= np.sqrt(1 - cosine**2)
        vectors[number, 0] = cosine
    dense = sorted(((chunks[n].id, cosine) for n, cosine in cosines.items()), key=lambda pair: (-pair[1], pair[0]))
    keyword = sorted(words.items(), key=lambda pair: (-pair[1], pair[0]))
    legs = FakeDense([], vectors, dense), FakeKeyword(chunks, keyword)
    return Library(replace(soup.contents, chunks=chunks, vectors=vectors), *legs, soup.embedder)  # type: ignore[arg-type]


@pytest.fixture
def ids(soup: Library) -> list[str]:
    return [c.id for c in soup.contents.chunks]


def found(library: Library, k: int = 10, within: set[str] | frozenset[str] = frozenset()) -> list[str]:
    return [p.chunk.id for p in hybrid.search(library, "x", QUERY, k, within)]


def rows(*numbers: list[float]) -> Vectors:
    return np.array(numbers, dtype=np.float32)


def test_fusion_adds_cosine_keyword_score_and_likeness_to_the_best() -> None:
    fused = hybrid.fuse(rows([1, 0], [0.6, 0.8], [0, 1]), rows([1, 0])[0], rows([0, 0.5, 1])[0])
    # The first two parts: 1 and 0; 0.6 and 0.9 x 0.5; 0 and 0.9 x 1. The mean cosine with the three best, here all:
    # (1 + 0.6 + 0) / 3, (0.6 + 1 + 0.8) / 3, (0 + 0.8 + 1) / 3; a quarter of it counts.
    assert fused.tolist() == pytest.approx([1 + 0.4 / 3, 1.05 + 0.2, 0.9 + 0.15])


def test_of_two_passages_as_good_the_one_like_the_best_wins() -> None:
    best = [0.8, 0.6, 0]
    fused = hybrid.fuse(rows(best, best, best, [0.6, 0.8, 0], [0.6, 0, 0.8]), rows([1, 0, 0])[0], rows([0] * 5)[0])
    # Cosine with the best: 0.48 + 0.48 and 0.48 + 0.
    assert fused[3:].tolist() == pytest.approx([0.6 + 0.25 * 0.96, 0.6 + 0.25 * 0.48])


def test_words_that_no_passage_holds_leave_the_order_to_meaning() -> None:
    fused = hybrid.fuse(rows([0.6, 0.8], [1, 0]), rows([1, 0])[0], rows([0, 0])[0])
    assert fused[1] > fused[0]


def test_ranks_count_from_one_in_each_leg(soup: Library, ids: list[str]) -> None:
    passages = hybrid.search(searching(soup, {0: 0.9, 1: 0.5}, {1: 0.3}), "x", QUERY, 10)
    assert {p.chunk.id: p.ranks for p in passages} == {ids[0]: {"dense": 1}, ids[1]: {"dense": 2, "keyword": 1}}


def test_the_best_fused_passages_come_first_and_ties_by_their_order(soup: Library, ids: list[str]) -> None:
    library = searching(soup, {0: 0.8, 1: 0.3, 2: 0.3}, {3: 1.0})
    assert found(library) == [ids[3], ids[0], ids[1], ids[2]]
    assert found(library, k=1) == [ids[3]]


def test_a_passage_counts_with_both_scores_whichever_leg_found_it(soup: Library, ids: list[str]) -> None:
    library = searching(soup, {0: 0.8, 1: 0.7}, {1: 0.3, 2: 0.8})
    library.dense = FakeDense([], library.contents.vectors, [(ids[0], 0.8)])  # type: ignore[assignment]
    # 0.8; 0.7 + 0.9 x 0.3 = 0.97, though the dense leg missed it; 0.9 x 0.8 = 0.72.
    assert found(library) == [ids[1], ids[0], ids[2]]


def test_passages_of_the_documents_named_come_before_all_others(soup: Library, ids: list[str]) -> None:
    works = [c.document_id for c in soup.contents.chunks]
    roadmap, school = works.index("soup"), works.index("ladle-school")
    library = searching(soup, {roadmap: 0.9, school: 0.1}, {})
    assert found(library) == [ids[roadmap], ids[school]]
    assert found(library, within={"ladle-school"}) == [ids[school], ids[roadmap]]


def test_twins_of_one_work_are_merged_and_those_of_two_are_not(soup: Library, ids: list[str]) -> None:
    works = [c.document_id for c in soup.contents.chunks]
    one, twin, school = works.index("soup"), works.index("soup") + 1, works.index("ladle-school")
    same = dict.fromkeys([one, twin, school], "Simmer bones and roots.")
    library = searching(soup, {one: 0.9, twin: 0.8, school: 0.7}, {}, texts=same)
    assert found(library) == [ids[one], ids[school]]


def test_passages_carry_their_cosine_and_ranks(soup: Library) -> None:
    passage = hybrid.search(searching(soup, {1: 0.9}, {}), "x", QUERY, 1)[0]
    assert passage.similarity == pytest.approx(0.9)
    assert passage.ranks == {"dense": 1}
    # Beside its cosine of 0.9, a third of its likeness to itself: the other two taken for best are like nothing.
    assert passage.score == pytest.approx(0.9 + 0.25 / 3)


def test_nothing_found_is_no_passages(soup: Library) -> None:
    contents = replace(soup.contents, chunks=(), vectors=soup.contents.vectors[:0])
    library = Library(contents, FakeDense([], contents.vectors), FakeKeyword([]), soup.embedder)  # type: ignore[arg-type]
    assert found(library) == []


def test_while_the_dense_leg_is_away_words_alone_decide_and_the_answer_says_so(soup: Library, ids: list[str]) -> None:
    library = searching(soup, {0: 0.9}, {2: 0.75, 1: 0.5})
    library.dense = AwayDense()
    with noting() as noted:
        passages = hybrid.search(library, "x", QUERY, 10)
    assert [(p.chunk.id, p.score, p.ranks) for p in passages] == [
        (ids[2], 0.75, {"keyword": 1}),
        (ids[1], 0.5, {"keyword": 2}),
    ]
    assert noted == ["The Chroma server is away, so passages were searched by their words alone."]


def test_a_search_as_data_says_how_it_was_made(soup: Library) -> None:
    search = partial(Assistant(lambda: soup).search_noted, "stock", 2)
    whole = search_json(*search())
    soup.dense, soup.notice = AwayDense(), "An older index answers."
    lesser = search_json(*search())
    assert (len(whole["passages"]), whole["degraded"]) == (2, None)
    assert lesser["passages"][0]["ranks"] == {"keyword": 1}
    away = "The Chroma server is away, so passages were searched by their words alone."
    assert lesser["degraded"] == f"An older index answers. {away}"


def test_only_the_answers_made_without_it_say_so(soup: Library) -> None:
    assistant, dense = Assistant(lambda: soup), soup.dense
    assert assistant.ask("What is stock?").degraded is None
    soup.dense = AwayDense()
    said = "The Chroma server is away, so passages were searched by their words alone."
    answer, step = assistant.ask("What is stock?"), assistant.next_step("I know stock.")
    assert (answer.degraded, assistant.notice()) == (said, said)
    assert step.degraded is None  # it rests on the roadmaps' order, and searches for nothing
    assert answer.citations
    soup.notice = "An older index answers."
    assert assistant.ask("What is stock?").degraded == f"An older index answers. {said}"
    soup.dense, soup.notice = dense, None
    assert (assistant.ask("What is stock?").degraded, assistant.notice()) == (None, None)
