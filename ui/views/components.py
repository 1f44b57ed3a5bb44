"""The components of the pages: plain data goes in, and what was opened or chosen comes out."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent
_LIBRARY = "library"  # the address of the page that shows documents


def _component(name: str) -> Any:
    """A component made of what all share and of its own script and style."""
    parts = {kind: [_HERE / f"{part}.{kind}" for part in ("elements", name)] for kind in ("js", "css")}
    script, style = ("\n".join(path.read_text(encoding="utf-8") for path in parts[kind]) for kind in ("js", "css"))
    return st.components.v2.component(f"waymark_{name}", html=f'<div class="{name}"></div>', js=script, css=style)


# Streamlit wants them registered once, and not in each run of a page.
_sheet, _map, _weeks, _grid, _document = map(_component, ("sheet", "map", "weeks", "grid", "document"))


def show_sheet(sections: Sequence[Mapping[str, Any]], key: str, *, level: int = 3, come: bool = False) -> None:
    """Show sections (ui/sheets.py) under headings of `level`; with `come` a new one is brought into view."""
    data = {"sections": list(sections), "level": level, "come": come}
    follow(_sheet(data=data, key=key, on_opened_change=noted))


def show_map(picture: Mapping[str, Any], chosen: str | None) -> str | None:
    """Show the map of topics (ui/graph.py); the topic that was just chosen on it, if any."""
    result = _map(data={"picture": dict(picture), "chosen": chosen}, key="map", on_chosen_change=noted)
    return result.chosen if isinstance(result.chosen, str) else None


def show_weeks(timeline: Mapping[str, Any]) -> None:
    """Show a plan (ui/timeline.py)."""
    follow(_weeks(data=dict(timeline), key="weeks", on_opened_change=noted))


def show_grid(grid: Mapping[str, Any]) -> None:
    """Show topics by roadmaps (ui/heat.py)."""
    follow(_grid(data=dict(grid), key="grid", on_opened_change=noted))


def show_text(text: Mapping[str, Any], key: str) -> None:
    """Show a document's text (ui/text.py)."""
    _document(data=dict(text), key=key)


def open_document(document: str, start: int | None = None, end: int | None = None) -> None:
    """Go to a document in the library, at a place in its text where one is given."""
    place = {} if start is None or end is None else {"start": str(start), "end": str(end)}
    # Streamlit changes the address of this page first: what was open here is kept in it, for the way back.
    address = {"document": document, **place, **st.query_params.to_dict()}
    st.switch_page(st.Page(_nothing, title="Library", url_path=_LIBRARY), query_params=address)


def follow(result: Any) -> None:
    """Go where somebody clicked."""
    place = result.opened
    if isinstance(place, Mapping) and isinstance(place.get("document"), str):
        start, end = place.get("start"), place.get("end")
        known = isinstance(start, int) and isinstance(end, int)
        open_document(place["document"], start if known else None, end if known else None)


def noted() -> None:
    """Streamlit gives an event only to who listens."""


def _nothing() -> None:
    """Streamlit tells pages apart by their addresses alone."""
