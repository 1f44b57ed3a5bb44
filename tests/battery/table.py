"""The outcomes as a table for people and as JSON for programs."""

import platform
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from battery.row import Outcome, Tier

_HEAD = """# Reliability

What Waymark is tried with, how often, and what came of it. This page is what `make battery` and `make battery-nightly` write with `BATTERY="--out docs"`; `reliability.json` beside it holds the same for programs.

Each row is one kind of fault, tried on real processes, files and sockets. A seed gives the same trials each time: `make battery BATTERY="--row D1 --seed 7"` makes them again, and with `--list` only
names them. **The bound** is the upper end of the exact one-sided 95 % interval of the rate of failures: 0 of 20 shows no more than that fewer than 14 in 100 fail, 0 of 300 that fewer than 1 in 100 does.
**The weak twin** is Waymark without the guard that the row is about, put together in the tests; a row that its twin passed would show nothing, and fails.

"""
_TAIL = """
## What is not tried

- **Power loss.** D3 looks at the order of `fsync` and `rename`; no plug is pulled, and disks that lie about flushing are not found out.
- **A Chroma server far away**, Chroma Cloud, and object stores: V's server and shared folder are on the same machine.
- **P2's forms in a browser**: `tests/test_browser.py` shows the page sixty of them, without counts.
- **An original that is none.** P3's documents do not copy a roadmap whole. One that has a roadmap's headings is taken for its original, as [the README](../README.md#your-own-files) says, and takes its place: add only what you trust to be it.
- **A real model under attack.** P1's model obeys every order it reads, so that nothing rests on a model's good sense; how often a given one would obey is not measured.
- **A soak of many hours.** O3's stretches are of 30 seconds; `--row O3 --count 12` makes an hour of them, of five minutes each. Nothing was run for longer.
- **Other systems.** Trials that need a disk in memory, `strace` or signals are made on Linux, as root or where tracing is allowed; elsewhere their rows say that they were not run.
"""
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
    """The same as a page, with what is not tried."""
    return f"{_HEAD}{table(outcomes, tier)}{_TAIL}"


def table(outcomes: Sequence[Outcome], tier: Tier) -> str:
    """The outcomes, and what failed below them."""
    told = as_json(outcomes, tier)
    packages = ", ".join(f"{name} {number}" for name, number in told["packages"].items())
    lines = [
        f"Run on {told['date']}, tier {tier}, {told['machine']}; {packages}.",
        "",
        "| Row | Fault | Trials | Failures | Upper 95 % bound | Seed | The weak twin, and at which trial it failed |",
        "|---|---|---|---|---|---|---|",
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
    if outcome.missing:
        return f"| {outcome.row} | {outcome.fault} | not run: {outcome.missing} | | | {outcome.seed} | |"
    twin = f"at {outcome.twin_failed_at}" if outcome.twin_failed_at else "did not fail"
    return (
        f"| {outcome.row} | {outcome.fault} | {outcome.trials} | {len(outcome.failures)} | {100 * outcome.bound:.1f} % "
        f"| {outcome.seed} | {outcome.weakness}: {twin} |"
    )
