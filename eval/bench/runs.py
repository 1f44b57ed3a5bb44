"""Running the benchmark's processes, the two systems by turns, so that whatever else a machine does hits both."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

from eval.bench.figures import PERCENTILES, Figure, percentile
from eval.bench.jobs import JOBS, TOLD, Job, Told
from eval.errors import BenchError


@dataclass(frozen=True, slots=True)
class Run:
    """What one process came to: the seconds from its start to its first answered query, and what it told."""

    first_s: float
    told: Told


def search_figures(own: Sequence[Run], other: Sequence[Run]) -> list[Figure]:
    """What searching came to in each round: the start, the memory then, and the times of the queries."""

    def both(name: str, unit: str, value: Callable[[Run], float]) -> Figure:
        return Figure(name, unit, tuple(map(value, own)), tuple(map(value, other)))

    return [
        both("start to first passages", "s", lambda r: r.first_s),
        both("memory at the first passages", "MB", lambda r: r.told.memory_mb),
        *(both(f"retrieval p{p}", "ms", latency(p)) for p in PERCENTILES),
    ]


def latency(percent: int) -> Callable[[Run], float]:
    """What tells the time within which `percent` of 100 queries of a run were answered, in milliseconds."""
    return lambda run: percentile(run.told.latencies_ms, percent)


def run(job: Job) -> Run:
    """Do `job` in a new process; raises BenchError with its last words where it fails."""
    command = [sys.executable, "-m", "eval.bench.child"]
    started = perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        if process.stdin is None or process.stdout is None or process.stderr is None:
            raise TypeError("a process with pipes has none")
        process.stdin.write(JOBS.dump_json(job).decode() + "\n")
        process.stdin.close()
        line = process.stdout.readline()
        first = perf_counter() - started
        if not job.task.startswith("ingest"):
            line = process.stdout.readline()
        errors = process.stderr.read()
    if process.returncode or not line:
        last = errors.strip().splitlines()[-1:] or ["it said nothing"]
        raise BenchError(f"A process of the benchmark failed ({job.system}, {job.task}): {last[0]}. Run it again.")
    return Run(first, TOLD.validate_json(line))
