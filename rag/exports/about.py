"""The state of Waymark as JSON: its index and its language model."""

from collections.abc import Mapping
from typing import Any


def about_json(about: Mapping[str, object], model: Mapping[str, str] | None) -> dict[str, Any]:
    """The generation in use and what it holds, and the `name` and `state` of the language model, null without one."""
    return {**about, "model": model and dict(model)}
