"""A process that reads the index over and over: `python reading_process.py HOME STOP`, until the file STOP exists.

It prints one line of JSON at the end: how many reads, in how many generations, and what went wrong.
"""

import json
import sys
from pathlib import Path

from ingest.errors import DamagedIndexError
from ingest.generation import current, load_contents
from ingest.index import VectorIndex
from ingest.keyword import KeywordIndex

TRIES = 5  # as rag.reader has it: a generation can be replaced and removed while it is being opened


def read(home: Path) -> tuple[str, list[str]]:
    """Open what is in use, ask both legs, and tell what does not belong together."""
    for attempt in range(TRIES):
        folder = current(home)
        try:
            return folder.name, mixed(folder)
        except DamagedIndexError:
            if attempt == TRIES - 1 or current(home) == folder:
                raise
    raise AssertionError("unreachable")


def mixed(folder: Path) -> list[str]:
    """Answers of the generation in `folder` that are not of it."""
    contents = load_contents(folder)
    dense = VectorIndex(folder / "chroma")
    try:
        keyword = KeywordIndex.open(folder / "keyword", len(contents.chunks))
        wrong = []
        if contents.manifest.name != folder.name:
            wrong.append(f"{contents.manifest.name} in {folder.name}")
        for chunk, vector in zip(contents.chunks, contents.vectors, strict=True):
            if dense.search(vector, 1)[0][0] != chunk.id:
                wrong.append(f"Chroma misses {chunk.id}")
        found = {contents.chunks[number].document_id for number, _ in keyword.search("edition", 50)}
        if found != {"soup"}:
            wrong.append(f"the word stands in {found}")
        return wrong
    finally:
        dense.close()


def main(home: Path, stop: Path) -> None:
    """Read until told to stop."""
    reads, generations, failures = 0, set(), []
    while not stop.exists():
        try:
            generation, wrong = read(home)
        except Exception as error:  # noqa: BLE001 - every failure counts
            wrong, generation = [f"{type(error).__name__}: {error}"], ""
        reads += 1
        generations.add(generation)
        failures += wrong
    print(json.dumps({"reads": reads, "generations": len(generations), "failures": failures}))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
