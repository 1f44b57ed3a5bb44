"""Reading a public test collection in the format of BEIR (Thakur et al., NeurIPS 2021).

corpus.jsonl or corpus.jsonl.gz     {"_id": "d1", "title": "...", "text": "..."} a line; the title may be left out
queries.jsonl or queries.jsonl.gz   {"_id": "q1", "text": "..."} a line
qrels/SPLIT.tsv                     query id, document id and grade with tabs between; a header line may come first
"""

import gzip
import json
import zlib
from collections.abc import Collection as Ids
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.errors import CollectionError
from eval.ranking import Qrels
from ingest.records import Document


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents, the queries that are judged, and the judgements, both by query id."""

    name: str
    documents: tuple[Document, ...] = field(repr=False)
    queries: dict[str, str] = field(repr=False)
    qrels: Qrels = field(repr=False)


def read_beir(folder: Path, split: str = "test") -> Collection:
    """The collection in `folder` with the judgements of `split`.

    Raises CollectionError naming file and line for what is malformed, judged twice, or judged without being there.
    """
    corpus, queries = _file(folder, "corpus"), _file(folder, "queries")
    qrels = _split(folder, split)
    documents = {id_: _document(id_, entry, place) for id_, entry, place in _entries(corpus)}
    texts = {id_: _text(entry, "text", place) for id_, entry, place in _entries(queries)}
    grades = _grades(qrels, (queries, texts), (corpus, documents))
    return Collection(folder.resolve().name, tuple(documents.values()), {q: texts[q] for q in grades}, grades)


def _file(folder: Path, name: str) -> Path:
    for path in (folder / f"{name}.jsonl", folder / f"{name}.jsonl.gz"):
        if path.is_file():
            return path
    raise CollectionError(
        f"{folder} has no {name}.jsonl and no {name}.jsonl.gz. Give a folder in BEIR's format: corpus, queries, qrels."
    )


def _split(folder: Path, split: str) -> Path:
    path = folder / "qrels" / f"{split}.tsv"
    if path.is_file():
        return path
    there = ", ".join(sorted(p.stem for p in path.parent.glob("*.tsv"))) or "none"
    raise CollectionError(f"{path} is not there. The splits that are: {there}. Choose one with --split.")


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Each line that is not blank, with its place."""
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                place = f"{path}, line {number}"
                try:
                    text = line.decode("utf-8-sig" if number == 1 else "utf-8")
                except UnicodeDecodeError:
                    raise CollectionError(f"{place}: it is not UTF-8. Save the file as UTF-8.") from None
                if text.strip():
                    yield text.rstrip("\r\n"), place
    except (OSError, EOFError, zlib.error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise CollectionError(f"{path} cannot be read: {reason}. Check it, or download it again.") from None


def _entries(path: Path) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The id, the object and the place of each line of a JSON lines file."""
    places: dict[str, str] = {}
    for line, place in _lines(path):
        try:
            entry = json.loads(line)
        except ValueError as error:
            raise CollectionError(f"{place}: it is not JSON ({error}).") from None
        if not isinstance(entry, dict) or not isinstance(entry.get("_id"), str) or not entry["_id"]:
            raise CollectionError(f'{place}: it is not an object with an "_id" that is text.')
        if places.setdefault(entry["_id"], place) != place:
            raise CollectionError(f"{place}: the id '{entry['_id']}' is taken, by {places[entry['_id']]}.")
        yield entry["_id"], entry, place
    if not places:
        raise CollectionError(f"{path} is empty.")


def _text(entry: dict[str, Any], key: str, place: str) -> str:
    if not isinstance(entry.get(key), str):
        raise CollectionError(f'{place}: it has no "{key}" that is text.')
    return str(entry[key])


def _document(id_: str, entry: dict[str, Any], place: str) -> Document:
    title = _text(entry, "title", place) if entry.get("title") is not None else ""
    return Document(
        id=id_,
        kind="user",
        title=title,
        short=title,
        author=None,
        url=None,
        published=None,
        basis="yours",
        work=id_,
        aliases=(),
        resource=None,
        source=place,
        text=_text(entry, "text", place) or title,
    )


def _grades(path: Path, queries: tuple[Path, Ids[str]], documents: tuple[Path, Ids[str]]) -> dict[str, dict[str, int]]:
    """The grade of each judged document by query, in the order of the file."""
    grades: dict[str, dict[str, int]] = {}
    for number, (line, place) in enumerate(_lines(path)):
        columns = line.split("\t")
        grade = _number(columns[2]) if len(columns) == 3 else None
        if grade is None:
            if number == 0 and len(columns) == 3:
                continue  # the header
            raise CollectionError(
                f"{place}: it must be a query id, a document id and a whole number, with tabs between."
            )
        for id_, (file, known), kind in zip(columns, (queries, documents), ("query", "document"), strict=False):
            if id_ not in known:
                raise CollectionError(f"{place}: the {kind} '{id_}' is not in {file.name}.")
        if grades.setdefault(columns[0], {}).setdefault(columns[1], grade) != grade:
            raise CollectionError(f"{place}: the document '{columns[1]}' is judged before, and otherwise.")
    if not grades:
        raise CollectionError(f"{path} holds no judgements.")
    return grades


def _number(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None
