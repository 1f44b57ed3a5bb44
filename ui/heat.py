"""The roadmaps side by side as a grid: how early each has a topic, told in words and by shade."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ui.sheets import Data, Names, item, quotes, section

_OF = re.compile(r"(\d+) of (\d+)")
_ASIDE = frozenset({"speciality", "aside", "mention"})
_KINDS = {
    "order": "What comes first",
    "weight": "How much weight a topic has",
    "time": "How long it takes",
    "projects": "When projects are done",
}


def grid(comparison: Mapping[str, Any], names: Names) -> Data:
    """What ui/views/grid.js draws of a comparison, as GET /v1/compare gives it."""
    rows = comparison["topics"]
    heads = [names.get(place["roadmap"], place["roadmap"]) for place in rows[0]["places"]] if rows else []
    return {
        "heads": heads,
        "rows": [
            {
                "title": row["name"],
                "taught": f"taught by {row['taught_by']} of {len(heads)}",
                "cells": [_cell(place) for place in row["places"]],
            }
            for row in rows
        ],
    }


def consensus(comparison: Mapping[str, Any]) -> list[Data]:
    """What most roadmaps teach, those that all agree on first, each with every roadmap's quote."""
    rows = comparison["topics"]
    total = len(rows[0]["places"]) if rows else 0
    found = []
    for count in range(total, total // 2, -1):
        own = [row for row in rows if row["taught_by"] == count]
        if own:
            title = f"Taught by all {total}" if count == total else f"Taught by {count} of {total}"
            found.append(section(title, [_agreed(row) for row in own]))
    return found


def disagreements(comparison: Mapping[str, Any], names: Names) -> list[Data]:
    """What the roadmaps disagree on, one section for each matter: its sides with who holds them, quoted."""
    ordered = sorted(comparison["disagreements"], key=lambda d: list(_KINDS).index(d["kind"]))
    return [section(d["matter"], [_side(side, names) for side in d["sides"]]) for d in ordered]


def _cell(place: Mapping[str, Any]) -> Data:
    return {
        "text": place["place"],
        "shade": _shade(place),
        "aside": place["level"] in _ASIDE,
        "quote": next(iter(quotes([place["citation"]])), None),
    }


def _shade(place: Mapping[str, Any]) -> int | None:
    """How early it comes: from 100 for what comes before the first stage, down to 20 for the last; None if absent."""
    if place["level"] is None:
        return None
    if place["place"] == "prerequisites":
        return 100
    found = _OF.search(place["place"])
    if not found:
        return 0
    number, last = map(int, found.groups())
    return round(90 - 70 * (number - 1) / max(last - 1, 1))


def _agreed(row: Mapping[str, Any]) -> Data:
    return item(
        row["name"], cited=[p["citation"] for p in row["places"] if p["level"] not in {None, "aside", "mention"}]
    )


def _side(side: Mapping[str, Any], names: Names) -> Data:
    holders: Sequence[Mapping[str, Any]] = side["held_by"]
    who = ", ".join(names.get(h["roadmap"], h["roadmap"]) for h in holders)
    return item(side["says"][:1].upper() + side["says"][1:], who, [h["citation"] for h in holders])
