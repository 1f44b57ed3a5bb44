"""A next step as data, as an answer's `plan` holds it."""

from collections.abc import Mapping, Sequence
from typing import Any

from ingest.records import Topic


def step_data(  # noqa: PLR0913 - the parts of a step
    steps: Sequence[Topic],
    why: str,
    *,
    profile: Mapping[str, Any] | None,
    resources: Sequence[str] = (),
    project: str | None = None,
    time: str | None = None,
    disagreements: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """The first of `steps`, with why and what with, and those that follow; texts may hold a draft's marks."""
    first, *others = steps
    return {
        "profile": profile,
        "next": {
            "topic": first.id,
            "name": first.name,
            "why": [why],
            "resources": list(resources),
            "project": project,
            "time": time,
        },
        "then": [{"topic": topic.id, "name": topic.name} for topic in others],
        "disagreements": list(disagreements),
    }
