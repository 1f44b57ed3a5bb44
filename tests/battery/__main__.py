"""`python -m battery [--nightly] [--row D1] [--count N] [--seed N] [--list] [--jobs N] [--out FOLDER]`, in tests/."""

import argparse
import json
import os
import random
import sys
from collections.abc import Mapping
from pathlib import Path

from battery.ending import end_with_what_was_started
from battery.page import page
from battery.row import Outcome, Row, Tier
from battery.rows import ROWS
from battery.runner import run_rows
from battery.table import read, recorded, table


def main(arguments: list[str], known: Mapping[str, Row] = ROWS, models: Path | None = None) -> int:
    """Run rows; the exit status is 0 if all that could be run held and all their weak twins failed.

    `models` is a folder with the exported model, where there is one already.
    """
    parser = argparse.ArgumentParser(prog="python -m battery", description="Faults, attacks and load, counted.")
    parser.add_argument("--nightly", action="store_true", help="make as many trials as in a night")
    parser.add_argument("--row", action="append", choices=[*known], help="this row alone; may be given again")
    parser.add_argument(
        "--count", type=int, help="make so many trials of each row: with --row O3, 12 are an hour's soak"
    )
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6), help="replay this seed")
    parser.add_argument("--list", action="store_true", help="only print the trials, one a line")
    parser.add_argument("--jobs", type=int, default=1 + (os.cpu_count() or 1), help="rows at once: some wait")
    parser.add_argument("--out", type=Path, help="note it in reliability.md and reliability.json of this folder")
    given = parser.parse_args(arguments)
    tier: Tier = "nightly" if given.nightly else "change"
    rows = [known[name] for name in given.row or (name for name, row in known.items() if tier in row.counts)]
    if given.list:
        for row in rows:
            for number, trial in enumerate(row.trials(given.seed, tier, given.count)):
                _say(f"{row.name} {number} {json.dumps(dict(trial))}")
        return 0
    print(f"seed {given.seed}", file=sys.stderr, flush=True)  # noqa: T201 - progress
    outcomes: list[Outcome] = []
    for outcome in run_rows(rows, given.seed, tier, given.jobs, _tell, models, given.count):
        outcomes = sorted([*outcomes, outcome], key=lambda one: [row.name for row in rows].index(one.row))
        if given.out:  # after each row, so that a run that is cut short keeps what it has
            _write(given.out, tier, outcomes, [*known])
    _say(table(outcomes))
    return 0 if all(o.holds or o.missing for o in outcomes) else 1


def _write(folder: Path, tier: Tier, outcomes: list[Outcome], order: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "reliability.json"
    record = recorded(read(file), tier, outcomes, order)
    file.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    file.with_suffix(".md").write_text(page(record), encoding="utf-8")


def _say(text: str) -> None:
    print(text)  # noqa: T201 - which is what it is for


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201 - progress


if __name__ == "__main__":
    end_with_what_was_started()
    sys.exit(main(sys.argv[1:]))
