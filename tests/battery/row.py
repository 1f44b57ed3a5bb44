"""What a row of the battery is, and what comes of one."""

import shutil
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, Literal, Protocol, runtime_checkable

from filelock import FileLock

from ingest import export
from ingest.settings import SHIPPED_EMBEDDER

Tier = Literal["change", "nightly"]
Trial = Mapping[str, Any]  # what is JSON, so that the same seed can be seen to give the same
Try = Callable[[Trial], str | None]  # what went wrong in a trial, None where it held


@runtime_checkable
class Watching(Protocol):
    """A `Try` that also measures what no bound is set for; `seen` tells it in a sentence once the trials are made."""

    def __call__(self, trial: Trial) -> str | None: ...

    def seen(self) -> str: ...


class NotHereError(Exception):
    """The row cannot be run on this machine; the message says why."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Where a row works: an empty `folder` of its own, and what all rows of a run have in common in `shared`."""

    folder: Path
    shared: Path

    def once(self, name: str, make: Callable[[Path], object]) -> Path:
        """The folder `name`, made by the first of a run that asks for it; the others wait, and only read it."""
        made = self.shared / name
        with FileLock(f"{made}.lock"):
            if not made.exists():
                made.mkdir()
                try:
                    make(made)
                except BaseException:
                    shutil.rmtree(made)
                    raise
        return made

    @property
    def models(self) -> Path:
        """The folder with the exported embedding model."""
        return self.once("models", partial(export.open_embedder, SHIPPED_EMBEDDER))


Subject = Callable[[Bench], AbstractContextManager[Try]]


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of fault: how many trials in each tier, how they are drawn, and on what they are tried.

    In a tier that has no count it is not run unless it is asked for. `draw` gets a source of chance and a number,
    which is 0 for all that there are. `weak` is the product without its guard, and `weakness` says which. A row that
    holds the product to times has the machine `alone`.
    """

    name: str
    fault: str
    counts: Mapping[Tier, int]
    draw: Callable[[Random, int], list[Trial]]
    subject: Subject
    weak: Subject
    weakness: str
    alone: bool = False

    def trials(self, seed: int, tier: Tier, count: int | None = None) -> list[Trial]:
        """The trials that a seed gives, the same ones each time: as many as in a tier, or `count`."""
        number = self.counts.get(tier, self.counts["nightly"]) if count is None else count
        return self.draw(Random(f"{seed}/{self.name}"), number)  # noqa: S311 - to be replayed, not secret


@dataclass(slots=True)
class Outcome:
    """What came of a row: how many trials were made, what failed, and at which trial its weak twin did.

    `date` is the day on which it was run, `seconds` how long that took with its twin, `seen` what was measured beside,
    `missing` why it was not run.
    """

    row: str
    fault: str
    seed: int
    date: str
    trials: int = 0
    failures: list[dict[str, Any]] = field(default_factory=list)
    weakness: str = ""
    twin_failed_at: int | None = None
    seconds: float = 0.0
    seen: str = ""
    missing: str = ""

    @property
    def bound(self) -> float:
        """The upper end of the exact 95 % interval (one-sided, Clopper and Pearson) of the rate of failures."""
        from scipy.stats import beta  # late: half a second

        if not self.trials or len(self.failures) >= self.trials:
            return 1.0
        return float(beta.ppf(0.95, len(self.failures) + 1, self.trials - len(self.failures)))

    @property
    def holds(self) -> bool:
        """Whether nothing failed but the weak twin, which did."""
        return not self.missing and not self.failures and self.twin_failed_at is not None
