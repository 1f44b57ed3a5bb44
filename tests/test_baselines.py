"""The usual LangChain set-up finds passages whose offsets hold, over Waymark's documents and model."""

from dataclasses import replace
from itertools import pairwise

from fakes import COURSE, FakeAssistant
from libraries import FakeEmbedder

from eval.baselines import OVERLAP, SIZE, search_langchain

LONG = "\n\n".join(f"Paragraph {n} tells of {word} at some length. {'It goes on. ' * 20}" for n, word in enumerate(
    ("stock", "knives", "salt", "pepper", "bread", "butter", "leeks", "celery")
))  # fmt: skip


def test_passages_stand_where_they_say_and_the_nearest_comes_first() -> None:
    documents = FakeAssistant().documents()
    embedder = FakeEmbedder()
    query = embedder.embed([COURSE])[0]
    (found,) = search_langchain(documents, {"q": query}, 10, embedder).values()
    texts = {d.id: d.text for d in documents}
    assert found[0].chunk.document_id == "course"
    assert found[0].title == "Deep Learning Course"
    assert {p.chunk.document_id for p in found} == {"sample", "course", "notes"}
    for passage in found:
        chunk = passage.chunk
        assert texts[chunk.document_id][chunk.start : chunk.end] == chunk.text
        assert chunk.heading_path == ()


def test_long_documents_are_cut_with_an_overlap() -> None:
    document = replace(FakeAssistant().document("course"), text=LONG)
    embedder = FakeEmbedder()
    (found,) = search_langchain([document], {"q": embedder.embed(["salt"])[0]}, 99, embedder).values()
    spans = sorted((p.chunk.start, p.chunk.end) for p in found)
    assert len(spans) > 2
    assert all(end - start <= SIZE for start, end in spans)
    assert all(later - end <= OVERLAP for (_, end), (later, _) in pairwise(spans))


def test_two_runs_find_the_same_and_only_as_much_as_is_wanted() -> None:
    documents, embedder = FakeAssistant().documents(), FakeEmbedder()
    queries = {"a": embedder.embed(["python"])[0], "b": embedder.embed(["calculus"])[0]}
    first = search_langchain(documents, queries, 2, embedder)
    assert first == search_langchain(documents, queries, 2, embedder)
    assert [len(found) for found in first.values()] == [2, 2]
