"""Topics and goals as JSON: all of them, one with who teaches it, and a learner's map of them."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from ingest.records import Topic
from ingest.topics import Topics
from rag.progress import Progress
from rag.records import Citation
from rag.teaching import Lessons, Means, Need, Order, Teaching


def topics_json(topics: Topics) -> dict[str, Any]:
    """All topics with what they require, all areas by name, and all goals with their topics."""
    return {
        "topics": [
            {"id": t.id, "name": t.name, "area": t.area, "requires": [asdict(r) for r in t.requires]}
            for t in topics.all
        ],
        "areas": [{"id": id_, "name": name} for id_, name in topics.areas.items()],
        "goals": [{"id": goal.id, "name": goal.name, "topics": list(goal.topics)} for goal in topics.goals],
    }


def teaching_json(teaching: Teaching) -> dict[str, Any]:
    """One topic with all who teach it as plain JSON data; a citation is null where nothing can be quoted."""
    return {
        **_named(teaching.topic),
        "area": teaching.topic.area,
        "area_name": teaching.area,
        "gloss": teaching.topic.gloss,
        "requires": [_need(need) for need in teaching.needs],
        "leads_to": [_named(topic) for topic in teaching.leads_to],
        "roadmaps": [_lessons(lessons) for lessons in teaching.roadmaps],
        "resources": [_resource(means) for means in teaching.resources],
        "projects": [{"roadmap": p.document.id, "citation": asdict(p.citation)} for p in teaching.projects],
    }


def progress_json(progress: Progress) -> dict[str, Any]:
    """A learner's map as plain JSON data."""
    return {
        "goal": progress.goal,
        "understood": progress.understood,
        "topics": [
            {
                **_named(place.topic),
                "area": place.topic.area,
                "standing": place.standing,
                "step": place.step,
                "needs": list(place.needs),
            }
            for place in progress.places
        ],
        "areas": [asdict(area) for area in progress.areas],
    }


def _named(topic: Topic) -> dict[str, str]:
    return {"id": topic.id, "name": topic.name}


def _need(need: Need) -> dict[str, Any]:
    return {
        **_named(need.edge.needed),
        "why": need.edge.why,
        "backed_by": _orders(need.backed_by),
        "against": _orders(need.against),
    }


def _orders(orders: Iterable[Order]) -> list[dict[str, Any]]:
    return [{"roadmap": o.roadmap.id, "first": _cited(o.first), "then": _cited(o.then)} for o in orders]


def _lessons(lessons: Lessons) -> dict[str, Any]:
    place = lessons.place
    return {
        "roadmap": lessons.held.roadmap.id,
        "place": lessons.held.says,
        "level": lessons.held.level,
        "stage": place.stage if place else None,
        "stages": place.stages if place else None,
        "position": place.position if place else None,
        "citation": _cited(lessons.held.citation),
        "lessons": [asdict(quote) for quote in lessons.quotes],
    }


def _resource(means: Means) -> dict[str, Any]:
    facts = means.document.resource
    return {
        "id": means.document.id,
        "title": means.document.title,
        "url": means.document.url,
        "form": facts.form if facts else None,
        "level": facts.level if facts else None,
        "cost": facts.cost if facts else None,
        "status": facts.status if facts else None,
        "named_by": list(facts.named_by) if facts else [],
        "citation": asdict(means.citation),
    }


def _cited(citation: Citation | None) -> dict[str, Any] | None:
    return asdict(citation) if citation else None
