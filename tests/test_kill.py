"""Ingests killed at random moments while other processes read."""

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from soup import write_edition
from test_pipeline import ROOT, assert_answers, builder, leftovers

from ingest.generation import current, load_contents
from ingest.pipeline import ingest
from ingest.request import Request
from ingest.settings import Settings

KILLS = 20
READERS = 2
PARENT = """
import sys
from ingest.pipeline import ingest
from ingest.request import Request
ingest(Request.from_line(sys.argv[1]).settings)
"""


def reader(home: Path, stop: Path) -> subprocess.Popen[str]:
    script = Path(__file__).with_name("reading_process.py")
    return subprocess.Popen(
        [sys.executable, str(script), str(home), str(stop)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )


def start(settings: Settings, whom: str) -> subprocess.Popen[str]:
    """An ingest whose builder, or whose parent of the builder, is the process returned."""
    if whom == "builder":
        return builder(Request(settings))
    line = Request(settings).to_line()
    return subprocess.Popen([sys.executable, "-c", PARENT, line], stderr=subprocess.DEVNULL, text=True, cwd=ROOT)


@pytest.mark.slow
def test_no_kill_of_an_ingest_fails_a_read_or_the_next_ingest(settings: Settings, tmp_path: Path) -> None:
    seed = time.time_ns() % 10**6  # shown when the test fails: to replay it, put it here
    chance = random.Random(seed)  # noqa: S311 - moments to kill at, no secrets
    write_edition(settings.corpus, 0)
    started = time.monotonic()
    ingest(settings)
    whole = time.monotonic() - started
    stop = tmp_path / "stop"
    readers = [reader(settings.home, stop) for _ in range(READERS)]
    killed = []
    for number in range(1, KILLS + 1):
        write_edition(settings.corpus, number)
        process = start(settings, "builder" if number % 2 else "parent")
        time.sleep(chance.uniform(0.3, 1.3) * whole)
        killed.append(process.poll() is None)
        process.kill()
        process.communicate()
    report = ingest(settings)
    stop.touch()
    results = [json.loads(process.communicate()[0]) for process in readers]
    assert [r["failures"] for r in results] == [[], []], f"seed {seed}"
    assert all(r["reads"] >= KILLS for r in results)
    assert sum(killed) >= KILLS // 2
    assert report.generation == current(settings.home).name
    texts = {d.id: d.text for d in load_contents(current(settings.home)).documents}
    assert f"Edition {KILLS}." in texts["soup"]
    assert_answers(settings)
    assert leftovers(settings) == []
    assert len(list((settings.home / "generations").iterdir())) <= 3
