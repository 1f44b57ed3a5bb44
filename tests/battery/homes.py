"""Homes with small indexes, and what must be true of them."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from reading_process import read
from soup import write_corpus, write_edition

from battery.row import Bench
from ingest.build import build
from ingest.generation import Contents, current, load_contents
from ingest.index import VectorIndex
from ingest.request import Request
from ingest.settings import SHIPPED_CORPUS, Settings

_LEFT_OUT = ("asked", "hints.yaml", "learners.yaml")
_EXPECTED = {"current", "generations", "ingest.lock", "models", "sources.json"}


def new_home(bench: Bench, name: str = "home", editions: int = 1) -> Settings:
    """A home with the model and as many generations of the made-up corpus, each of another edition."""
    home = empty_home(bench, name)
    settings = Settings(home=home, corpus=write_corpus(bench.folder / f"{name}-corpus"))
    for number in range(editions):
        write_edition(settings.corpus, number)
        quietly(Request(settings))
    return settings


def empty_home(bench: Bench, name: str) -> Path:
    """A home with nothing but the model."""
    home = bench.folder / name
    home.mkdir()
    (home / "models").symlink_to(bench.models, target_is_directory=True)
    return home


def shipped_home(bench: Bench, name: str = "home") -> Settings:
    """A home of this row's own with an index of the shipped roadmaps and resources, built once for all rows of a run.

    It is built without what others are understood by (wordings and learners), which takes most of the time.
    """

    def make(folder: Path) -> None:
        corpus = folder / "corpus"
        shutil.copytree(SHIPPED_CORPUS, corpus, ignore=shutil.ignore_patterns(*_LEFT_OUT))
        quietly(Request(Settings(home=empty_home(Bench(folder, bench.shared), "home"), corpus=corpus)))

    return copied(bench.once("shipped", make), bench.folder / name)


def copied(made: Path, folder: Path) -> Settings:
    """A copy of the home and the corpus in `made`."""
    shutil.copytree(made, folder, symlinks=True)
    return Settings(home=folder / "home", corpus=folder / "corpus")


def quietly(request: Request) -> None:
    """Do a request in this process."""
    build(request, lambda _event: None)


def unlike(settings: Settings, ought: Contents) -> str | None:
    """What the index in use has otherwise than one that was built without a fault: ids, texts, vectors, search."""
    is_ = load_contents(current(settings.home))
    if [(c.id, c.text) for c in is_.chunks] != [(c.id, c.text) for c in ought.chunks]:
        return "its passages are not those of an uninterrupted build"
    if is_.documents != ought.documents or is_.sections != ought.sections or is_.topics != ought.topics:
        return "its documents are not those of an uninterrupted build"
    if not np.allclose(is_.vectors, ought.vectors, atol=1e-5):
        return "its vectors are not those of an uninterrupted build"
    return found_by_their_vectors(current(settings.home), is_)


def found_by_their_vectors(folder: Path, contents: Contents) -> str | None:
    """Which passage does not find itself in Chroma."""
    dense = VectorIndex(folder / "chroma")
    try:
        lost = [
            c.id for c, v in zip(contents.chunks, contents.vectors, strict=True) if dense.search(v, 1)[0][0] != c.id
        ]
    finally:
        dense.close()
    return f"Chroma does not find {lost}" if lost else None


def leftovers(settings: Settings) -> str | None:
    """What lies in the home that should not."""
    found = [path.name for path in (settings.home / "generations").glob(".*")]
    found += [path.name for path in settings.home.iterdir() if path.name not in _EXPECTED]
    if len(list((settings.home / "generations").iterdir())) > 3:
        found.append("a fourth generation")
    return f"left behind: {found}" if found else None


@contextmanager
def being_read(settings: Settings) -> Iterator[list[str]]:
    """What goes wrong for a reader who opens the index in use over and over as long as the block runs."""
    failures: list[str] = []
    stop = threading.Event()

    def read_on() -> None:
        while True:
            try:
                failures.extend(read(settings.home)[1])
            except Exception as error:  # noqa: BLE001 - every failure counts
                failures.append(f"a reader: {type(error).__name__}: {error}")
            if stop.wait(0.05):
                return

    reader = threading.Thread(target=read_on, daemon=True)
    reader.start()
    try:
        yield failures
    finally:
        stop.set()
        reader.join(30)
