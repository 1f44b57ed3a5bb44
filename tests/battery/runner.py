"""Running rows: each in a process of its own, as many at once as there are jobs."""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import UTC, datetime
from itertools import takewhile
from multiprocessing import get_context
from pathlib import Path

from battery.row import Bench, NotHereError, Outcome, Row, Tier, Try, Watching

_TWIN_SECONDS = 60.0  # within which a twin has to fail, or in as many as the row itself took
Tell = Callable[[str], None]


def run_rows(  # noqa: PLR0917 - what a run is told
    rows: Sequence[Row],
    seed: int,
    tier: Tier,
    jobs: int,
    tell: Tell,
    models: Path | None = None,
    count: int | None = None,
) -> Iterator[Outcome]:
    """The outcome of each row, as it comes; the model is exported where a row needs it, unless `models` holds it.

    `count` is how many trials are made in place of those of the tier.
    """
    with tempfile.TemporaryDirectory(prefix="battery-") as folder:
        if models:
            Path(folder, "models").symlink_to(models, target_is_directory=True)
        if jobs == 1:
            for row in rows:
                yield run_row(row, seed, tier, Path(folder), tell, count)
            return
        # Spawned, since rows start threads; one process a row, so that none inherits what another left.
        for together in ([row for row in rows if not row.alone], *([row] for row in rows if row.alone)):
            with ProcessPoolExecutor(jobs, get_context("spawn"), max_tasks_per_child=1) as pool:
                asked = [pool.submit(run_by_name, row.name, seed, tier, Path(folder), count) for row in together]
                for done in as_completed(asked):
                    outcome = done.result()
                    held = f"{len(outcome.failures)} failed, {outcome.seconds:.0f} s"
                    tell(f"{outcome.row}: {outcome.trials} trials, {held}")
                    yield outcome


def run_by_name(name: str, seed: int, tier: Tier, folder: Path, count: int | None) -> Outcome:
    """The outcome of one row, in this process."""
    from battery.rows import ROWS  # late: what a row needs is its process's own matter

    return run_row(ROWS[name], seed, tier, folder, lambda _said: None, count)


def run_row(  # noqa: PLR0917 - what a run is told
    row: Row, seed: int, tier: Tier, folder: Path, tell: Tell, count: int | None = None
) -> Outcome:
    """Make every trial of a row, then those of its weak twin until one fails."""
    outcome = Outcome(row.name, row.fault, seed, datetime.now(UTC).date().isoformat(), weakness=row.weakness)
    trials, started = row.trials(seed, tier, count), time.monotonic()
    try:
        with row.subject(_bench(folder)) as attempt:
            for number, trial in enumerate(trials):
                why = _tried(attempt, trial)
                outcome.trials += 1
                if why:
                    outcome.failures.append({"number": number, "trial": dict(trial), "why": why})
                tell(f"{row.name} {number + 1}/{len(trials)}{f': {why} in {dict(trial)}' if why else ''}")
            outcome.seen = attempt.seen() if isinstance(attempt, Watching) else ""
        with row.weak(_bench(folder)) as attempt:
            until = time.monotonic() + max(_TWIN_SECONDS, time.monotonic() - started)
            tried = takewhile(lambda _: time.monotonic() < until, enumerate(trials, start=1))
            outcome.twin_failed_at = next((number for number, trial in tried if _tried(attempt, trial)), None)
    except NotHereError as error:
        outcome.missing = str(error)
    outcome.seconds = time.monotonic() - started
    return outcome


def _bench(folder: Path) -> Bench:
    return Bench(Path(tempfile.mkdtemp(dir=folder)), folder)


def _tried(attempt: Try, trial: object) -> str | None:
    try:
        return attempt(trial)  # type: ignore[arg-type] # rows know the form of their own trials
    except Exception as error:  # noqa: BLE001 - a trial that cannot be made is a failure, and the others go on
        return f"{type(error).__name__}: {error}"[:600]
