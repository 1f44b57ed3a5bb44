"""Running the benchmark's processes, the two systems by turns, so that whatever else a machine does hits both."""

import subprocess
import sys
from dataclasses import dataclass
from time import perf_counter

from eval.bench.jobs import JOBS, TOLD, Job, Told
from eval.errors import BenchError


@dataclass(frozen=True, slots=True)
class Run:
    """What one process came to: the seconds from its start to its first answered query, and what it told."""

    first_s: float
    told: Told


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
