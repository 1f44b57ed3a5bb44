"""The page that tells what the battery tried, and what came of it."""

from battery.row import Tier
from battery.table import Record, outcomes_in, table

_HEAD = """# Reliability

What Waymark is tried with, how often, and what came of it. This page is what `make battery` and `make battery-nightly` write with `BATTERY="--out docs"`; `reliability.json` beside it holds the same for programs.

Each row is one kind of fault, tried on real processes, files and sockets. A seed gives the same trials each time: `make battery BATTERY="--row D1 --seed 7"` makes them again, and with `--list` only
names them. **The bound** is the upper end of the exact one-sided 95 % interval of the rate of failures: 0 of 20 shows no more than that fewer than 14 in 100 fail, 0 of 300 that fewer than 1 in 100 does.
**The weak twin** is Waymark without the guard that the row is about, put together in the tests; a row that its twin passed would show nothing, and fails. What a row **took** includes its twin; some rows are run side by side.
Each row stands as it was last run; one that is not in the second table was not run so often with these versions.
"""
_TIERS: dict[Tier, str] = {
    "change": "## With each change: `make battery`",
    "nightly": "## Many times: `make battery-nightly`",
}
_TAIL = """
## What is not tried

- **Power loss.** D3 looks at the order of `fsync` and `rename`; no plug is pulled, and disks that lie about flushing are not found out.
- **A Chroma server far away**, Chroma Cloud, and object stores: V's server and shared folder are on the same machine.
- **P2's forms in a browser**: `tests/test_browser.py` shows the page sixty of them, without counts.
- **An original that is none.** P3's documents do not copy a roadmap whole. One that has a roadmap's headings is taken for its original, as [the README](../README.md#your-own-files) says, and takes its place: add only what you trust to be it.
- **A real model under attack.** P1's model obeys every order it reads, so that nothing rests on a model's good sense; how often a given one would obey is not measured.
- **A soak of many hours.** O3's stretches are of 30 seconds; `--row O3 --count 12` makes an hour of them, of five minutes each, after three of warming up. Nothing was run for longer.
- **Other systems.** Trials that need a disk in memory, `strace` or signals are made on Linux, as root or where tracing is allowed; elsewhere their rows say that they were not run.
"""


def page(record: Record) -> str:
    """The tables of both tiers, and what is not tried."""
    return f"{_HEAD}{''.join(_told(record, tier, head) for tier, head in _TIERS.items() if tier in record)}{_TAIL}"


def _told(record: Record, tier: Tier, head: str) -> str:
    packages = ", ".join(f"{name} {number}" for name, number in record[tier]["packages"].items())
    on = f"On {record[tier]['machine']}; {packages}."
    return f"\n{head}\n\n{on}\n\n{table(outcomes_in(record, tier))}"
