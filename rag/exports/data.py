"""A plan as JSON."""

import json
from dataclasses import asdict
from typing import Any

from rag.plan import Plan, PlannedStep, StageTime


def plan_json(plan: Plan) -> dict[str, Any]:
    """The plan as plain JSON data; a step's `time` is null where its hours are assumed."""
    return {
        "start": plan.pace.start.isoformat(),
        "hours_a_week": plan.pace.weekly,
        "hours_a_month": plan.pace.hours_a_month,
        "roadmap": plan.roadmap,
        "hours": round(plan.hours, 2),
        "weeks": plan.weeks,
        "steps": [_step(plan, step) for step in plan.steps],
        "assumptions": list(plan.assumptions),
        "understood": plan.understood,
        "citations": [asdict(c) for c in plan.citations],
    }


def json_of(plan: Plan) -> str:
    """The same as text; in ASCII, so that no terminal's encoding can refuse it."""
    return json.dumps(plan_json(plan), indent=2) + "\n"


def _step(plan: Plan, step: PlannedStep) -> dict[str, Any]:
    return {
        "topic": step.topic.id,
        "name": step.topic.name,
        "first_week": step.first_week,
        "last_week": step.last_week,
        "from": plan.starts(step).isoformat(),
        "to": plan.ends(step).isoformat(),
        "hours": round(step.hours, 2),
        "time": _time(step.time) if step.time else None,
    }


def _time(time: StageTime) -> dict[str, Any]:
    figures = [
        {"said": f.said, "low_hours": round(f.low, 2), "high_hours": round(f.high, 2), "citation": f.citation.marker}
        for f in time.figures
    ]
    return {"roadmap": time.roadmap, "stage": time.stage, "shared_by": time.shared, "figures": figures}
