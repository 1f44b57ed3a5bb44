"""Next steps and topics, on the terminal and as JSON."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ui.terminal import Page, one_line

if TYPE_CHECKING:
    from ingest.topics import Topics
    from rag.records import Answer


def step_json(answer: "Answer") -> dict[str, Any]:
    """The step as plain JSON data: what was understood, what comes next and then, and what the markers stand for.

    `next` is null where nothing is left to learn, or where one roadmap's next stage was asked for; `text` tells it.
    """
    plan = answer.plan or {"profile": None, "next": None, "then": [], "disagreements": []}
    citations = [asdict(citation) for citation in answer.citations]
    return {**plan, "text": answer.text, "citations": citations, "timings_ms": answer.timings_ms}


def topics_json(topics: "Topics") -> dict[str, Any]:
    """All topics with what they require, and all goals with their topics."""
    return {
        "topics": [
            {"id": t.id, "name": t.name, "area": t.area, "requires": [asdict(r) for r in t.requires]}
            for t in topics.all
        ],
        "goals": [{"id": goal.id, "name": goal.name, "topics": list(goal.topics)} for goal in topics.goals],
    }


def print_topics(topics: "Topics") -> None:
    """Print each topic with what it requires, area by area, and then the goals."""
    page = Page()
    for area, name in topics.areas.items():
        page.line(name, style="bold")
        for topic in (t for t in topics.all if t.area == area):
            requires = ", ".join(requirement.topic for requirement in topic.requires)
            page.indented(one_line(f"{topic.id}: {topic.name}{f' (after {requires})' if requires else ''}"))
    page.line("Goals", style="bold")
    for goal in topics.goals:
        page.indented(one_line(f"{goal.id}: {goal.name}"))
