"""Ending a run that is told to stop: whatever it started ends with it."""

import signal
import sys
from types import FrameType

import psutil


def end_with_what_was_started() -> None:
    """From now on SIGTERM and SIGINT end the processes that this one started, and theirs, and then this one."""
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, _end)


def _end(told: int, _frame: FrameType | None) -> None:
    for child in psutil.Process().children(recursive=True):
        child.terminate()
    sys.exit(128 + told)
