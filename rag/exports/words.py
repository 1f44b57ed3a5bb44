"""How the parts of a plan are put in words, in every format alike."""

from rag.plan import Plan, PlannedStep


def weeks(step: PlannedStep) -> str:
    """The weeks of a step: `week 3` or `weeks 3-5`."""
    first, last = step.first_week, step.last_week
    return f"week {first}" if first == last else f"weeks {first}-{last}"


def hours(number: float) -> str:
    """Hours to a tenth: `2.5 h`, `40 h`."""
    return f"{round(number, 1):g} h"


def time_of(step: PlannedStep, *, marked: bool = True) -> str:
    """Where a step's hours come from, with or without the markers of the quotes, or that they are assumed."""
    if step.time is None:
        return "assumed: no roadmap states a time for it"
    first, *others = [f"{f.said} [{f.citation.marker}]" if marked else f.said for f in step.time.figures]
    shared = f", shared by {step.time.shared} topics" if step.time.shared > 1 else ""
    also = "".join(f"; elsewhere it says {said}" for said in others)
    return f"{step.time.roadmap} gives {first} for {step.time.stage}{shared}{also}"


def headline(plan: Plan) -> str:
    """The plan in one sentence."""
    alone = f", in the order of {plan.roadmap} alone" if plan.roadmap else ""
    if not plan.steps:
        return f"Nothing is left to learn{alone}: you know all that is on this way."
    count = "One step" if len(plan.steps) == 1 else f"{len(plan.steps)} steps"
    length = "one week" if plan.weeks == 1 else f"{plan.weeks} weeks"
    return (
        f"{count} in {length}, from {plan.pace.start} to {plan.ends(plan.steps[-1])}: "
        f"{hours(plan.hours)} at {plan.pace.weekly:g} hours a week{alone}."
    )
