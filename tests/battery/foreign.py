"""D9: indexes that another Waymark, another model or a stranger built."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any

from battery.builders import environment
from battery.corruption import probed
from battery.homes import new_home
from battery.row import Bench, Row, Trial, Try
from ingest.generation import Manifest, checksums, current, read_manifest, save_manifest

# What loading a model by a name out of the index would run, as CVE-2026-45829 has it.
_MODEL = """
import os, pathlib
class SentenceTransformer:
    def __init__(self, *names, **options):
        pathlib.Path(os.environ["CANARY"]).write_text(f"{names} {options}")
    def encode(self, *_, **__):
        return [[0.0]]
"""
_HOSTILE = (
    '{"type": "known", "name": "sentence_transformer", "config": {"model_name": "stranger/model", "device": "cpu", '
    '"normalize_embeddings": false, "kwargs": {"trust_remote_code": true}}}'
)
_OPENING = """
import sys, chromadb
collection = chromadb.PersistentClient(sys.argv[1]).get_collection("passages")
collection.upsert(ids=["x"], embeddings=[[0.0] * 384])
collection.query(query_texts=["stock"])
"""


def write_stub(folder: Path) -> Path:
    """A folder of modules in which the one that would load a model leaves a trace in the file of $CANARY instead."""
    package = folder / "stubs" / "sentence_transformers"
    package.mkdir(parents=True, exist_ok=True)
    (package / "__init__.py").write_text(_MODEL)
    return package.parent


def draw(_chance: Random, number: int) -> list[Trial]:
    """Each kind once."""
    return [{"kind": kind} for kind in list(KINDS)[:number]]


def hostile(folder: Path) -> None:
    """Name a model in the configuration that Chroma keeps beside the vectors."""
    with closing(sqlite3.connect(folder / "chroma" / "chroma.sqlite3")) as database, database:
        (schema,) = database.execute("SELECT schema_str FROM collections").fetchone()
        changed = schema.replace('"embedding_function":{"type":"legacy"}', f'"embedding_function":{_HOSTILE}')
        database.execute("UPDATE collections SET schema_str = ?", (changed,))
    save_manifest(folder, replace(read_manifest(folder), checksums=checksums(folder)))


def sealed(change: Callable[[Manifest], Manifest]) -> Callable[[Path], None]:
    """A change of what the manifest says, with a checksum that is right for it."""
    return lambda folder: save_manifest(folder, change(read_manifest(folder)))


KINDS: dict[str, Callable[[Path], None]] = {
    "a store that names a stranger's model": hostile,
    "another embedder": sealed(lambda m: replace(m, embedder="another")),
    "other weights": sealed(lambda m: replace(m, fingerprint="0" * 64)),
    "another chunker": sealed(lambda m: replace(m, chunker="another")),
    "another schema": sealed(lambda m: replace(m, schema=3)),
    "a later schema": sealed(lambda m: replace(m, schema=99)),
}


@contextmanager
def subject(bench: Bench, *, weak: bool) -> Iterator[Try]:
    whole = bench.once("one edition", lambda folder: new_home(replace(bench, folder=folder))) / "home"
    stubs, canary = write_stub(bench.folder), bench.folder / "canary"
    well = _told_by(whole)

    def attempt(trial: Trial) -> str | None:
        home = bench.folder / "foreign"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(whole, home, symlinks=True)
        folder = current(home)
        KINDS[trial["kind"]](folder)
        paths = {"PYTHONPATH": os.pathsep.join([str(stubs), environment()["PYTHONPATH"]]), "CANARY": str(canary)}
        if weak and trial["kind"].startswith("a store"):
            command = [sys.executable, "-c", _OPENING, str(folder / "chroma")]
            subprocess.run(command, check=False, capture_output=True, env={**os.environ, **paths})
        return judged(probed(home, **paths), well, trial["kind"], canary)

    yield attempt


@cache
def _told_by(whole: Path) -> dict[str, Any]:
    return probed(whole)


def judged(found: dict[str, Any], well: dict[str, Any], kind: str, canary: Path) -> str | None:
    """What is wrong with what a process makes of the index."""
    if canary.exists():
        return f"the stranger's model was loaded: {canary.read_text()}"
    if "status" in found:
        return f"the process ended with {found['status']}: {found['said']}"
    if kind.startswith("a store"):
        return None if "error" in found or found["told"] == well["told"] else "it answers otherwise"
    return None if "StaleIndexError" in found.get("error", "") else f"it was opened: {found}"


ROW = Row(
    "D9",
    "the index is of another embedder, chunker or schema, or a stranger's whose store names a model to be loaded",
    {"change": 6, "nightly": 6},
    draw,
    partial(subject, weak=False),
    partial(subject, weak=True),
    "lets Chroma choose the embedding function",
)
