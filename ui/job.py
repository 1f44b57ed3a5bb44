"""Work that goes on while a page is reloaded: one thing at a time, with how far it is and what came of it."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ingest.errors import WaymarkError
from ui.progress import count, stage_name

_log = logging.getLogger("waymark.ui")
_NEWS = 120.0  # seconds
_FAILED = "Something went wrong inside Waymark, and nothing was changed. Try again; the terminal names the error."


@dataclass(frozen=True, slots=True)
class Stage:
    """How far work is: its stage in words and, where that can be counted, the share of it that is done."""

    words: str
    share: float | None


class Job:
    """Runs `work` in a thread of its own; `work` is given what it tells of its progress, and gives its result as lines.

    `failed` tells whether the lines are the sentence of a failure.
    """

    def __init__(self, title: str, work: Callable[[Callable[[Mapping[str, Any]], None]], list[str]]) -> None:
        self.title = title
        self.stage = Stage("Starting", None)
        self.lines: list[str] = []
        self.failed = False
        self.ended: float | None = None
        self._work = work
        self._began, self._of = time.monotonic(), ""
        self._thread = threading.Thread(target=self._run, daemon=True, name="waymark-job")
        self._thread.start()

    @property
    def is_running(self) -> bool:
        """Whether it goes on."""
        return self.ended is None

    @property
    def is_news(self) -> bool:
        """Whether it goes on, or has ended so lately that what came of it is worth telling."""
        return self.ended is None or time.monotonic() - self.ended < _NEWS

    def wait(self, seconds: float) -> None:
        """Wait for its end, so long at most."""
        self._thread.join(seconds)

    def _run(self) -> None:
        try:
            self.lines = self._work(self._note)
        except WaymarkError as error:
            self.lines, self.failed = [str(error)], True
        except Exception as error:  # noqa: BLE001 - people get a sentence, the terminal the name
            _log.error("%s in %s", type(error).__name__, self.title)
            self.lines, self.failed = [_FAILED], True
        self.ended = time.monotonic()

    def _note(self, event: Mapping[str, Any]) -> None:
        if event["stage"] != self._of:
            self._of, self._began = str(event["stage"]), time.monotonic()
        told = count(event, time.monotonic() - self._began)
        done, total = event.get("done"), event.get("total")
        share = done / total if done is not None and total else None
        self.stage = Stage(": ".join(filter(None, (stage_name(event), told))), share)
