"""The roadmaps side by side, as JSON."""

from dataclasses import asdict
from typing import Any

from rag.side_by_side import Held, SideBySide


def comparison_json(comparison: SideBySide) -> dict[str, Any]:
    """The comparison as plain JSON data; every place and every side has its citation, null where nothing is quoted."""
    return {
        "topics": [
            {
                "topic": row.topic.id,
                "name": row.topic.name,
                "taught_by": row.taught_by,
                "places": [
                    {
                        "roadmap": held.roadmap.id,
                        "place": held.says,
                        "level": held.level,
                        "citation": _citation(held),
                    }
                    for held in row.places
                ],
            }
            for row in comparison.rows
        ],
        "disagreements": [
            {
                "kind": dispute.kind,
                "matter": dispute.matter,
                "sides": [
                    {
                        "says": says,
                        "held_by": [{"roadmap": held.roadmap.id, "citation": _citation(held)} for held in holders],
                    }
                    for says, holders in dispute.sides
                ],
            }
            for dispute in comparison.disputes
        ],
    }


def _citation(held: Held) -> dict[str, Any] | None:
    return asdict(held.citation) if held.citation else None
