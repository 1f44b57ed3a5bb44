"""D4: a disk that is full, or refuses the n-th flush, rename or truncation, during an ingest and a conversation."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random
from typing import Self

from kitchen import kitchen
from serving import HOW_LONG, calling, kitchen_app

from battery.builders import DOOMED, REAL, ended, start
from battery.editions import Editions
from battery.homes import being_read, new_home
from battery.row import Bench, NotHereError, Row, Trial, Try
from ingest.request import Request
from ingest.settings import Settings
from rag.assistant import Assistant

_ROOMY = 200_000_000  # bytes
_SLACKS = (
    0,
    4_000,
    20_000,
    60_000,
    120_000,
    250_000,
    400_000,
    600_000,
)  # bytes free; an ingest here takes more than most
_CALLS = ("fsync", "rename", "ftruncate", "mkdir")
_ENOUGH = 500_000  # bytes, with which an ingest may succeed: it takes the oldest generation away first
_ERRORS = ("ENOSPC", "EIO")


def draw(chance: Random, number: int) -> list[Trial]:
    """Half of the trials with little room for an ingest, the others in turn for a conversation and a refusing call."""
    drawn: list[Trial] = []
    for n in range(number):
        if n % 2 == 0:
            drawn.append({"what": "ingest", "free": _SLACKS[n // 2 % len(_SLACKS)] + 4096 * chance.randrange(4)})
        elif n % 4 == 1:
            drawn.append({"what": "call", "call": chance.choice(_CALLS), "nth": chance.randint(1, 40),
                          "error": chance.choice(_ERRORS)})  # fmt: skip
        else:
            drawn.append({"what": "conversation", "free": chance.choice((0, 4096, 8192))})
    return drawn


class Disk:
    """A disk in memory at `place`, whose room can be set."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __enter__(self) -> Self:
        self.place.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={_ROOMY}", "tmpfs", str(self.place)]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            raise NotHereError("a disk in memory can be mounted by root alone")
        return self

    def __exit__(self, *_: object) -> None:
        subprocess.run(["umount", "-l", str(self.place)], check=False)  # noqa: S607 - whichever is installed

    def leave(self, free: int) -> None:
        """Leave so many bytes free, in whole pages."""
        self._resize(shutil.disk_usage(self.place).used + free)

    def make_room(self) -> None:
        """Leave plenty."""
        self._resize(_ROOMY)

    def _resize(self, size: int) -> None:
        subprocess.run(["mount", "-o", f"remount,size={max(size, 4096)}", str(self.place)], check=True)  # noqa: S607


@contextmanager
def subject(bench: Bench, *, weak: bool) -> Iterator[Try]:
    with ExitStack() as stack:
        disk = stack.enter_context(Disk(bench.folder / "disk"))
        settings = new_home(replace(bench, folder=disk.place), editions=2)
        editions = Editions(settings, bench, had=2)

        def attempt(trial: Trial) -> str | None:
            if trial["what"] == "conversation":
                return None if weak else _conversation(disk, disk.place / "talk", trial["free"])
            editions.turn()
            if trial["what"] == "call":
                why = _refused(settings, trial, weak=weak)
            else:
                disk.leave(trial["free"])
                with being_read(settings) as failures:
                    too_little = trial["free"] < _ENOUGH
                    why = _told(settings, ("weak",) if weak else (), must_fail=too_little)
                why = failures[0] if failures else why
                disk.make_room()
            return why or editions.wrong_afterwards()

        yield attempt


def _told(settings: Settings, weak: tuple[str, ...], before: tuple[str, ...] = (), *, must_fail: bool) -> str | None:
    """What is wrong with how an ingest ends that should fail, or may."""
    builder = (DOOMED, "never", *weak) if weak else REAL
    status, lines = ended(start(Request(settings), builder, before))
    last = json.loads(lines[-1]) if lines else {}
    if weak:
        return None
    if status == 0 and not must_fail:
        return None
    if status == 0:
        return "an ingest succeeded without room"
    message = last.get("message", "")
    is_named = str(settings.home) in message and ("MB free" in message or "could not be" in message)
    return (
        None if is_named or "in the temporary folder" in message else f"it ended with {status}: {message or lines[-1:]}"
    )


def _refused(settings: Settings, trial: Trial, *, weak: bool) -> str | None:
    if not shutil.which("strace"):
        raise NotHereError("strace is not installed")
    calls = {"rename": "rename,renameat,renameat2", "mkdir": "mkdir,mkdirat"}.get(trial["call"], trial["call"])
    inject = f"inject={calls}:error={trial['error']}:when={trial['nth']}"
    traced = ("strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={calls}", "-e", inject)
    with being_read(settings) as failures:
        why = _told(settings, ("weak",) if weak else (), traced, must_fail=False)
    return failures[0] if failures else why


def _conversation(disk: Disk, home: Path, free: int) -> str | None:
    """What is wrong with answers that cannot be kept, and with those that were said to be."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    with calling(kitchen_app(home, Assistant(kitchen))) as client:
        id_ = client.post("/v1/conversations").json()["id"]
        asked = {"question": HOW_LONG, "conversation_id": id_}
        kept = int(client.post("/v1/ask", json=asked).json()["kept"])
        disk.leave(free)
        for _ in range(12):
            answer = client.post("/v1/ask", json=asked)
            if answer.status_code != 200:
                disk.make_room()
                return f"an answer that cannot be kept is not given: {answer.status_code} {answer.text}"
            kept += answer.json()["kept"]
        disk.make_room()
        told = client.get(f"/v1/conversations/{id_}").json()["length"]
        works = client.post("/v1/ask", json=asked).json()["kept"]
    if not works:
        return "with room again, answers are still not kept"
    return None if told == kept else f"{kept} turns were confirmed and {told} are kept"


ROW = Row(
    "D4",
    "the disk is full, or refuses the n-th fsync, rename, truncation or folder, during an ingest or a conversation",
    {"change": 8, "nightly": 64},
    draw,
    partial(subject, weak=False),
    partial(subject, weak=True),
    "writes a generation where it is read",
)
