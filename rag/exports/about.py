"""The state of Waymark as JSON: its index and its language model."""

from typing import Any

from rag.assistant import Assistant


def about_json(assistant: Assistant) -> dict[str, Any]:
    """The generation in use and what it holds, and the `name` and `state` of the language model, null without one."""
    return {**assistant.about(), "model": assistant.model_state()}
