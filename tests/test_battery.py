"""The frame of the battery: seeds, exit statuses, twins and tables; its rows are run by `make battery`."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

import pytest
from battery.__main__ import main
from battery.page import page
from battery.row import Bench, NotHereError, Outcome, Row, Trial, Try
from battery.rows import ROWS
from battery.table import outcomes_in, read, recorded

DOCS = Path(__file__).parent.parent / "docs"


def draw(chance: Random, number: int) -> list[Trial]:
    return [{"number": chance.randrange(100)} for _ in range(number)]


@contextmanager
def subject(bench: Bench, *, fails: bool) -> Iterator[Try]:
    assert not list(bench.folder.iterdir())
    yield lambda trial: f"{trial['number']} fell over" if fails else None


@contextmanager
def absent(_bench: Bench) -> Iterator[Try]:
    raise NotHereError("there is no disk")
    yield


def row(*, fails: bool = False, twin_fails: bool = True) -> Row:
    subjects = partial(subject, fails=fails), partial(subject, fails=twin_fails)
    return Row("F1", "a fall", {"change": 3, "nightly": 5}, draw, *subjects, "has no legs")


@pytest.mark.parametrize("name", ROWS)
def test_a_seed_gives_the_same_trials_each_time(name: str) -> None:
    row = ROWS[name]
    for tier in row.counts:
        first = row.trials(1, tier)
        wanted = row.counts[tier] + (name == "O3")  # which is told to stop in the end
        assert len(first) == (wanted or len(first)) > 0  # 0 stands for all that there are
        assert first == row.trials(1, tier)
        assert json.loads(json.dumps(first)) == first


@pytest.mark.slow
def test_a_seed_gives_the_same_trials_in_every_process() -> None:
    command = [sys.executable, "-m", "battery", "--nightly", "--list", "--seed", "5"]
    paths = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parent.parent)])
    told = {
        subprocess.check_output(command, env={**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": hashes})
        for hashes in ("1", "2")
    }
    assert len(told) == 1


def test_a_row_that_holds_and_whose_twin_fails_ends_well(
    tmp_path: Path, models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--seed", "7", "--jobs", "1", "--out", str(tmp_path)]
    assert main(given, {"F1": row()}, models) == 0
    told = json.loads((tmp_path / "reliability.json").read_text())["change"]
    assert [(r["row"], r["trials"], r["failures"], r["seed"], r["holds"]) for r in told["rows"]] == [
        ("F1", 3, [], 7, True)
    ]
    line = f"| F1 | a fall | 3 | 0 | 63.2 % | {told['rows'][0]['date']} | 0 s | 7 | has no legs: at 1 |"
    assert line in (tmp_path / "reliability.md").read_text()
    assert "| F1 | a fall | 3 | 0 |" in capsys.readouterr().out


def test_a_failing_row_ends_badly_and_tells_its_trials(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--seed", "7", "--jobs", "1", "--nightly"], {"F1": row(fails=True)}, models) == 1
    told = capsys.readouterr().out
    assert "| 5 | 5 | 100.0 % |" in told
    for number, trial in enumerate(row().trials(7, "nightly")):
        assert f"- F1, trial {number} {trial}: {trial['number']} fell over" in told


def test_a_row_whose_twin_passes_shows_nothing_and_ends_badly(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--jobs", "1"], {"F1": row(twin_fails=False)}, models) == 1
    assert "has no legs: did not fail" in capsys.readouterr().out


def test_a_row_that_cannot_be_run_here_says_why(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unrunnable = Row("F2", "no disk", {"change": 1, "nightly": 1}, draw, absent, absent, "none")
    assert main(["--jobs", "1"], {"F2": unrunnable}, models) == 0
    assert "not run: there is no disk" in capsys.readouterr().out


class Measuring:
    """Holds, and tells how much it was given."""

    def __init__(self) -> None:
        self.sum = 0

    def __call__(self, trial: Trial) -> str | None:
        self.sum += trial["number"]
        return None

    def seen(self) -> str:
        return f"{self.sum} in all."


@contextmanager
def measuring(_bench: Bench) -> Iterator[Try]:
    yield Measuring()


def test_what_was_measured_beside_stands_below_the_table(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = Row("F3", "numbers", {"change": 3, "nightly": 5}, draw, measuring, partial(subject, fails=True), "none")
    assert main(["--seed", "7", "--jobs", "1"], {"F3": told}, models) == 0
    total = sum(trial["number"] for trial in told.trials(7, "change"))
    assert f"What was measured beside:\n\n- F3: {total} in all." in capsys.readouterr().out


def test_a_row_of_the_night_is_made_by_day_only_when_it_is_asked_for(
    models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = {"F1": row(), "F4": Row("F4", "a dream", {"nightly": 2}, draw, *[partial(subject, fails=True)] * 2, "")}
    assert main(["--jobs", "1"], rows, models) == 0
    assert "F4" not in capsys.readouterr().out
    assert main(["--jobs", "1", "--row", "F4"], rows, models) == 1
    assert "| F4 | a dream | 2 | 2 |" in capsys.readouterr().out


def test_a_count_stands_in_for_that_of_the_tier(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--jobs", "1", "--count", "4"], {"F1": row()}, models) == 0
    assert "| F1 | a fall | 4 | 0 |" in capsys.readouterr().out


def test_the_bound_is_that_of_the_exact_interval() -> None:
    # 1 - 0.05 ** (1 / n) without failures; with them by the tables of Clopper and Pearson.
    assert Outcome("F", "", 1, "", trials=300).bound == pytest.approx(0.00994, abs=1e-5)
    assert Outcome("F", "", 1, "", trials=20).bound == pytest.approx(0.1391, abs=1e-4)
    assert Outcome("F", "", 1, "", trials=20, failures=[{}]).bound == pytest.approx(0.2161, abs=1e-4)


def test_a_record_keeps_each_row_of_either_tier_as_it_was_last_seen(tmp_path: Path, models: Path) -> None:
    rows = {"F1": row(), "F5": replace(row(), name="F5")}
    given = ["--jobs", "1", "--out", str(tmp_path)]
    main([*given, "--seed", "1"], rows, models)
    main([*given, "--seed", "2", "--row", "F5"], rows, models)
    main([*given, "--seed", "3", "--row", "F1", "--nightly"], rows, models)
    record = read(tmp_path / "reliability.json")
    seeds = {tier: [(o.row, o.seed, o.trials) for o in outcomes_in(record, tier)] for tier in record}
    assert seeds == {"change": [("F1", 1, 3), ("F5", 2, 3)], "nightly": [("F1", 3, 5)]}
    assert (tmp_path / "reliability.md").read_text() == page(record)


def test_what_was_seen_with_other_versions_does_not_stand_beside_what_is_seen_now() -> None:
    outcome = Outcome("F1", "a fall", 1, "2026-01-01")
    now = recorded({}, "change", [outcome], ["F1", "F2"])
    others = {**now["change"], "packages": {"chromadb": "0.1"}}
    after = recorded({"change": others}, "change", [replace(outcome, row="F2")], ["F1", "F2"])
    assert [o.row for o in outcomes_in(after, "change")] == ["F2"]


def test_the_page_of_reliability_is_what_the_record_beside_it_says() -> None:
    assert (DOCS / "reliability.md").read_text() == page(read(DOCS / "reliability.json"))


def test_what_rows_have_in_common_is_made_once_and_again_only_if_making_it_failed(tmp_path: Path) -> None:
    bench, made = Bench(tmp_path / "own", tmp_path), list[Path]()

    def make(folder: Path) -> None:
        made.append(folder)
        (folder / "half").touch()
        if len(made) == 1:
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        bench.once("home", make)
    assert not (tmp_path / "home").exists()
    assert bench.once("home", make) == bench.once("home", make) == tmp_path / "home"
    assert len(made) == 2


def test_the_trials_of_a_row_can_be_listed_without_making_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list", "--seed", "7"], {"F1": row(fails=True)}) == 0
    assert capsys.readouterr().out.splitlines()[0] == f"F1 0 {json.dumps(row().trials(7, 'change')[0])}"
