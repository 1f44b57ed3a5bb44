"""Topics and goals as JSON."""

from dataclasses import asdict
from typing import Any

from ingest.topics import Topics


def topics_json(topics: Topics) -> dict[str, Any]:
    """All topics with what they require, and all goals with their topics."""
    return {
        "topics": [
            {"id": t.id, "name": t.name, "area": t.area, "requires": [asdict(r) for r in t.requires]}
            for t in topics.all
        ],
        "goals": [{"id": goal.id, "name": goal.name, "topics": list(goal.topics)} for goal in topics.goals],
    }
