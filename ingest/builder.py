"""Building one generation, from files to the published index; run as `python -m ingest.builder` by the pipeline.

It reads one request as a line of JSON from standard input and writes one JSON event a line to standard output. It ends at
once when standard input closes, because that means its parent is gone.
"""

import json
import os
import secrets
import shutil
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from ingest import chunk as chunking
from ingest.chunk import chunk, embedded_text
from ingest.embed import Embedder, OnnxEmbedder, Vectors
from ingest.errors import IndexUnusableError, IngestFailedError, SourceError, WaymarkError
from ingest.export import ensure_exported
from ingest.generation import BUILDING, SCHEMA, Contents, Manifest, checksums, clear_leftovers, current, load_contents, publish, save_contents, save_manifest
from ingest.load import distinct_id, find_files, load
from ingest.lock import builder_lock
from ingest.outline import outline
from ingest.records import Chunk, Document, Failure, IngestReport, Section
from ingest.settings import Settings
from ingest.sources import read_remembered, write_remembered
from ingest.topics import Topics, read_topics
from ingest.works import match_originals

Emit = Callable[[Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What the pipeline asks of the builder."""

    settings: Settings
    add: tuple[Path, ...] = ()
    forget: tuple[Path, ...] = ()
    dry_run: bool = False
    rebuild: bool = False


@dataclass(slots=True)
class _Reading:
    """What came of reading the files."""

    documents: list[Document] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    repairs: Counter[str] = field(default_factory=Counter)


def build(request: Request, emit: Emit) -> IngestReport:
    """Read, cut, embed, write, check and publish; the index in use changes only in the last step.

    Raises WaymarkError (and OSError for a full or read-only disk); the generation in use is then untouched.
    """
    home = request.settings.home
    home.mkdir(parents=True, exist_ok=True)
    with builder_lock(home):
        clear_leftovers(home)
        return _build(request, emit)


def _build(request: Request, emit: Emit) -> IngestReport:
    settings = request.settings
    started = time.monotonic()
    previous = None if request.rebuild else _previous(settings.home)
    paths = _paths(request)
    reading = _read(settings, paths, previous, emit)
    topics = read_topics(settings.corpus)
    outlines = {d.id: _with_topics(outline(d), topics) for d in reading.documents}
    in_force, superseded = match_originals(reading.documents, outlines)
    emit({"stage": "model"})
    embedder = OnnxEmbedder(ensure_exported(settings.embedder, settings.models))
    sections = [s for d in in_force for s in outlines[d.id]]
    chunks = _cut(in_force, outlines, embedder)
    documents = (*in_force, *(d for d in reading.documents if d.id in superseded))
    changes = _changes(previous, documents, chunks)
    corpus_hash = _corpus_hash(documents, settings.corpus, embedder)
    report = IngestReport(
        generation=previous.manifest.name if previous else "",
        documents=changes["documents"], chunks=changes["chunks"], embedded=0, repairs=dict(reading.repairs),
        superseded=superseded, failures=tuple(reading.failures), seconds=0.0, dry_run=request.dry_run,
    )  # fmt: skip
    carried = _carried(previous, embedder)
    texts = _chunk_texts(in_force, chunks)
    if request.dry_run:
        return replace(report, embedded=len({t for t in texts if t not in carried}), seconds=time.monotonic() - started)
    if previous is None or previous.manifest.corpus_hash != corpus_hash:
        vectors, embedded = _embed(texts, carried, embedder, "embed", emit)
        statements, _ = _embed(_statement_texts(in_force, sections), carried, embedder, "statements", emit)
        glosses, _ = _embed([t.gloss for t in topics.all], carried, embedder, "glosses", emit)
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{corpus_hash[:8]}"
        manifest = Manifest(
            name=name, schema=SCHEMA, chunker=chunking.VERSION, embedder=embedder.name, fingerprint=embedder.fingerprint,
            corpus_hash=corpus_hash, built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            documents=len(documents), chunks=len(chunks), superseded=superseded, checksums={},
        )  # fmt: skip
        contents = Contents(manifest, documents, tuple(sections), chunks, topics, vectors, statements, glosses)
        _write(settings, contents, texts, emit)
        report = replace(report, generation=name, embedded=embedded)
    write_remembered(settings.remembered, paths)
    return replace(report, seconds=time.monotonic() - started)


def _previous(home: Path) -> Contents | None:
    """The generation in use, to carry vectors over from; none where there is none that can be read."""
    try:
        return load_contents(current(home))
    except IndexUnusableError:
        return None


def _paths(request: Request) -> list[Path]:
    """The user's paths: those remembered and not forgotten, and the new ones."""
    forget = {p.resolve() for p in request.forget}
    known = read_remembered(request.settings.remembered)
    for path in forget - {p.resolve() for p in known}:
        raise SourceError(f"{path} is not among the paths you added, so there is nothing to forget. `waymark sources` lists them.")
    return [p for p in dict.fromkeys([*known, *(p.resolve() for p in request.add)]) if p.resolve() not in forget]


def _read(settings: Settings, added: Sequence[Path], previous: Contents | None, emit: Emit) -> _Reading:
    """Read every file; one that fails is reported, and its last good version stays."""
    reading = _Reading()
    shipped = find_files(settings.corpus)
    files = [(path, True) for path in shipped if path.suffix == ".md"]
    for root in added:
        try:
            files += [(path, False) for path in find_files(root)]
        except SourceError as error:
            reading.failures.append(Failure(str(root), str(error)))
    last_good = {d.source: d for d in previous.documents} if previous else {}
    taken: set[str] = set()
    for number, (path, is_shipped) in enumerate(dict.fromkeys(files), start=1):
        emit({"stage": "read", "done": number, "total": len(files)})
        try:
            document, repairs = load(path, shipped=is_shipped)
            reading.repairs.update(repairs)
        except SourceError as error:
            kept = last_good.get(str(path.resolve()))
            reason = str(error) + (". Its last good version stays in the index." if kept else ".")
            reading.failures.append(Failure(str(path), reason))
            if kept is None:
                continue
            document = replace(kept, kind="user", basis="yours", work=kept.id) if kept.basis == "original" else kept
        if document.id in taken:
            document = replace(document, id=(other := distinct_id(document.id, document.source)), work=other)
        taken.add(document.id)
        reading.documents.append(document)
    if not reading.documents:
        first = f" First reason: {reading.failures[0].reason}" if reading.failures else ""
        raise IngestFailedError(f"No document could be read, so no index was built.{first}")
    return reading


def _with_topics(sections: Iterable[Section], topics: Topics) -> tuple[Section, ...]:
    def ids(text: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(topic.id for topic, _, _ in topics.found_in(text)))

    return tuple(
        replace(s, topics=ids(s.heading), statements=tuple(replace(t, topics=ids(f"{t.subject}: {t.content}")) for t in s.statements)) for s in sections
    )


def _cut(documents: Iterable[Document], outlines: Mapping[str, Sequence[Section]], embedder: Embedder) -> tuple[Chunk, ...]:
    return tuple(chain.from_iterable(chunk(d, outlines[d.id], embedder.count) for d in documents))


def _chunk_texts(documents: Iterable[Document], chunks: Iterable[Chunk]) -> list[str]:
    titles = {d.id: d.title for d in documents}
    return [embedded_text(titles[c.document_id], c) for c in chunks]


def _statement_texts(documents: Iterable[Document], sections: Iterable[Section]) -> list[str]:
    """What stands for each statement: its heading path, subject and content, so that a terse bullet has its context."""
    return [
        f"{' > '.join(section.heading_path)}: {statement.subject}: {statement.content}" for section in sections for statement in section.statements
    ]


def _corpus_hash(documents: Sequence[Document], corpus: Path, embedder: Embedder) -> str:
    digest = sha256(f"{SCHEMA}|{chunking.VERSION}|{embedder.name}|{embedder.fingerprint}".encode())
    for document in documents:
        digest.update(json.dumps(asdict(document), sort_keys=True).encode())
    topics = corpus / "topics.yaml"
    digest.update(topics.read_bytes() if topics.is_file() else b"")
    return digest.hexdigest()


def _changes(previous: Contents | None, documents: Sequence[Document], chunks: Sequence[Chunk]) -> dict[str, dict[str, int]]:
    old_documents = {d.id: d for d in previous.documents} if previous else {}
    new_documents = {d.id: d for d in documents}
    old_chunks = {c.id for c in previous.chunks} if previous else set()
    new_chunks = {c.id for c in chunks}
    same = {i for i, d in new_documents.items() if old_documents.get(i) == d}
    return {
        "documents": {
            "added": len(new_documents.keys() - old_documents.keys()),
            "changed": len((new_documents.keys() & old_documents.keys()) - same),
            "unchanged": len(same),
            "removed": len(old_documents.keys() - new_documents.keys()),
        },
        "chunks": {"added": len(new_chunks - old_chunks), "unchanged": len(new_chunks & old_chunks), "removed": len(old_chunks - new_chunks)},
    }


def _carried(previous: Contents | None, embedder: Embedder) -> dict[str, Vectors]:
    """The vectors of the previous generation by the text they stand for, if the same model made them."""
    if previous is None or previous.manifest.fingerprint != embedder.fingerprint:
        return {}
    texts = chain(
        _chunk_texts(previous.documents, previous.chunks),
        _statement_texts(previous.documents, previous.sections),
        (t.gloss for t in previous.topics.all),
    )
    return dict(zip(texts, chain(previous.vectors, previous.statements, previous.glosses), strict=True))


def _embed(texts: Sequence[str], carried: Mapping[str, Vectors], embedder: Embedder, stage: str, emit: Emit) -> tuple[Vectors, int]:
    """One vector a text, and how many of them had to be computed."""
    known = dict(carried)
    new = list(dict.fromkeys(t for t in texts if t not in known))
    made = embedder.embed(new, lambda done: emit({"stage": stage, "done": done, "total": len(new)}))
    known.update(zip(new, made, strict=True))
    return np.array([known[t] for t in texts], dtype=np.float32).reshape(len(texts), embedder.dimension), len(new)


def _write(settings: Settings, contents: Contents, texts: Sequence[str], emit: Emit) -> None:
    """Write the generation beside the one in use, check it there, and publish it."""
    from ingest import index  # noqa: PLC0415 - Chroma takes a second to import, which an unchanged corpus need not pay
    from ingest.check import check_generation  # noqa: PLC0415
    from ingest.keyword import KeywordIndex  # noqa: PLC0415

    emit({"stage": "write"})
    building = settings.generations / f"{BUILDING}{secrets.token_hex(4)}"
    building.mkdir(parents=True)
    try:
        save_contents(building, contents)
        topics = settings.corpus / "topics.yaml"
        if topics.is_file():
            shutil.copyfile(topics, building / "topics.yaml")
        KeywordIndex.build(texts, building / "keyword")
        index.build(building / "chroma", [c.id for c in contents.chunks], contents.vectors)
        save_manifest(building, replace(contents.manifest, checksums=checksums(building)))
        emit({"stage": "check"})
        check_generation(building, texts)
        publish(settings.home, building, contents.manifest.name)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    clear_leftovers(settings.home)


def _emit(event: Mapping[str, Any]) -> None:
    print(json.dumps(event), flush=True)  # noqa: T201 - standard output is the wire to the pipeline


def _end_with_parent() -> None:
    """Stop this process the moment its parent is gone, so that a killed ingest leaves no builder holding the lock."""

    def watch() -> None:
        sys.stdin.read()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def main() -> int:
    """Serve one request from standard input."""
    raw = json.loads(sys.stdin.readline())
    _end_with_parent()
    request = Request(
        settings=Settings(**{k: v for k, v in raw["settings"].items()}),
        add=tuple(Path(p) for p in raw["add"]),
        forget=tuple(Path(p) for p in raw["forget"]),
        dry_run=raw["dry_run"],
        rebuild=raw["rebuild"],
    )
    try:
        report = build(request, _emit)
    except WaymarkError as error:
        _emit({"error": type(error).__name__, "message": str(error)})
        return 1
    except OSError as error:
        where = error.filename or request.settings.home
        _emit({"error": "IngestFailedError", "message": f"The index could not be written: {where}: {error.strerror or error}. Free space or correct the permissions, then run `waymark ingest` again; the index that was there still answers."})
        return 1
    except Exception as error:  # noqa: BLE001 - a third party's failure must reach the user as one sentence
        _emit({"error": "IngestFailedError", "message": f"The index could not be built ({type(error).__name__}: {str(error)[:300]}). The index that was there still answers. Check the free space in {request.settings.home}, then run `waymark ingest --rebuild`."})
        return 1
    _emit({"report": asdict(report)})
    return 0


if __name__ == "__main__":
    sys.exit(main())
