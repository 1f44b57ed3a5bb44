"""A plan as a calendar (RFC 5545); the only file that imports icalendar."""

import uuid
from datetime import datetime, timedelta

from icalendar import Calendar, Event
from icalendar.enums import TRANSP

from rag.exports.words import hours, time_of, weeks
from rag.plan import Plan, PlannedStep

_PLANS = uuid.uuid5(uuid.NAMESPACE_URL, "https://waymark.invalid/plans")  # the space of our events' names


def ics_of(plan: Plan, stamp: datetime) -> str:
    """One event over whole days for each step, made at `stamp`; its UID is the same whenever the plan is."""
    name = "; ".join(f"{s.topic.id} {s.first_week}-{s.last_week}" for s in plan.steps)
    own = uuid.uuid5(_PLANS, f"{plan.pace.start} {plan.roadmap} {name}")
    events = [_event(plan, step, uuid.uuid5(own, step.topic.id), stamp) for step in plan.steps]
    calendar = Calendar.new(name="Learning plan", prodid="-//Waymark//Learning plan//EN", uid=own, subcomponents=events)
    return str(calendar.to_ical(), "utf-8")


def _event(plan: Plan, step: PlannedStep, uid: uuid.UUID, stamp: datetime) -> Event:
    quotes = (
        [f"[{f.citation.marker}] {f.citation.title}: {f.citation.quote}" for f in step.time.figures]
        if step.time
        else []
    )
    return Event.new(
        uid=uid,
        stamp=stamp,
        start=plan.starts(step),
        end=plan.ends(step) + timedelta(days=1),  # the first day that is free again
        summary=f"Learn {step.topic.name}",
        description="\n".join([f"{weeks(step).capitalize()}, {hours(step.hours)}: {time_of(step)}.", *quotes]),
        transparency=TRANSP.TRANSPARENT,
    )
