"""How both systems fare as the number of passages grows."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import fmean
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from eval.bench.again import ingested_again
from eval.bench.composed import Composed, composed, write_index
from eval.bench.figures import Figure
from eval.bench.jobs import Job, System
from eval.bench.own import make_home
from eval.bench.runs import run, search_figures
from eval.errors import BenchError
from ingest.embed import OnnxEmbedder, Vectors, model_folder
from ingest.generation import Contents, current
from ingest.index import VectorIndex
from ingest.settings import Settings
from rag.library import open_library

_MOST_EMBEDDED = 10_000  # passages that are also ingested in earnest: more would take an hour
_K = 10  # nearest vectors that are compared with those of an exact search
_AT_ONCE = 64  # vectors that are searched for exactly: with a million passages, a quarter of a gigabyte of cosines
_TEXTS, _VECTORS = "texts.json", "vectors.npy"


@dataclass(frozen=True, slots=True)
class Grown:
    """What was measured over so many composed passages; but where ingests are compared, nothing was embedded."""

    passages: int
    figures: tuple[Figure, ...]


def grown(settings: Settings, contents: Contents, queries: Sequence[str], count: int, scratch: Path) -> Grown:
    """Both systems over `count` composed passages, in the empty folder `scratch`; raises BenchError."""
    made = composed(contents, count)
    home, rival = scratch / "waymark", scratch / "langchain"
    own = make_home(home, settings)
    started = perf_counter()
    write_index(home, made, contents)
    written = perf_counter()
    _write_rival(rival, made)
    rival_written = perf_counter()
    folders: dict[System, Path] = {"waymark": home, "langchain": rival}
    found = {s: run(Job(s, "search", str(folder), tuple(queries))) for s, folder in folders.items()}
    embedder = OnnxEmbedder(model_folder(settings.models, settings.embedder))
    again = (ingested_again(settings, made.texts, scratch / "again"),) if count <= _MOST_EMBEDDED else ()
    swap = _opening(own)
    recall = _recall(VectorIndex(current(home) / "chroma"), made, embedder.embed(queries))
    return Grown(
        count,
        (
            *search_figures([found["waymark"]], [found["langchain"]]),
            Figure("writing the index", "s", (written - started,), (rival_written - written,)),
            Figure("opening it, as a service does once it is published", "s", (swap,)),
            *again,
            Figure(f"recall@{_K} of the dense leg against an exact search", "", (recall,)),
        ),
    )


def _opening(settings: Settings) -> float:
    """The seconds that a service takes to open the index of `settings`, the model being open already."""
    folder = current(settings.home)
    open_library(folder, settings).dense.close()
    started = perf_counter()
    open_library(folder, settings).dense.close()
    return perf_counter() - started


def _recall(index: VectorIndex, made: Composed, vectors: Vectors) -> float:
    """The mean share of the nearest passages that the index finds among as many."""
    ids, shares = made.ids, []
    for vector, nearest in zip(vectors, _nearest(made.vectors, vectors), strict=True):
        wanted = {ids[i] for i in nearest.tolist()}
        shares.append(len(wanted & {id_ for id_, _ in index.search(vector, _K)}) / _K)
    index.close()
    return fmean(shares)


def _nearest(among: Vectors, vectors: Vectors) -> Iterator[NDArray[np.intp]]:
    """The numbers of the nearest of `among` to each of `vectors`, by all their cosines, in no order."""
    for first in range(0, len(vectors), _AT_ONCE):
        for cosines in vectors[first : first + _AT_ONCE] @ among.T:
            yield np.argpartition(cosines, -_K)[-_K:]


def _write_rival(folder: Path, made: Composed) -> None:
    """Write the rival's store in a process of its own, for it takes PyTorch into memory."""
    folder.mkdir()
    (folder / _TEXTS).write_text(json.dumps(made.texts), encoding="utf-8")
    np.save(folder / _VECTORS, made.vectors)
    process = get_context("spawn").Process(target=_write_here, args=(folder,))
    process.start()
    process.join()
    if process.exitcode:
        raise BenchError(f"The rival's store of {len(made.texts)} passages could not be written. Free some memory.")
    for name in (_TEXTS, _VECTORS):
        (folder / name).unlink()


def _write_here(folder: Path) -> None:
    from eval.bench import rival

    texts = json.loads((folder / _TEXTS).read_text(encoding="utf-8"))
    rival.build_from(folder, texts, np.load(folder / _VECTORS))
