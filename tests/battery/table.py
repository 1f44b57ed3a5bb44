"""The outcomes as a table for people and as JSON for programs."""

import platform
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from battery.row import Outcome, Tier

_PACKAGES = ("chromadb", "langchain-core", "openai", "fastapi", "uvicorn", "onnxruntime", "trafilatura", "pypdf")


def as_json(outcomes: Sequence[Outcome], tier: Tier) -> dict[str, Any]:
    """When, where and on what the battery was run, and what came of each row."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "tier": tier,
        "machine": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "packages": {name: version(name) for name in _PACKAGES},
        "rows": [{**asdict(outcome), "bound": outcome.bound, "holds": outcome.holds} for outcome in outcomes],
    }


def as_markdown(outcomes: Sequence[Outcome], tier: Tier) -> str:
    """The same as a table, with what failed below it."""
    told = as_json(outcomes, tier)
    packages = ", ".join(f"{name} {number}" for name, number in told["packages"].items())
    lines = [
        f"Run on {told['date']}, tier {tier}, {told['machine']}; {packages}.",
        "",
        "| Row | Fault | Trials | Failures | Upper 95 % bound | Seed | The weak twin, and at which trial it failed |",
        "|---|---|---|---|---|---|---|",
        *(_line(outcome) for outcome in outcomes),
    ]
    failed = [f"- {o.row}, trial {f['number']} {f['trial']}: {f['why']}" for o in outcomes for f in o.failures]
    return "\n".join([*lines, *(["", "What failed:", "", *failed] if failed else [])]) + "\n"


def _line(outcome: Outcome) -> str:
    if outcome.missing:
        return f"| {outcome.row} | {outcome.fault} | not run: {outcome.missing} | | | {outcome.seed} | |"
    twin = f"at {outcome.twin_failed_at}" if outcome.twin_failed_at else "did not fail"
    return (
        f"| {outcome.row} | {outcome.fault} | {outcome.trials} | {len(outcome.failures)} | {100 * outcome.bound:.1f} % "
        f"| {outcome.seed} | {outcome.weakness}: {twin} |"
    )
