"""The benchmark: both systems over the same documents, asked the same, by turns."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

from eval.bench.figures import PERCENTILES, Figure
from eval.bench.growth import Grown, grown
from eval.bench.jobs import Job, System
from eval.bench.own import make_home
from eval.bench.runs import Run, latency, run, search_figures
from eval.bench.serving import Load, under_load
from ingest.generation import current, load_contents
from ingest.scratch import Scratch
from ingest.settings import Settings

CLIENTS = (1, 8, 32)
_SECONDS = 8.0  # for which each number of clients asks
_ANSWERED = 200  # queries that are answered, not only searched for: an answer takes longer

Emit = Callable[[Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Bench:
    """What was measured over an index of so many `passages`."""

    passages: int
    queries: int
    rounds: int
    figures: tuple[Figure, ...]
    growth: tuple[Grown, ...] = ()


def measure(
    settings: Settings,
    queries: Sequence[str],
    rounds: int,
    sizes: Sequence[int] = (),
    emit: Emit = lambda _event: None,
) -> Bench:
    """Both systems over the documents of the index in `settings.home`, and over composed ones; raises WaymarkError.

    `sizes` are the numbers of passages to compose; `emit` is told of progress. Waymark searches the index as it is; the
    rival's is made anew, in a temporary folder.
    """
    contents = load_contents(current(settings.home))
    in_force = [d.text for d in contents.documents if d.id not in contents.manifest.superseded]
    asked, steps = tuple(queries), rounds + 2 + len(sizes)
    with closing(Scratch()) as scratch:
        rival = scratch.path / "langchain"
        emit({"stage": "benchmark", "done": 0, "total": steps})
        run(Job("langchain", "ingest-documents", str(rival), texts=tuple(in_force)))
        emit({"stage": "benchmark", "done": 1, "total": steps})
        found: list[_Round] = []
        pieces = tuple(chunk.text for chunk in contents.chunks)
        for number in range(rounds):
            found.append(_round(_Setting(settings, rival, asked, pieces), scratch.path / str(number), number))
            emit({"stage": "benchmark", "done": number + 2, "total": steps})
        folders: dict[System, Path] = {"waymark": settings.home, "langchain": rival}
        loads = {s: tuple(under_load(s, folder, asked, CLIENTS, _SECONDS)) for s, folder in folders.items()}
        growth = []
        for number, count in enumerate(sizes, start=rounds + 2):
            emit({"stage": "benchmark", "done": number, "total": steps})
            growth.append(grown(settings, contents, asked, count, scratch.path / f"composed-{count}"))
        emit({"stage": "benchmark", "done": steps, "total": steps})
        on_disk = {s: _size(folder) for s, folder in {**folders, "waymark": current(settings.home)}.items()}
    figures = (
        *_figures(found),
        Figure("index on disk", "MB", (on_disk["waymark"],), (on_disk["langchain"],)),
        *_loads(loads),
    )
    return Bench(len(pieces), len(asked), rounds, figures, tuple(growth))


@dataclass(frozen=True, slots=True)
class _Setting:
    """What every round has in common: the two indexes, what is asked, and the passages to be indexed."""

    settings: Settings
    rival: Path
    queries: tuple[str, ...]
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Round:
    """What each system came to in one round."""

    search: Mapping[System, Run]
    ingest: Mapping[System, Run]
    answer: Run


def _round(setting: _Setting, scratch: Path, number: int) -> _Round:
    """One round, the system that comes first changing from round to round."""
    order: list[System] = list(get_args(System))[:: -1 if number % 2 else 1]
    home = setting.settings.home
    indexes: dict[System, Path] = {"waymark": home, "langchain": setting.rival}
    fresh = {system: scratch / system for system in order}
    make_home(fresh["waymark"], setting.settings)
    return _Round(
        search={s: run(Job(s, "search", str(indexes[s]), setting.queries)) for s in order},
        ingest={s: run(Job(s, "ingest", str(fresh[s]), texts=setting.passages)) for s in order},
        answer=run(Job("waymark", "answer", str(home), setting.queries[:_ANSWERED])),
    )


def _figures(rounds: Sequence[_Round]) -> list[Figure]:
    def answers(name: str, unit: str, value: Callable[[Run], float]) -> Figure:
        return Figure(name, unit, tuple(value(r.answer) for r in rounds))

    own, other = (tuple(r.ingest[s].told.task_ms / 1000 for r in rounds) for s in get_args(System))
    searched, rival_searched = ([r.search[s] for r in rounds] for s in get_args(System))
    median = latency(50)
    return [
        *search_figures(searched, rival_searched),
        Figure("cold ingest of equal chunks", "s", own, other),
        answers("start to first cited answer", "s", lambda r: r.first_s),
        answers("memory at the first cited answer", "MB", lambda r: r.told.memory_mb),
        *(answers(f"cited answer p{p}", "ms", latency(p)) for p in PERCENTILES[1:]),
        replace(
            answers("cited answer p50", "ms", median),
            other=tuple(map(median, searched)),
            beside="Waymark's retrieval alone",
        ),
    ]


def _loads(loads: Mapping[System, Sequence[Load]]) -> list[Figure]:
    """What the services bore; a refusal is no answer, and how many there were is told."""
    figures: list[Figure] = []
    for own, other in zip(*(loads[s] for s in get_args(System)), strict=True):
        at = f"{own.clients} clients" if own.clients > 1 else "1 client"
        figures += [
            Figure(f"answered a second, {at}", "/s", (own.per_second,), (other.per_second,)),
            Figure(f"time to answer p95, {at}", "ms", (own.p95_ms,), (other.p95_ms,)),
        ]
        if own.unanswered or other.unanswered:
            figures.append(Figure(f"refused, {at}", "", (own.unanswered,), (other.unanswered,)))
    return figures


def _size(folder: Path) -> float:
    """What the files in `folder` take, in MB."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20
