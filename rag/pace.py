"""A way spread over weeks by the times that roadmaps state, with what had to be assumed."""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import median

from ingest.records import Topic
from rag.effort import HOURS_A_MONTH
from rag.errors import PlanError
from rag.extractive.wording import listed
from rag.plan import USUAL_HOURS, Pace, Plan, PlannedStep, StageTime
from rag.stated import StatedTimes

_SLIP = 1e-9  # of a week, by which sums of fractions may miss a whole number

Times = Mapping[str, StageTime]  # by ids of topics


def paced(times: StatedTimes, steps: Sequence[Topic], known: Iterable[Topic], pace: Pace) -> Plan:
    """The `steps` in order, spread over weeks; raises PlanError for one that ends after the last year of calendars.

    A stage's time is shared evenly among the topics of the whole way that it teaches, those that are `known` included,
    so that who knows half of them needs half of it.
    """
    every = times.curriculum.topics.all
    stated = _stated(times, steps, [*steps, *known])
    others = list(stated.values()) or list(_stated(times, every, every).values())
    usual = median(t.hours for t in others) if others else pace.hours_a_month
    spread, done = list[PlannedStep](), 0.0
    for topic in steps:
        time = stated.get(topic.id)
        hours = time.hours if time else usual
        first = math.floor(done / pace.weekly + _SLIP) + 1
        done += hours
        last = max(first, math.ceil(done / pace.weekly - _SLIP))
        spread.append(PlannedStep(topic, hours, first, last, time))
    _check_end(pace, spread)
    return Plan(tuple(spread), pace, tuple(_assumptions(spread, pace, usual, is_median=bool(others))))


def _stated(times: StatedTimes, steps: Sequence[Topic], sharing: Sequence[Topic]) -> Times:
    """The time for each step that has a stated one, where `sharing` are the topics that share those of stages."""
    stages = {topic.id: stage for topic in steps if (stage := times.stage(topic))}
    shares = {id_: sum(times.teaches(stage, topic) for topic in sharing) for id_, stage in stages.items()}
    found = {id_: times.time(stage, shares[id_]) for id_, stage in stages.items()}
    return {id_: time for id_, time in found.items() if time}


def _check_end(pace: Pace, steps: Sequence[PlannedStep]) -> None:
    if steps and pace.start.toordinal() + 7 * steps[-1].last_week > date.max.toordinal():
        raise PlanError(
            f"A plan from {pace.start} with {pace.weekly:g} hours a week runs on after the year {date.max.year}. "
            "Give it more hours or an earlier start."
        )


def _assumptions(steps: Sequence[PlannedStep], pace: Pace, usual: float, *, is_median: bool) -> list[str]:
    """What no source states, a sentence each."""
    stated = [s.time for s in steps if s.time]
    assumed = [s.topic.name for s in steps if not s.time]
    of = "the median of the others" if is_median else "one month of a source"
    given = f"{usual:.1f} hours{' each' if len(assumed) > 1 else ''}, {of}"
    told = {
        f"You did not say how many hours a week you have: {USUAL_HOURS:g} are assumed.": (pace.hours_a_week is None),
        f"A month of a source is taken as {pace.hours_a_month:g} hours of work{_about(pace)}. No source states hours, "
        "so this is Waymark's assumption.": steps,
        "Where a source gives a range, its middle counts.": any(t.figures[0].low < t.figures[0].high for t in stated),
        "Where two figures of one source differ, that of its heading counts.": any(len(t.figures) > 1 for t in stated),
        "A stage's time is shared evenly among the topics of the way that it teaches, those you know included.": any(
            t.shared > 1 for t in stated
        ),
        f"No roadmap states a time for {listed(assumed)}: Waymark assumes {given}.": assumed,
    }
    return [sentence for sentence, holds in told.items() if holds]


def _about(pace: Pace) -> str:
    return ", about ten a week" if pace.hours_a_month == HOURS_A_MONTH else ""
