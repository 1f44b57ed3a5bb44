"""What a process of the benchmark is asked to do, and what it tells of it."""

from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter

System = Literal["waymark", "langchain"]
Task = Literal["search", "answer", "ingest", "ingest-documents"]


@dataclass(frozen=True, slots=True)
class Job:
    """A `task` for `system` over the index in `folder`: to search or answer `queries`, or to index `texts` there.

    `ingest` takes the texts as they are cut, `ingest-documents` lets the system cut them.
    """

    system: System
    task: Task
    folder: str
    queries: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What a process tells: the milliseconds that each query took, those of the whole task, and its peak memory, MB."""

    latencies_ms: tuple[float, ...] = ()
    task_ms: float = 0.0
    memory_mb: float = 0.0


JOBS = TypeAdapter(Job)
TOLD = TypeAdapter(Told)
