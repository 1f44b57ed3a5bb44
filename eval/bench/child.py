"""One process of the benchmark; run as `python -m eval.bench.child`.

It reads a job as a line of JSON, says `first` once its first query is answered, and then tells the rest as JSON.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from eval.bench.jobs import JOBS, TOLD, Job, Told
from eval.bench.memory import peak_mb

K = 10  # passages for each query

Ask = Callable[[str], object]


def main() -> None:
    """Do the one job that is given."""
    job = JOBS.validate_json(sys.stdin.readline())
    told = _indexed(job) if job.task.startswith("ingest") else _asked(_asking(job), job.queries)
    _tell(TOLD.dump_json(told).decode())


def _asked(ask: Ask, queries: Sequence[str]) -> Told:
    """The first of `queries` as soon as can be, and then each of the others once."""
    if not ask(queries[0]):
        sys.exit("its first query found nothing")
    _tell("first")
    memory = peak_mb()
    times = []
    for query in queries[1:]:
        started = perf_counter()
        ask(query)
        times.append(1000 * (perf_counter() - started))
    return Told(tuple(times), memory_mb=memory)


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _asking(job: Job) -> Ask:
    folder = Path(job.folder)
    if job.system == "langchain":
        from eval.bench import rival

        find = rival.opened(folder)
        return lambda query: find(query, K)
    from ingest.settings import Settings
    from rag.bootstrap import open_assistant

    assistant = open_assistant(Settings(home=folder))
    return assistant.ask if job.task == "answer" else lambda query: assistant.search(query, K)


def _indexed(job: Job) -> Told:
    """The job's texts embedded and written; the time is that from having them to a finished store."""
    folder, texts = Path(job.folder), list(job.texts)
    started = perf_counter()
    if job.system == "langchain":
        from eval.bench import rival

        rival.build(folder, rival.split(texts) if job.task == "ingest-documents" else texts)
    else:
        from eval.bench import own

        own.build(folder, texts)
    return Told(task_ms=1000 * (perf_counter() - started), memory_mb=peak_mb())


if __name__ == "__main__":
    main()
