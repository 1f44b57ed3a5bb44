"""The roadmaps side by side on the terminal."""

from typing import TYPE_CHECKING

from ui.terminal import Page, one_line

if TYPE_CHECKING:
    from rag.records import Citation
    from rag.side_by_side import SideBySide

_MARKUP = "#-* "  # what opens a heading or a list item, which says nothing to a reader


def print_comparison(comparison: "SideBySide") -> None:
    """Print where each roadmap has each topic, as tab-separated columns off a terminal, and then the disagreements."""
    page = Page()
    head = ["topic", "taught by", *(d.id for d in comparison.roadmaps)]
    total = len(comparison.roadmaps)
    rows = [[r.topic.name, f"{r.taught_by} of {total}", *(held.says for held in r.places)] for r in comparison.rows]
    page.table(head, [[one_line(cell) for cell in row] for row in rows])
    for dispute in comparison.disputes:
        page.line()
        page.line(one_line(dispute.matter), style="bold")
        for says, holders in dispute.sides:
            for held in holders:
                page.indented(one_line(f"{says}: {held.roadmap.short}{_quote(held.citation)}"))


def _quote(citation: "Citation | None") -> str:
    return f', "{citation.quote.strip(_MARKUP)}"' if citation else ""
