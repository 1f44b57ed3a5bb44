"""A plan as a timeline: each step's weeks as a bar, and what its hours rest on."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from ui.sheets import Data, Names, quotes

_MOST_MARKS = 8  # of the axis


def timeline(plan: Mapping[str, Any], names: Names) -> Data:
    """What ui/views/weeks.js draws of a plan, as POST /v1/plan gives it."""
    weeks = max(plan["weeks"], 1)
    cited = {citation["marker"]: citation for citation in plan["citations"]}
    return {
        "marks": _marks(date.fromisoformat(plan["start"]), weeks),
        "rows": [_row(number, step, weeks, cited, names) for number, step in enumerate(plan["steps"], start=1)],
    }


def headline(plan: Mapping[str, Any]) -> str:
    """The plan in a sentence."""
    alone = f", in the order of {plan['roadmap']} alone" if plan["roadmap"] else ""
    if not plan["steps"]:
        return f"Nothing is left to learn{alone}: you know all that is on this way."
    steps, weeks = len(plan["steps"]), plan["weeks"]
    count = f"{steps} step{'s' * (steps != 1)} in {weeks} week{'s' * (weeks != 1)}"
    span = f"from {_day(plan['steps'][0]['from'])} to {_day(plan['steps'][-1]['to'])}"
    return f"{count}, {span}: {plan['hours']:.0f} hours at {plan['hours_a_week']:g} a week{alone}."


def _row(
    number: int, step: Mapping[str, Any], weeks: int, cited: Mapping[int, Mapping[str, Any]], names: Names
) -> Data:
    first, last = step["first_week"], step["last_week"]
    time = step["time"]
    hours = f"{step['hours']:.0f}" if step["hours"] >= 1 else "less than 1"
    return {
        "number": number,
        "title": step["name"],
        "when": f"Week {first}" if first == last else f"Weeks {first} to {last}",
        "days": f"{_day(step['from'])} to {_day(step['to'])}",
        "hours": f"{hours} hour{'s' * (hours != '1')}",
        "left": 100 * (first - 1) / weeks,
        "width": 100 * (last - first + 1) / weeks,
        "assumed": time is None,
        "rests": _rests(time, names),
        "quotes": quotes(cited.get(f["citation"]) for f in time["figures"]) if time else [],
    }


def _rests(time: Mapping[str, Any] | None, names: Names) -> str:
    """Where a step's hours come from."""
    if time is None:
        return "Assumed: no roadmap states a time for it."
    first, *others = [figure["said"] for figure in time["figures"]]
    shared = f", shared by {time['shared_by']} topics" if time["shared_by"] > 1 else ""
    also = "".join(f"; elsewhere it says {said}" for said in others)
    return f"{names.get(time['roadmap'], time['roadmap'])} gives {first} for {time['stage']}{shared}{also}."


def _marks(start: date, weeks: int) -> list[Data]:
    """The days that the axis names: the first, and others in even distances of whole weeks."""
    apart = -(-weeks // _MOST_MARKS)
    days = ((week, start + timedelta(weeks=week)) for week in range(0, weeks, apart))
    return [{"left": 100 * week / weeks, "text": f"{day.day} {day:%b %Y}"} for week, day in days]


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%b %Y}"
