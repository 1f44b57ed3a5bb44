"""What a search found as JSON data."""

from collections.abc import Callable, Sequence
from typing import Any

from rag.noted import noting, sentences_joined
from rag.records import Passage, passage_json


def search_json(search: Callable[[], Sequence[Passage]]) -> dict[str, Any]:
    """The passages that `search` finds, best first, and why it was made in a lesser way, if it was."""
    with noting() as noted:
        passages = search()
    return {"passages": [passage_json(passage) for passage in passages], "degraded": sentences_joined(*noted)}
