"""What a search found as JSON data."""

from collections.abc import Sequence
from typing import Any

from rag.records import Passage, passage_json


def search_json(passages: Sequence[Passage], degraded: str | None) -> dict[str, Any]:
    """The passages, best first, and why they were searched for in a lesser way, if they were."""
    return {"passages": [passage_json(passage) for passage in passages], "degraded": degraded}
