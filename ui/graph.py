"""The map of topics as data to draw: boxes with their signs, lanes, and the curves between them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ui.layout import HIGH, WIDE, Box, Layout, layout

STANDINGS = {
    "known": "known",
    "next": "can be taken up now",
    "later": "comes later",
    "aside": "not for this goal",
}
_SIGNS = {"known": "✓", "aside": "·"}


def picture(
    progress: Mapping[str, Any], shown: Sequence[Mapping[str, Any]], names: Mapping[str, str]
) -> dict[str, Any]:
    """What ui/views/map.js draws of the topics `shown` of a map; `names` are those of all topics by their ids."""
    drawn = layout(shown, progress["areas"])
    topics = {topic["id"]: topic for topic in shown}
    places = {box.topic: box for box in drawn.boxes}
    return {
        "width": drawn.width,
        "height": drawn.height,
        "wide": WIDE,
        "high": HIGH,
        "label": f"Topics on the way to {progress['goal']}. The arrow keys go from topic to topic, Enter opens one.",
        "first": _first(drawn, topics),
        "legend": [
            {"standing": standing, "sign": _SIGNS.get(standing, "1"), "text": f"{said} ({count})"}
            for standing, said in STANDINGS.items()
            if (count := sum(topic["standing"] == standing for topic in shown))
        ],
        "lanes": [asdict(lane) for lane in drawn.lanes],
        "boxes": [_box(box, topics[box.topic], names) for box in drawn.boxes],
        "edges": [
            {"from": a, "to": b, "path": _curve(places[a], places[b]), "aside": topics[b]["standing"] == "aside"}
            for a, b in drawn.edges
        ],
    }


def _box(box: Box, topic: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    standing = topic["standing"]
    step = f", step {topic['step']}" if topic["step"] else ""
    needs = ", ".join(names[id_] for id_ in topic["needs"])
    return {
        **asdict(box),
        "standing": standing,
        "sign": _SIGNS.get(standing, str(topic["step"] or "")),
        "label": f"{topic['name']}: {STANDINGS[standing]}{step}{f'; needs {needs}' if needs else ''}",
    }


def _first(drawn: Layout, topics: Mapping[str, Mapping[str, Any]]) -> str | None:
    """The box to which the tab key leads: the first step, or else the first box."""
    steps = sorted((topics[b.topic]["step"], b.topic) for b in drawn.boxes if topics[b.topic]["step"])
    return steps[0][1] if steps else next((box.topic for box in drawn.boxes), None)


def _curve(one: Box, other: Box) -> str:
    """The path from the right side of one box to the left side of another."""
    x0, y0, x1, y1 = one.x + WIDE, one.y + HIGH / 2, other.x, other.y + HIGH / 2
    bend = min(60.0, (x1 - x0) / 2)
    return f"M{x0:g} {y0:g} C{x0 + bend:g} {y0:g} {x1 - bend:g} {y1:g} {x1:g} {y1:g}"
