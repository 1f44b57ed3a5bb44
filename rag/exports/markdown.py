"""A plan as a Markdown page."""

from rag.exports.plain import clean, place
from rag.exports.words import headline, hours, time_of
from rag.plan import Plan

_HEAD = ("| Step | Topic | Weeks | From | To | Time | Where the time comes from |", "|---|---|---|---|---|---|---|")


def markdown_of(plan: Plan) -> str:
    """A table of the steps, what was assumed, and the quotes as a list."""
    rows = [
        _row(
            str(number), step.topic.name, f"{step.first_week}-{step.last_week}", plan.starts(step).isoformat(),
            plan.ends(step).isoformat(), hours(step.hours), time_of(step),
        )
        for number, step in enumerate(plan.steps, start=1)
    ]  # fmt: skip
    quotes = [
        f"- [{c.marker}] {place(c.title, c.heading_path)}: `{' '.join(c.quote.split()).replace('`', '')}`"
        for c in plan.citations
    ]
    blocks = [
        ["# Learning plan"],
        [headline(plan)],
        [*_HEAD, *rows] if rows else [],
        [f"- {assumption}" for assumption in plan.assumptions],
        [plan.understood],
        ["## Quotes"] if quotes else [],
        quotes,
    ]
    return clean("\n\n".join("\n".join(block) for block in blocks if any(block)) + "\n")


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
