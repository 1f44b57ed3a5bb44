"""D5: files of the index that are lost, cut, zeroed, flipped or replaced, and then read by a new process."""

import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any

from battery import processor
from battery.builders import environment
from battery.homes import new_home
from battery.row import Bench, Row, Trial, Try
from ingest.generation import checksums, current, read_manifest, save_manifest

_PROBE = Path(__file__).with_name("probe.py")
_SECONDS = 10.0  # of the processor, within which damage is found: other work on the machine does not count
_PATIENCE = 120.0  # seconds by the clock, after which a process hangs
_DAMAGES = ("missing", "empty", "half", "zeros", "flips", "garbage")
_DATABASE = "chroma/chroma.sqlite3"
_FILES = (
    "current", "manifest.json", "documents.json", "sections.json", "chunks.json", "topics.json", "syllabus.json",
    "intents.json", "phrases.json", "vectors.npy", "statements.npy", "glosses.npy", "wordings.npy", "exemplars.npy",
    "keyword/*", _DATABASE, "chroma/*/header.bin", "chroma/*/data_level0.bin", "chroma/*/length.bin",
    "chroma/*/link_lists.bin", "chroma/*/index_metadata.pickle",
)  # fmt: skip
# What leaves a database that SQLite finds in order.
_BY_SQL = {
    "a row lost": "DELETE FROM embeddings WHERE id = (SELECT max(id) FROM embeddings)",
    "all rows lost": "DELETE FROM embeddings",
    "a row's name changed": "UPDATE embeddings SET embedding_id = 'x' WHERE id = (SELECT max(id) FROM embeddings)",
    "names exchanged": "UPDATE embeddings SET embedding_id = embedding_id || '-' || (id % 2)",
    "a segment renamed": "UPDATE segments SET id = '00000000-0000-0000-0000-000000000000' WHERE scope = 'VECTOR'",
    "another dimension": "UPDATE collections SET dimension = 3",
    "another collection": "UPDATE collections SET name = 'another'",
    "a table lost": "DROP TABLE embeddings",
    "the log turned back": "UPDATE max_seq_id SET seq_id = 0",
}
_FIRST = {"file": _DATABASE, "damage": "names exchanged"}  # which a checksum alone finds, so that the twin fails soon


def draw(chance: Random, number: int) -> list[Trial]:
    """Files and damages in an order of chance, none twice before each was had once."""
    cells = [{"file": file, "damage": damage} for file in _FILES for damage in _DAMAGES]
    cells += [{"file": _DATABASE, "damage": damage} for damage in _BY_SQL]
    drawn: list[Trial] = []
    while len(drawn) < number:
        chance.shuffle(cells)
        cells.sort(key=lambda cell: cell != _FIRST)
        drawn += [{**cell, "seed": chance.randrange(10**6)} for cell in cells]
    return drawn[:number]


def damaged(data: bytes, damage: str, chance: Random) -> bytes:
    """What is left of a file."""
    if damage == "flips" and data:
        flipped = bytearray(data)
        for _ in range(max(1, len(data) // 500)):
            flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        return bytes(flipped)
    return {"empty": b"", "half": data[: len(data) // 2], "zeros": bytes(len(data))}.get(
        damage, chance.randbytes(max(1, len(data)))
    )


@contextmanager
def subject(bench: Bench, *, weak: bool) -> Iterator[Try]:
    pristine = bench.once("two editions", lambda folder: new_home(replace(bench, folder=folder), editions=2)) / "home"
    whole = _whole(pristine)
    told = {name: found["told"] for name, found in whole.items()}

    def attempt(trial: Trial) -> str | None:
        home = bench.folder / "damaged"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(pristine, home, symlinks=True)
        folder, chance = current(home), Random(trial["seed"])  # noqa: S311 - to be replayed
        found = [home / "current"] if trial["file"] == "current" else sorted(folder.glob(trial["file"]))
        path = chance.choice(found)
        before = path.read_bytes()
        if trial["damage"] == "missing":
            path.unlink()
        elif trial["damage"] in _BY_SQL:
            with closing(sqlite3.connect(path)) as database, database:
                database.execute(_BY_SQL[trial["damage"]])
        else:
            path.write_bytes(damaged(before, trial["damage"], chance))
        is_changed = not path.exists() or path.read_bytes() != before
        if weak:  # one that keeps no checksums would take whatever there is for what was written
            _seal_again(folder)
        return judged(probed(home), told, is_changed=is_changed)

    yield attempt


def judged(probe: dict[str, Any], told: dict[str, Any], *, is_changed: bool) -> str | None:
    """What is wrong with what a process makes of a damaged index."""
    if "status" in probe:
        return f"the process ended with {probe['status']}: {probe['said']}"
    if probe["seconds"] > _SECONDS:
        return f"the damage took {probe['seconds']:.1f} s to be found"
    if "error" in probe:
        return f"nothing answered, though an older generation is whole: {probe['error']}"
    if probe["told"] != told[probe["generation"]]:
        return f"the generation {probe['generation']} answers otherwise than it did, and nobody says so"
    if is_changed and not probe["notice"]:
        return "the damage was not noticed"
    return None


def probed(home: Path, **variables: str) -> dict[str, Any]:
    """What a new process with these variables makes of a home, in so many `seconds` of the processor.

    Its `status` where it did not end well; raises TimeoutExpired for one that hangs.
    """
    before = processor.seconds()
    run = subprocess.run(
        [sys.executable, str(_PROBE), str(home)],
        capture_output=True,
        text=True,
        check=False,
        env={**environment(), **variables},
        timeout=_PATIENCE,
    )
    if run.returncode:
        return {"status": run.returncode, "said": run.stderr[-300:]}
    return {**json.loads(run.stdout), "seconds": processor.seconds() - before}


@cache
def _whole(pristine: Path) -> Mapping[str, dict[str, Any]]:
    """What a process makes of each generation while it is whole."""
    found = {}
    for name in [path.name for path in (pristine / "generations").iterdir()]:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder, "home")
            shutil.copytree(pristine, home, symlinks=True)
            (home / "current").write_text(name, encoding="utf-8")
            found[name] = probed(home)
    return found


def _seal_again(folder: Path) -> None:
    try:
        manifest = read_manifest(folder)
    except Exception:  # noqa: BLE001 - the manifest itself is what was damaged
        return
    save_manifest(folder, replace(manifest, checksums=checksums(folder)))


ROW = Row(
    "D5",
    "a file of the index is lost, emptied, halved, zeroed, flipped, replaced or changed by SQL, and a process reads it",
    {"change": 12, "nightly": 153},
    draw,
    partial(subject, weak=False),
    partial(subject, weak=True),
    "takes the files as they are, without checksums",
)
