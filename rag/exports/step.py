"""A next step as JSON."""

from dataclasses import asdict
from typing import Any

from rag.records import Answer


def step_json(answer: Answer) -> dict[str, Any]:
    """The step as plain JSON data: what was understood, what comes next and then, and what the markers stand for.

    `next` is null where nothing is left to learn, or where one roadmap's next stage was asked for; `text` tells it.
    """
    plan = answer.plan or {"profile": None, "next": None, "then": [], "disagreements": []}
    citations = [asdict(citation) for citation in answer.citations]
    return {**plan, "text": answer.text, "citations": citations, "timings_ms": answer.timings_ms}
