import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from commands import fake_parts, run
from fakes import FakeAssistant
from kitchen import TOPICS, kitchen

from rag.bounds import check_pace
from rag.effort import hours_of
from rag.errors import PlanError
from rag.exports.data import plan_json
from rag.exports.ics import ics_of
from rag.exports.markdown import markdown_of
from rag.exports.table import csv_of
from rag.exports.text import text_of
from rag.learner import Learner
from rag.library import Library
from rag.plan import Pace, Plan
from rag.planning import plan_for

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
PACE = Pace(date(2026, 1, 5), 10)


@pytest.fixture
def plan() -> Plan:
    """Stock in weeks 1-10 and knife work in weeks 11-16, as the Soup Roadmap has them."""
    return plan_for(kitchen(), Learner(), PACE, kitchen().documents["soup"])


@pytest.fixture
def nothing() -> Plan:
    return plan_for(kitchen(), Learner(known=TOPICS.all), PACE)


class Planning(FakeAssistant):
    """Plans over the kitchen's library."""

    def plan(
        self,
        text: str = "",  # noqa: ARG002 - all that matters here is the pace
        known: Sequence[str] = (),  # noqa: ARG002
        lacking: Sequence[str] = (),  # noqa: ARG002
        goal: str | None = None,  # noqa: ARG002
        *,
        pace: Pace,
        roadmap: str | None = None,
        profile: Mapping[str, Any] | None = None,  # noqa: ARG002
    ) -> Plan:
        check_pace(pace)
        return plan_for(kitchen(), Learner(), pace, kitchen().documents[roadmap] if roadmap else None)


def test_text_has_a_line_for_each_step_with_its_time_and_quote(plan: Plan) -> None:
    lines = text_of(plan).splitlines()
    assert lines[0] == (
        "2 steps in 16 weeks, from 2026-01-05 to 2026-04-26: 160 h at 10 hours a week, "
        "in the order of Soup Roadmap alone."
    )
    assert lines[2:4] == [
        "1. stock: weeks 1-10, 100 h (Soup Roadmap gives 2-3 months [1] for Phase 1: Stock)",
        "2. knife work: weeks 11-16, 60 h (Soup Roadmap gives 1-2 months [2] for Phase 2: Knife Work)",
    ]
    assert lines[-1] == "    ## Phase 2: Knife Work (1-2 months)"


def test_markdown_has_a_row_for_each_step(plan: Plan) -> None:
    rows = [line for line in markdown_of(plan).splitlines() if line.startswith("| ")]
    assert rows[1] == (
        "| 1 | stock | 1-10 | 2026-01-05 | 2026-03-15 | 100 h | Soup Roadmap gives 2-3 months [1] for Phase 1: Stock |"
    )
    assert len(rows) == 3


def test_csv_reads_back_with_the_quote_of_each_time(plan: Plan) -> None:
    rows = list(csv.DictReader(io.StringIO(csv_of(plan))))
    assert [(r["topic"], r["first_week"], r["last_week"], r["hours"]) for r in rows] == [
        ("stock", "1", "10", "100.0"),
        ("knife work", "11", "16", "60.0"),
    ]
    for row in rows:
        text = kitchen().documents[row["document_id"]].text
        assert text[int(row["start"]) : int(row["end"])] == row["quote"]


def test_json_has_the_steps_and_where_their_time_comes_from(plan: Plan) -> None:
    data = json.loads(json.dumps(plan_json(plan)))
    assert (data["hours"], data["weeks"], data["roadmap"]) == (160, 16, "Soup Roadmap")
    stock = data["steps"][0]
    assert (stock["from"], stock["to"]) == ("2026-01-05", "2026-03-15")
    assert stock["time"]["figures"] == [{"said": "2-3 months", "low_hours": 80, "high_hours": 120, "citation": 1}]


def test_a_calendar_reads_back_with_an_event_over_whole_days_for_each_step(plan: Plan) -> None:
    events = icalendar.Calendar.from_ical(ics_of(plan, NOW)).events
    assert [(str(e["SUMMARY"]), e.start, e.end) for e in events] == [
        ("Learn stock", date(2026, 1, 5), date(2026, 3, 16)),
        ("Learn knife work", date(2026, 3, 16), date(2026, 4, 27)),
    ]
    assert all(e.stamp == NOW for e in events)
    assert "## Phase 1: Stock (2-3 months)" in str(events[0]["DESCRIPTION"])


def test_the_events_of_one_plan_have_the_same_uids_whenever_it_is_written(plan: Plan) -> None:
    def uids(plan: Plan, stamp: datetime) -> list[str]:
        return [str(e["UID"]) for e in icalendar.Calendar.from_ical(ics_of(plan, stamp)).events]

    other = plan_for(kitchen(), Learner(), Pace(date(2026, 1, 12), 10), kitchen().documents["soup"])
    assert uids(plan, NOW) == uids(plan, NOW + timedelta(days=3))
    assert not set(uids(plan, NOW)) & set(uids(other, NOW))


@pytest.mark.parametrize("id_", [None, "2024-2025", "2025-26", "2025", "ten-steps", "twelve-months"])
def test_a_shipped_plan_is_a_calendar_with_as_many_events_as_steps(shelf: Library, id_: str | None) -> None:
    plan = plan_for(shelf, Learner(), PACE, shelf.documents[id_] if id_ else None)
    events = icalendar.Calendar.from_ical(ics_of(plan, NOW)).events
    assert len(events) == len(plan.steps) == len({str(e["UID"]) for e in events}) > 10


def test_an_empty_plan_is_written_in_every_format(nothing: Plan) -> None:
    assert text_of(nothing).startswith("Nothing is left to learn: you know all")
    assert "|" not in markdown_of(nothing)
    assert len(csv_of(nothing).splitlines()) == 1
    assert plan_json(nothing)["steps"] == []
    assert icalendar.Calendar.from_ical(ics_of(nothing, NOW)).events == []


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("3-6 months", (120, 240)),
        ("2-4 months if new", (80, 160)),
        ("Months 4-6", (120, 120)),
        ("1 year", (480, 480)),
        ("13 weeks", (120, 120)),  # a quarter of a year
        ("12-month", (480, 480)),
        ("6 hours", (6, 6)),
        ("soon", None),
        ("0 weeks", None),
        ("Months 6-4", None),
    ],
)
def test_durations_are_hours(said: str, hours: tuple[float, float] | None) -> None:
    assert hours_of(said, 40) == (pytest.approx(hours) if hours else None)


@pytest.mark.parametrize("hours", ["0", "-3", "101", "nan", "inf"])
def test_hours_that_nobody_has_are_refused(tmp_path: Path, hours: str) -> None:
    result = run(fake_parts(tmp_path, open_assistant=lambda _: Planning()), "plan", f"--hours={hours}")
    assert result.exit_code == 1
    assert "hours a week cannot be planned with. Give from 0.1 to 100 with --hours." in result.stderr
    with pytest.raises(PlanError, match="A month of 0 hours"):
        check_pace(Pace(date(2026, 1, 5), 10, 0))


def test_the_command_writes_the_plan_and_never_over_a_file_unasked(tmp_path: Path) -> None:
    parts = fake_parts(tmp_path, open_assistant=lambda _: Planning())
    out = tmp_path / "plans" / "plan.ics"
    arguments = ("plan", "--start", "2026-01-05", "--roadmap", "soup", "--format", "ics", "--out", str(out))
    assert run(parts, *arguments).exit_code == 0
    assert len(icalendar.Calendar.from_ical(out.read_bytes()).events) == 2
    out.write_text("mine")
    refused = run(parts, *arguments)
    assert (refused.exit_code, out.read_text()) == (1, "mine")
    assert "is there already. Name another file with --out, or add --overwrite." in refused.stderr
    assert run(parts, *arguments, "--overwrite").exit_code == 0
    assert out.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_without_a_file_the_plan_goes_to_standard_output(tmp_path: Path) -> None:
    parts = fake_parts(tmp_path, open_assistant=lambda _: Planning())
    result = run(parts, "plan", "--start", "2026-01-05", "--format", "json")
    assert json.loads(result.stdout)["start"] == "2026-01-05"
    assert run(parts, "plan", "--start", "soon").exit_code == 2
