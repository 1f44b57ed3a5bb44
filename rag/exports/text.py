"""A plan as plain text."""

from rag.exports.plain import clean, place
from rag.exports.words import headline, hours, time_of, weeks
from rag.plan import Plan


def text_of(plan: Plan) -> str:
    """A line for each step, what was assumed, what was understood, and the quotes."""
    blocks = [
        [headline(plan)],
        [
            f"{number}. {step.topic.name}: {weeks(step)}, {hours(step.hours)} ({time_of(step)})"
            for number, step in enumerate(plan.steps, start=1)
        ],
        list(plan.assumptions),
        [plan.understood],
        [
            line
            for c in plan.citations
            for line in (f"[{c.marker}] {place(c.title, c.heading_path)}", f"    {' '.join(c.quote.split())}")
        ],
    ]
    return clean("\n\n".join("\n".join(block) for block in blocks if any(block)) + "\n")
