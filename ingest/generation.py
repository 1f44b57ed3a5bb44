"""Generations of the index: each a folder that never changes once the pointer names it.

    home/current                       the name of the generation in use
    home/generations/NAME/manifest.json    what it was built from, and the checksum of every file but Chroma's
                         /documents.json  sections.json  chunks.json  topics.yaml
                         /vectors.npy     one unit vector a chunk
                         /statements.npy  one unit vector a statement, in the order of sections.json
                         /glosses.npy     one unit vector a topic
                         /keyword/        BM25
                         /chroma/         the same vectors in Chroma
"""

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import TypeAdapter, ValidationError

from ingest.embed import Vectors
from ingest.errors import DamagedIndexError, NoIndexError, StaleIndexError
from ingest.records import Chunk, Document, Section
from ingest.topics import Topics, read_topics

SCHEMA = 1  # raise it when the files below change their meaning
BUILDING = ".building-"  # how the folder of an unfinished generation begins

_DOCUMENTS = TypeAdapter(tuple[Document, ...])
_SECTIONS = TypeAdapter(tuple[Section, ...])
_CHUNKS = TypeAdapter(tuple[Chunk, ...])
_KEPT = 3  # generations that stay on disk: the one in use and two that a slow reader may still be opening


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was built from; `corpus_hash` covers documents, topics, chunker, embedder and schema."""

    name: str
    schema: int
    chunker: str
    embedder: str
    fingerprint: str
    corpus_hash: str
    built_at: str
    documents: int
    chunks: int
    superseded: dict[str, str]
    checksums: dict[str, str]


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything in a generation but its two search indexes."""

    manifest: Manifest
    documents: tuple[Document, ...]
    sections: tuple[Section, ...]
    chunks: tuple[Chunk, ...]
    topics: Topics
    vectors: Vectors
    statements: Vectors
    glosses: Vectors


def save_contents(folder: Path, contents: Contents) -> None:
    """Write the plain files of a generation into `folder`, but for its manifest and topics."""
    (folder / "documents.json").write_bytes(_DOCUMENTS.dump_json(contents.documents, indent=1))
    (folder / "sections.json").write_bytes(_SECTIONS.dump_json(contents.sections))
    (folder / "chunks.json").write_bytes(_CHUNKS.dump_json(contents.chunks))
    np.save(folder / "vectors.npy", contents.vectors)
    np.save(folder / "statements.npy", contents.statements)
    np.save(folder / "glosses.npy", contents.glosses)


def save_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, which is what makes a folder a finished generation."""
    (folder / "manifest.json").write_bytes(TypeAdapter(Manifest).dump_json(manifest, indent=1))


def checksums(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file in `folder` but Chroma's, whose SQLite file changes at each opening."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "manifest.json" and "chroma" not in p.relative_to(folder).parts)
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def load_contents(folder: Path) -> Contents:
    """Read a generation's plain files and verify their checksums; raises DamagedIndexError or StaleIndexError."""
    manifest = read_manifest(folder)
    for name, expected in manifest.checksums.items():
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            raise DamagedIndexError(f"{path} is missing or altered. Run `waymark ingest --rebuild` to build the index anew.")
    try:
        return Contents(
            manifest=manifest,
            documents=_DOCUMENTS.validate_json((folder / "documents.json").read_bytes()),
            sections=_SECTIONS.validate_json((folder / "sections.json").read_bytes()),
            chunks=_CHUNKS.validate_json((folder / "chunks.json").read_bytes()),
            topics=read_topics(folder),
            vectors=np.load(folder / "vectors.npy", allow_pickle=False),
            statements=np.load(folder / "statements.npy", allow_pickle=False),
            glosses=np.load(folder / "glosses.npy", allow_pickle=False),
        )
    except (OSError, ValueError) as error:
        raise DamagedIndexError(f"The index in {folder} cannot be read ({error}). Run `waymark ingest --rebuild` to build it anew.") from None


def read_manifest(folder: Path) -> Manifest:
    """The manifest in `folder`; raises DamagedIndexError when it cannot be read, StaleIndexError for another schema."""
    path = folder / "manifest.json"
    try:
        data: dict[str, Any] = json.loads(path.read_bytes())
        if data.get("schema") != SCHEMA:
            raise StaleIndexError(f"The index in {folder} has schema {data.get('schema')}, this Waymark reads {SCHEMA}. Run `waymark ingest`.")
        return TypeAdapter(Manifest).validate_python(data)
    except (OSError, ValueError, AttributeError, ValidationError):
        raise DamagedIndexError(f"{path} is missing or unreadable. Run `waymark ingest --rebuild` to build the index anew.") from None


def current(home: Path) -> Path:
    """The folder of the generation in use; raises NoIndexError when there is none yet."""
    try:
        name = (home / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise NoIndexError(f"There is no index in {home} yet. Run `waymark ingest` to build it.") from None
    except OSError as error:
        raise DamagedIndexError(f"{home / 'current'} cannot be read ({error.strerror}). Check its permissions, or run `waymark ingest`.") from None
    folder = home / "generations" / name
    if not name or Path(name).name != name or not folder.is_dir():
        raise DamagedIndexError(f"{home / 'current'} names the index '{name}', which is not there. Run `waymark ingest` to build it anew.")
    return folder


def publish(home: Path, building: Path, name: str) -> Path:
    """Make the finished folder `building` the generation in use, in one atomic step, once all of it is on disk."""
    for path in sorted(building.rglob("*")):
        _sync(path)
    _sync(building)
    final = home / "generations" / name
    building.rename(final)
    _sync(final.parent)
    pointer = home / "current.new"
    pointer.write_text(name, encoding="utf-8")
    _sync(pointer)
    pointer.replace(home / "current")
    _sync(home)
    return final


def clear_leftovers(home: Path) -> None:
    """Remove what a killed builder left, and generations older than the few that a reader may still be opening."""
    generations = home / "generations"
    if not generations.is_dir():
        return
    for folder in generations.glob(f"{BUILDING}*"):
        shutil.rmtree(folder, ignore_errors=True)
    in_use = (home / "current").read_text(encoding="utf-8").strip() if (home / "current").is_file() else ""
    finished = sorted((p for p in generations.iterdir() if p.is_dir() and p.name != in_use), key=lambda p: p.name)
    for folder in finished[: max(0, len(finished) - (_KEPT - 1))]:
        shutil.rmtree(folder, ignore_errors=True)


def _sync(path: Path) -> None:
    """Flush a file or folder to disk, where the system can do that for it."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
