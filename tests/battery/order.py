"""D3: the order in which an ingest brings its files to the disk, as the kernel sees it.

A real power cut is not tried: this row shows that what a file system promises of fsync and rename is asked for.
"""

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random

from soup import write_edition

from battery.builders import CARELESS, REAL, ended, start
from battery.homes import new_home
from battery.row import Bench, NotHereError, Row, Trial, Try
from ingest.generation import current
from ingest.request import Request

_CALLS = "trace=fsync,fdatasync,rename,renameat,renameat2"
_SYNC = re.compile(r"f(?:data)?sync\(\d+<(?P<path>[^>]+)>\) += 0")
_RENAME = re.compile(
    r'rename(?:at2?)?\((?:AT_FDCWD(?:<[^>]*>)?, )?"(?P<old>[^"]+)", (?:AT_FDCWD(?:<[^>]*>)?, )?"(?P<new>[^"]+)"'
)


def draw(_chance: Random, number: int) -> list[Trial]:
    """A first ingest, and then others of a changed corpus."""
    return [{"ingest": n} for n in range(number)]


@contextmanager
def subject(bench: Bench, *, weak: bool) -> Iterator[Try]:
    if not shutil.which("strace"):
        raise NotHereError("strace is not installed")
    settings = new_home(bench, editions=0)

    def attempt(trial: Trial) -> str | None:
        write_edition(settings.corpus, trial["ingest"])
        trace = bench.folder / "trace"
        traced = ("strace", "-f", "-y", "-qq", "-e", _CALLS, "-o", str(trace))
        status, said = ended(start(Request(settings), (CARELESS,) if weak else REAL, traced))
        if status and not trace.exists():
            raise NotHereError("processes may not be traced here")
        if status:
            return f"the builder ended with {status}: {said[-1:]}"
        return out_of_order(trace.read_text(errors="replace").splitlines(), current(settings.home))

    yield attempt


def out_of_order(lines: Sequence[str], final: Path) -> str | None:
    """What was not on disk when it should have been, by the lines of a trace."""
    home = final.parent.parent
    renames = {found["new"]: (n, found["old"]) for n, line in enumerate(lines) if (found := _RENAME.search(line))}
    syncs = [(n, found["path"]) for n, line in enumerate(lines) if (found := _SYNC.search(line))]
    named, building = renames[str(final)]
    pointed, new_pointer = renames[str(home / "current")]
    files = [str(path.relative_to(final)) for path in final.rglob("*")]
    before = {path for n, path in syncs if n < named}
    for wanted in [building, *(f"{building}/{file}" for file in files)]:
        if wanted not in before:
            return f"{Path(wanted).name} was not flushed before its folder got its name"
    if not any(named < n < pointed and path == str(final.parent) for n, path in syncs):
        return "the name of the generation was not flushed before the pointer moved"
    if not any(n < pointed and path == new_pointer for n, path in syncs):
        return "the pointer was not flushed before it was put in place"
    if not any(n > pointed and path == str(home) for n, path in syncs):
        return "the folder of the pointer was not flushed afterwards"
    return None


ROW = Row(
    "D3",
    "the power fails: the order of fsync and rename that is asked of the system (no real power cut)",
    {"change": 1, "nightly": 2},
    draw,
    partial(subject, weak=False),
    partial(subject, weak=True),
    "renames without flushing",
)
