"""Where each topic of a map is drawn: a column for each step of prerequisites, a lane for each area."""

import textwrap
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any

WIDE, HIGH = 168, 40  # of a box, in units of the picture
_GAP_X, _GAP_Y = 44, 10
_HEAD, _PAD, _EDGE = 24, 10, 12  # of a lane: its name, the room below its boxes; and the picture's margin
_LINE = 21  # characters of a name on one line of a box
_SWEEPS = 4  # passes that bring neighbours of the graph near each other


@dataclass(frozen=True, slots=True)
class Box:
    """A topic's box: the corner nearest to the origin, and its name in lines."""

    topic: str
    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """The band of one area."""

    name: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole picture; `edges` lead from the topic that is required to the one that requires it."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lanes: tuple[Lane, ...]
    edges: tuple[tuple[str, str], ...]


def layout(topics: Sequence[Mapping[str, Any]], areas: Sequence[Mapping[str, Any]]) -> Layout:
    """The picture of `topics`, as POST /v1/map gives them; what they need and is not among them is left out.

    Each topic stands right of all that it needs. Lanes follow the order of `areas`; those without topics are left out.
    """
    needs = {t["id"]: [n for n in t["needs"] if n in {s["id"] for s in topics}] for t in topics}
    columns = _columns(needs)
    boxes: list[Box] = []
    lanes: list[Lane] = []
    y = 0.0
    rows: dict[str, float] = {}
    for area in areas:
        own = [t for t in topics if t["area"] == area["id"]]
        if not own:
            continue
        cells = _ordered(own, columns, needs, rows)
        deepest = max(map(len, cells.values()))
        for column, cell in cells.items():
            for row, topic in enumerate(cell):
                top = y + _HEAD + row * (HIGH + _GAP_Y)
                rows[topic["id"]] = top
                lines = tuple(textwrap.wrap(topic["name"], _LINE)) or (topic["id"],)
                boxes.append(Box(topic["id"], _EDGE + column * (WIDE + _GAP_X), top, lines))
        height = _HEAD + deepest * (HIGH + _GAP_Y) - _GAP_Y + _PAD
        lanes.append(Lane(str(area["name"]), y, height))
        y += height
    width = max((box.x + WIDE + _EDGE for box in boxes), default=0.0)
    edges = tuple((before, id_) for id_, befores in needs.items() for before in befores)
    return Layout(width, y, tuple(boxes), tuple(lanes), edges)


def _columns(needs: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """By each topic the most steps that lead to it."""
    found: dict[str, int] = {}

    def column(id_: str) -> int:
        if id_ not in found:
            found[id_] = 1 + max((column(n) for n in needs[id_]), default=-1)
        return found[id_]

    for id_ in needs:
        column(id_)
    return found


def _ordered(
    own: Sequence[Mapping[str, Any]],
    columns: Mapping[str, int],
    needs: Mapping[str, Sequence[str]],
    above: Mapping[str, float],
) -> dict[int, list[Mapping[str, Any]]]:
    """The topics of one lane by column, each beside what it needs in this lane and in those `above`."""
    cells: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for topic in own:
        cells[columns[topic["id"]]].append(topic)
    near = _neighbours(needs)
    for _ in range(_SWEEPS):
        here = {t["id"]: float(row * (HIGH + _GAP_Y)) for cell in cells.values() for row, t in enumerate(cell)}
        rows = {**above, **here}

        def weight(topic: Mapping[str, Any], rows: Mapping[str, float] = rows) -> float:
            beside = [rows[n] for n in near[topic["id"]] if n in rows]
            return mean(beside) if beside else rows[topic["id"]]

        for cell in cells.values():
            cell.sort(key=weight)
    return cells


def _neighbours(needs: Mapping[str, Sequence[str]]) -> dict[str, set[str]]:
    """By each topic those that it needs and those that need it."""
    near: dict[str, set[str]] = defaultdict(set)
    for id_, befores in needs.items():
        for before in befores:
            near[id_].add(before)
            near[before].add(id_)
    return near
