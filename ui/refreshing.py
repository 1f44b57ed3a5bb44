"""`waymark ingest --refresh-resources`: looks up what the corpus links to, and tells what has become of it."""

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from ui.progress import shown_progress
from ui.terminal import Page, one_line, print_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.refresh import Link
    from ingest.settings import Settings
    from ui.parts import Parts


def refresh_resources(parts: "Parts", settings: "Settings", *, anew: bool, as_json: bool) -> None:
    """Look up the links and draft summaries, showing how far it is; what was found is printed. Raises WaymarkError."""
    from ingest.refresh import FOLDER  # late: it brings the network

    folder = settings.home / FOLDER
    with shown_progress() as on_event:
        links = parts.refresh(settings.corpus, folder, on_event, anew=anew)
    if as_json:
        print_json([asdict(link) for link in links])
        return
    page = Page()
    for line in link_lines(links):
        page.line(line)
    typer.echo(f"Drafts for review are in {folder}; the corpus is as it was.")


def link_lines(links: "Sequence[Link]") -> list[str]:
    """How many links are in which state, then each that is not well, and each well one that was not drafted."""
    counts = Counter(link.state for link in links)
    told = ", ".join(f"{counts[state]} {state}" for state in ("ok", "moved", "gone", "refused") if counts[state])
    lines = [f"Links: {told or 'none'}; {sum(link.draft is not None for link in links)} summaries drafted."]
    for link in links:
        if link.to:
            lines.append(f"Moved: {one_line(link.url)} leads to {one_line(link.to)}.")
        if link.reason:
            word = "Not drafted" if link.state in {"ok", "moved"} else link.state.capitalize()
            lines.append(f"{word}: {one_line(link.url)}: {one_line(link.reason)}")
    return lines
