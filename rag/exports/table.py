"""A plan as CSV, for a spreadsheet."""

import csv
import io

from rag.exports.words import time_of
from rag.plan import Figure, Plan

_HEAD = (
    "step", "topic", "first_week", "last_week", "from", "to", "hours",
    "time", "stated", "quote", "document_id", "heading_path", "start", "end",
)  # fmt: skip


def csv_of(plan: Plan) -> str:
    """A row for each step, with the quote that its hours come from; `time` is `assumed` where there is none."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(_HEAD)
    for number, step in enumerate(plan.steps, start=1):
        writer.writerow([
            number, step.topic.name, step.first_week, step.last_week, plan.starts(step), plan.ends(step),
            round(step.hours, 2), "stated" if step.time else "assumed", time_of(step, marked=False),
            *(_source(step.time.figures[0]) if step.time else [""] * 5),
        ])  # fmt: skip
    return page.getvalue()


def _source(figure: Figure) -> list[str | int]:
    cited = figure.citation
    return [cited.quote, cited.document_id, " > ".join(cited.heading_path), cited.start, cited.end]
