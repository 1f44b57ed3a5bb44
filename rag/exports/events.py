"""What happens while an answer is given, as JSON: the name of each event and its data."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from rag.events import Cited, Delta, Done, Event, Found, Planned, Replaced
from rag.records import answer_json, passage_json

_FORMS: dict[type[Event], tuple[str, Callable[[Any], dict[str, Any]]]] = {
    Found: ("passages", lambda event: {"passages": [passage_json(p) for p in event.passages]}),
    Cited: ("citation", lambda event: asdict(event.citation) | {"heading_path": list(event.citation.heading_path)}),
    Delta: ("delta", lambda event: {"text": event.text}),
    Replaced: ("replaced", lambda event: {"reason": event.reason}),
    Planned: ("plan", lambda event: event.plan),
    Done: ("done", lambda event: answer_json(event.answer)),
}


def event_json(event: Event) -> tuple[str, dict[str, Any]]:
    """The name of the event, and its data as plain JSON data."""
    name, form = _FORMS[type(event)]
    return name, form(event)
