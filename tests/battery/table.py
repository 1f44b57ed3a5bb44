"""What came of rows as a record of JSON for programs, and as tables for people."""

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from importlib.metadata import version
from pathlib import Path
from typing import Any

from battery.row import Outcome, Tier

_PACKAGES = ("chromadb", "langchain-core", "openai", "fastapi", "uvicorn", "onnxruntime", "trafilatura", "pypdf")
_FIELDS = {field.name for field in fields(Outcome)}
Record = Mapping[Tier, Mapping[str, Any]]  # of each tier: the machine, the packages, and what came of each row


def read(file: Path) -> Record:
    """The record that was written into `file`, an empty one where there is none."""
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def recorded(before: Record, tier: Tier, outcomes: Sequence[Outcome], order: Sequence[str]) -> Record:
    """The record with these outcomes in the place of what came of the same rows before, in the order of all rows.

    What was seen with other versions says nothing of these, and is left out.
    """
    with_ = {
        "machine": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "packages": {name: version(name) for name in _PACKAGES},
    }
    there = before.get(tier, {})
    kept = there["rows"] if all(there.get(name) == what for name, what in with_.items()) else []
    rows = {row["row"]: row for row in kept}
    rows |= {o.row: {**asdict(o), "bound": o.bound, "holds": o.holds} for o in outcomes}
    return {**before, tier: {**with_, "rows": sorted(rows.values(), key=lambda row: order.index(row["row"]))}}


def outcomes_in(record: Record, tier: Tier) -> list[Outcome]:
    """What came of the rows of a tier."""
    return [Outcome(**{k: v for k, v in row.items() if k in _FIELDS}) for row in record[tier]["rows"]]


def table(outcomes: Sequence[Outcome]) -> str:
    """The outcomes, and below them what was measured beside and what failed."""
    lines = [
        "| Row | Fault | Trials | Failures | Upper 95 % bound | Run on | Took | Seed | The weak twin, failing at |",
        "|---|---|---|---|---|---|---|---|---|",
        *(_line(outcome) for outcome in outcomes),
    ]
    seen = [f"- {o.row}: {o.seen}" for o in outcomes if o.seen]
    failed = [f"- {o.row}, trial {f['number']} {f['trial']}: {f['why']}" for o in outcomes for f in o.failures]
    told_below = {"What was measured beside:": seen, "What failed:": failed}
    return (
        "\n".join([*lines, *(line for head, found in told_below.items() if found for line in ("", head, "", *found))])
        + "\n"
    )


def _line(outcome: Outcome) -> str:
    ran = f"{outcome.date} | {outcome.seconds:.0f} s | {outcome.seed}"
    if outcome.missing:
        return f"| {outcome.row} | {outcome.fault} | not run: {outcome.missing} | | | {ran} | |"
    twin = f"at {outcome.twin_failed_at}" if outcome.twin_failed_at else "did not fail"
    return (
        f"| {outcome.row} | {outcome.fault} | {outcome.trials} | {len(outcome.failures)} | {100 * outcome.bound:.1f} % "
        f"| {ran} | {outcome.weakness}: {twin} |"
    )
