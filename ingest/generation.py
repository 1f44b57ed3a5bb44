"""Generations of the index: each a folder that never changes once the pointer names it.

home/current                       the name of the generation in use
home/generations/NAME/manifest.json    what it was built from, and the checksum of every other file
                     /documents.json  sections.json  chunks.json  topics.json  intents.json  phrases.json
                     /syllabus.json   who teaches each topic where, and which roadmaps put one before another
                     /vectors.npy     one unit vector a chunk
                     /statements.npy  one unit vector a statement, in the order of sections.json
                     /glosses.npy     one unit vector a topic
                     /wordings.npy    one unit vector a search wording: each section's, then its statements'
                     /exemplars.npy   one unit vector an exemplar, in the order of intents.json
                     /keyword/        BM25
                     /chroma/         the vectors of the chunks once more, in Chroma
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from ingest.checksum import matches, matching_bytes
from ingest.chunk import VERSION
from ingest.embed import Vectors
from ingest.errors import DamagedIndexError, IndexUnusableError, NoIndexError, StaleIndexError
from ingest.exemplars import Exemplar
from ingest.learners import Phrases
from ingest.records import Chunk, Document, Section
from ingest.syllabus import Syllabus
from ingest.topics import Topics

SCHEMA = 7  # raise it when the files above change their meaning

MANIFEST = "manifest.json"
POINTER = "current"  # beside the generations
_REBUILD = "Run `waymark ingest` to build the index anew."


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was built from; `corpus_hash` covers all its records."""

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

    def same_as(self, other: "Manifest") -> bool:
        """Whether the two were built from the same, in the same way."""
        ways = ("schema", "chunker", "embedder", "fingerprint", "corpus_hash")
        return all(getattr(self, way) == getattr(other, way) for way in ways)


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything in a generation but its two search indexes."""

    manifest: Manifest
    documents: tuple[Document, ...]
    sections: tuple[Section, ...]
    chunks: tuple[Chunk, ...]
    topics: Topics
    syllabus: Syllabus
    intents: tuple[Exemplar, ...]
    phrases: Phrases
    vectors: Vectors
    statements: Vectors
    glosses: Vectors
    wordings: Vectors
    exemplars: Vectors


# How each field of the contents is kept: records as JSON, vectors as .npy.
_RECORDS: dict[str, TypeAdapter[Any]] = {
    "documents": TypeAdapter(tuple[Document, ...]),
    "sections": TypeAdapter(tuple[Section, ...]),
    "chunks": TypeAdapter(tuple[Chunk, ...]),
    "topics": TypeAdapter(Topics),
    "syllabus": TypeAdapter(Syllabus),
    "intents": TypeAdapter(tuple[Exemplar, ...]),
    "phrases": TypeAdapter(Phrases),
}
_VECTORS = ("vectors", "statements", "glosses", "wordings", "exemplars")
_MANIFESTS = TypeAdapter(Manifest)


def save_contents(folder: Path, contents: Contents) -> None:
    """Write the plain files of a generation into `folder`, but for its manifest."""
    for name, records in _RECORDS.items():
        (folder / _file_of(name)).write_bytes(records.dump_json(getattr(contents, name)))
    for name in _VECTORS:
        np.save(folder / _vectors_of(name), getattr(contents, name))


def save_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest with a checksum of its own, which is what makes a folder a finished generation."""
    sealed = replace(manifest, checksums={**manifest.checksums, MANIFEST: _seal(manifest)})
    (folder / MANIFEST).write_bytes(_MANIFESTS.dump_json(sealed, indent=1))


def checksums(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file in `folder` but the manifest."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p != folder / MANIFEST)
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def load_contents(folder: Path) -> Contents:
    """Read a generation and verify every file of it; raises DamagedIndexError, or StaleIndexError for an old one."""
    contents = read_contents(folder)
    if contents.manifest.chunker != VERSION:
        raise StaleIndexError(
            f"The index in {folder} was cut by chunker {contents.manifest.chunker}; this Waymark has {VERSION}. "
            f"{_REBUILD}"
        )
    return contents


def read_contents(folder: Path) -> Contents:
    """As `load_contents`, for a generation of any chunker: its vectors still stand for their texts."""
    manifest = read_manifest(folder)
    if manifest.checksums.get(MANIFEST) != _seal(manifest):
        raise DamagedIndexError(f"{folder / MANIFEST} is altered. {_REBUILD}")
    records = {name: _verified(folder, name, manifest) for name in map(_file_of, _RECORDS)}
    for name in (manifest.checksums.keys() | map(_vectors_of, _VECTORS)) - records.keys() - {MANIFEST}:
        if not matches(folder / name, manifest.checksums.get(name, "")):
            raise _altered(folder / name)
    try:
        return Contents(manifest=manifest, **_records_in(records), **_vectors_in(folder))
    except (OSError, ValueError) as error:
        raise DamagedIndexError(f"The index in {folder} cannot be read ({type(error).__name__}). {_REBUILD}") from None


def read_manifest(folder: Path) -> Manifest:
    """The manifest in `folder`; raises DamagedIndexError when it cannot be read, StaleIndexError for another schema."""
    path = folder / MANIFEST
    try:
        data = json.loads(path.read_bytes())
        schema = data["schema"]
        if schema == SCHEMA:
            return _MANIFESTS.validate_python(data)
    except (OSError, ValueError, TypeError, KeyError):
        raise DamagedIndexError(f"{path} is missing or unreadable. {_REBUILD}") from None
    raise StaleIndexError(f"The index in {folder} has schema {schema}, this Waymark reads {SCHEMA}. {_REBUILD}")


def pointer_in(home: Path) -> bytes | None:
    """What the pointer in `home` says, read as it is, which is fast; None where it cannot be read."""
    try:
        return (home / POINTER).read_bytes()
    except OSError:
        return None


def current(home: Path) -> Path:
    """The folder of the generation in use; raises NoIndexError when there is none yet."""
    pointer = home / POINTER
    try:
        name = pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise NoIndexError(f"There is no index in {home} yet. Run `waymark ingest` to build it.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text"
        raise DamagedIndexError(f"{pointer} cannot be read ({reason}). Run `waymark ingest`.") from None
    folder = home / "generations" / name
    if not name or not name.isprintable() or Path(name).name != name or not folder.is_dir():
        raise DamagedIndexError(f"{pointer} names the index {name!a:.80}, which is not there. {_REBUILD}")
    return folder


def in_use(home: Path) -> str | None:
    """The name of the generation in use, None where there is none that is there."""
    try:
        return current(home).name
    except IndexUnusableError:
        return None


def newest_readable(home: Path) -> Contents | None:
    """The generation in use or, where it is damaged, the newest one beside it that is whole."""
    for folder in candidates(home):
        try:
            return read_contents(folder)
        except IndexUnusableError:
            continue
    return None


def candidates(home: Path) -> list[Path]:
    """The folders that may hold a generation: the one in use, then the others from the newest on."""
    try:
        first = [current(home)]
    except IndexUnusableError:
        first = []
    others = (path for path in (home / "generations").glob("[!.]*") if path.is_dir())
    return list(dict.fromkeys([*first, *sorted(others, key=lambda path: path.name, reverse=True)]))


def _seal(manifest: Manifest) -> str:
    others = {name: sha for name, sha in manifest.checksums.items() if name != MANIFEST}
    return hashlib.sha256(_MANIFESTS.dump_json(replace(manifest, checksums=others))).hexdigest()


def _file_of(name: str) -> str:
    return f"{name}.json"


def _vectors_of(name: str) -> str:
    return f"{name}.npy"


def _verified(folder: Path, name: str, manifest: Manifest) -> bytes:
    data = matching_bytes(folder / name, manifest.checksums.get(name, ""))
    if data is None:
        raise _altered(folder / name)
    return data


def _altered(path: Path) -> DamagedIndexError:
    return DamagedIndexError(f"{path} is missing or altered. {_REBUILD}")


def _records_in(files: Mapping[str, bytes]) -> dict[str, Any]:
    return {name: records.validate_json(files[_file_of(name)]) for name, records in _RECORDS.items()}


def _vectors_in(folder: Path) -> dict[str, Any]:
    """The vectors, mapped: those that a process does not look at take no memory, and processes share the others."""
    mapped = {name: np.load(folder / _vectors_of(name), mmap_mode="r", allow_pickle=False) for name in _VECTORS}
    return {name: np.asarray(vectors) for name, vectors in mapped.items()}  # as plain arrays, whose rows come faster
