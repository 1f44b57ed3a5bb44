"""A folder in BEIR's format is read whole, or refused with file and line."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from collections_on_disk import DOCUMENTS, QRELS, QUERIES, write_collection, write_lines

from eval.beir import read_beir
from eval.errors import CollectionError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_collection(tmp_path / "soups")


def test_documents_judged_queries_and_grades_are_read(folder: Path) -> None:
    collection = read_beir(folder)
    assert collection.name == "soups"
    assert [(d.id, d.title) for d in collection.documents][:2] == [("stock", "Stock"), ("knife", "Knife work")]
    assert collection.queries == {"q1": "how long do bones simmer", "q2": "dice the carrots"}
    assert collection.qrels == {"q1": {"stock": 2, "salt": 0}, "q2": {"knife": 1}}


def test_the_header_may_be_missing_and_the_lines_may_end_as_on_windows(folder: Path) -> None:
    whole = read_beir(folder).qrels
    bare = "\r\n".join(QRELS.splitlines()[1:])
    (folder / "qrels" / "test.tsv").write_bytes(b"\xef\xbb\xbf" + bare.encode())
    assert read_beir(folder).qrels == whole


def test_compressed_files_are_read(folder: Path) -> None:
    whole = read_beir(folder).documents
    data = (folder / "corpus.jsonl").read_bytes()
    (folder / "corpus.jsonl").unlink()
    (folder / "corpus.jsonl.gz").write_bytes(gzip.compress(data))
    assert [d.text for d in read_beir(folder).documents] == [d.text for d in whole]


def test_a_document_of_a_title_alone_can_be_found_by_it(folder: Path) -> None:
    write_lines(folder / "corpus.jsonl", *DOCUMENTS[:3], {"_id": "empty", "title": "Bread", "text": ""})
    assert read_beir(folder).documents[-1].text == "Bread"


def test_another_split_is_read_when_it_is_asked_for(folder: Path) -> None:
    (folder / "qrels" / "dev.tsv").write_text("q3\tsalt\t1\n", encoding="utf-8")
    assert read_beir(folder, "dev").qrels == {"q3": {"salt": 1}}
    with pytest.raises(CollectionError, match=r"train\.tsv is not there\. The splits that are: dev, test\."):
        read_beir(folder, "train")


def corpus(*entries: object) -> Callable[[Path], None]:
    return lambda folder: write_lines(folder / "corpus.jsonl", *entries)


def qrels(text: str) -> Callable[[Path], object]:
    return lambda folder: (folder / "qrels" / "test.tsv").write_text(text, encoding="utf-8")


def bytes_of(name: str, data: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(data)


def compressed(folder: Path) -> None:
    data = (folder / "corpus.jsonl").read_bytes()
    (folder / "corpus.jsonl").unlink()
    (folder / "corpus.jsonl.gz").write_bytes(gzip.compress(data)[:-9])


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda folder: (folder / "corpus.jsonl").unlink(), "has no corpus.jsonl and no corpus.jsonl.gz"),
        (bytes_of("corpus.jsonl", b""), "corpus.jsonl is empty"),
        (bytes_of("corpus.jsonl", b'{"_id": "a", "text": ""}\n{"_id"\n'), "corpus.jsonl, line 2: it is not JSON"),
        (bytes_of("queries.jsonl", b'{"_id": "q\xff"}'), "queries.jsonl, line 1: it is not UTF-8"),
        (compressed, "corpus.jsonl.gz cannot be read"),
        (bytes_of("corpus.jsonl", b"[1]"), 'line 1: it is not an object with an "_id" that is text'),
        (corpus({"text": "x"}), 'line 1: it is not an object with an "_id" that is text'),
        (corpus({"_id": 7, "text": "x"}), 'line 1: it is not an object with an "_id" that is text'),
        (corpus({"_id": "a", "title": "x"}), 'line 1: it has no "text" that is text'),
        (corpus({"_id": "a", "text": "x", "title": 3}), 'line 1: it has no "title" that is text'),
        (corpus(DOCUMENTS[0], DOCUMENTS[0]), "line 2: the id 'stock' is taken, by"),
        (lambda folder: write_lines(folder / "queries.jsonl", QUERIES[0]), "line 4: the query 'q2' is not in queries"),
        (corpus(*DOCUMENTS[:2]), "line 3: the document 'salt' is not in corpus.jsonl"),
        (qrels(""), "test.tsv holds no judgements"),
        (qrels("query-id\tcorpus-id\tscore\n"), "test.tsv holds no judgements"),
        (qrels("q1\tstock\t1\nq2 knife 1\n"), "line 2: it must be a query id, a document id and a whole number"),
        (qrels("q1\tstock\t1\nq2\tknife\tyes\n"), "line 2: it must be a query id, a document id and a whole number"),
        (qrels("q1 0 stock 1\n"), "line 1: it must be a query id, a document id and a whole number"),
        (qrels("q1\tstock\t1\nq1\tstock\t2\n"), "line 2: the document 'stock' is judged before, and otherwise"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(folder: Path, damage: Callable[[Path], object], message: str) -> None:
    damage(folder)
    with pytest.raises(CollectionError) as error:
        read_beir(folder)
    assert message in str(error.value)
    assert str(folder) in str(error.value)
