"""Topics and goals on the terminal."""

from typing import TYPE_CHECKING, Any

from ui.terminal import Page, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ingest.topics import Topics
    from rag.edges import Edge
    from ui.sheets import Names


def edges_json(edges: "Sequence[Edge]") -> list[dict[str, Any]]:
    """All requirements, each with the roadmaps that back it, go against it or say nothing."""
    return [
        {
            "topic": edge.topic.id,
            "requires": edge.needed.id,
            "why": edge.why,
            "backed_by": list(edge.backed_by),
            "against": list(edge.against),
            "silent": list(edge.silent),
            "contradicted": edge.is_contradicted,
        }
        for edge in edges
    ]


def print_edges(edges: "Sequence[Edge]") -> None:
    """Print the requirements that roadmaps mostly contradict, then those they back, then Waymark's own view."""
    groups = {
        "Most roadmaps put these the other way round": [e for e in edges if e.is_contradicted],
        "Backed by the order of roadmaps": [e for e in edges if e.backed_by and not e.is_contradicted],
        "Waymark's own view": [e for e in edges if not e.backed_by and not e.is_contradicted],
    }
    page = Page()
    for heading, group in groups.items():
        page.line(f"{heading}: {len(group)} of {len(edges)}", style="bold")
        for edge in group:
            says = f"backed by {', '.join(edge.backed_by) or 'none'}, against {', '.join(edge.against) or 'none'}"
            page.indented(one_line(f"{edge.topic.id} after {edge.needed.id} ({says}): {edge.why}"))


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


def print_teaching(teaching: "Mapping[str, Any]", names: "Names") -> None:
    """Print who teaches a topic, as GET /v1/topics/{id} tells of it, each with the quotes that it rests on."""
    from ui.topic import topic_sheet

    page = Page()
    for section in topic_sheet(teaching, names):
        page.line(one_line(": ".join(filter(None, [section["title"], section["note"]]))), style="bold")
        for item in section["items"]:
            page.indented(one_line(f"{item['title']}: {item['text']}"))
            for quote in item["quotes"]:
                page.indented(one_line(f"- {quote['text']} ({quote['where']})"), style="dim")
