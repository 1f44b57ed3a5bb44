"""Reading all files of the corpus and of the user, where one bad file never stops the rest."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ingest.carry import Past
from ingest.errors import IngestFailedError, SourceError
from ingest.files import find_files, readable_name, real
from ingest.load import distinct, is_as_read, load, source_of
from ingest.outline import outline
from ingest.records import Document, Failure, Section

Emit = Callable[[Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class _File:
    """A file to read: below `root`, one of the user's paths, or below the corpus, which has none."""

    path: Path
    root: Path | None


@dataclass(slots=True)
class Reading:
    """What came of reading the files; `fruitful` are the user's paths that gave a document.

    The documents `carried` over, by their ids, were not read anew.
    """

    documents: dict[str, Document] = field(default_factory=dict)
    outlines: dict[str, tuple[Section, ...]] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    repairs: Counter[str] = field(default_factory=Counter)
    fruitful: set[Path] = field(default_factory=set)
    carried: set[str] = field(default_factory=set)

    def add(self, document: Document) -> None:
        """Take a document in under its id; a user's whose id is taken gets another, a shipped one's is a mistake."""
        holder = self.documents.get(document.id)
        if holder and document.kind != "user":
            raise SourceError(f"{document.source}: Its id {document.id} is that of {holder.source}. Give it another.")
        if holder:
            other = distinct(document.id, document.source)
            document = replace(document, id=other, work=other)
        self.outlines[document.id] = outline(document)
        self.documents[document.id] = document

    def carry(self, past: Past) -> None:
        """Take a document in as it was read before; its id must be free."""
        id_ = past.document.id
        self.documents[id_], self.outlines[id_] = past.document, past.sections
        self.carried.add(id_)


def read_all(
    corpus: Path, added: Iterable[Path], before: Iterable[Document], emit: Emit, past: Mapping[str, Past] | None = None
) -> Reading:
    """Read the corpus and the user's paths; a file that fails is reported, and its document from `before` stays.

    A file that is as it was when a document of `past` was read from it, by its source, is not read anew.

    Raises SourceError for a corpus without documents and IngestFailedError when nothing at all could be read.
    """
    reading = Reading()
    files = _files(corpus, added, reading.failures)
    last_good = {document.source: document for document in before}
    for number, file in enumerate(files, start=1):
        source = source_of(file.path)
        if not _carried(file, (past or {}).get(source), reading):
            _read(file, last_good.get(source), reading)
        emit({"stage": "read", "done": number, "total": len(files)})
    if not reading.documents:
        raise IngestFailedError(
            f"No document could be read, so no index was built. The first reason: {reading.failures[0].reason}"
        )
    return reading


def _files(corpus: Path, added: Iterable[Path], failures: list[Failure]) -> list[_File]:
    """Every file once, however many ways lead to it; the corpus comes first."""
    shipped, _ = find_files(corpus)
    files = {real(path): _File(path, None) for path in shipped if path.suffix == ".md"}
    for root in added:
        try:
            found, closed = find_files(root)
        except SourceError as error:
            failures.append(Failure(readable_name(root), str(error)))
            continue
        failures.extend(closed)
        for path in found:
            files.setdefault(real(path), _File(path, root))
    return list(files.values())


def _carried(file: _File, past: Past | None, reading: Reading) -> bool:
    """Take in what an earlier ingest read of the file, if that is what it would be read as now."""
    if past is None or past.document.id in reading.documents:
        return False
    if not is_as_read(file.path, past.document, shipped=file.root is None):
        return False
    reading.carry(past)
    if file.root:
        reading.fruitful.add(file.root)
    return True


def _read(file: _File, last_good: Document | None, reading: Reading) -> None:
    """Take in what the file holds now or, where that cannot be read, what it held before."""
    reason = _tried(file, reading)
    if reason:
        kept = last_good is not None and _kept(last_good, reading)
        end = " Its last good version stays in the index." if kept else ""
        reading.failures.append(Failure(readable_name(file.path), reason + end))
        if not kept:
            return
    if file.root:
        reading.fruitful.add(file.root)


def _tried(file: _File, reading: Reading) -> str:
    """Why the file could not be taken in; an empty string when it was."""
    try:
        document, repairs = load(file.path, shipped=file.root is None)
        reading.add(document)
    except SourceError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - one bad file never stops the rest, whatever it does to a parser
        what = " ".join(str(error).split())[:200]
        return f"{readable_name(file.path)} cannot be read ({type(error).__name__}: {what}). Save it as plain text."
    reading.repairs.update(repairs)
    return ""


def _kept(document: Document, reading: Reading) -> bool:
    """Take in a document of the index as it was read: an original was a user's document then."""
    if document.basis == "original":
        document = replace(document, kind="user", basis="yours", work=document.id)
    try:
        reading.add(document)
    except SourceError:
        return False
    return True
