"""Looking up what the corpus links to: the state of each link, and a draft of each resource's summary, for review.

Nothing in the corpus is touched. What was found is noted link by link, so that a run that is cut short goes on where it
ended.
"""

import json
import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import TypeAdapter

from ingest.disk import write_atomically
from ingest.drafts import write_draft
from ingest.errors import FetchError, GoneError, SourceError
from ingest.fetch import Network, fetch
from ingest.load import load
from ingest.pages import content_of
from ingest.reading import Emit
from ingest.records import Document

FOLDER = "drafts"  # in the home
PAUSE = 2.0  # seconds between two requests to one host

_NOTES = "links.json"
_FRESH = timedelta(days=7)  # within which a link that was found, or gone, is not looked up again
_LINK = re.compile(r"\]\(<?(https?://[^\s<>]*?)>?\)|<(https?://[^\s<>]+)>")

State = Literal["ok", "moved", "gone", "refused"]


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it was found on the day `checked`; `resource` is the id of the one whose address it is.

    `to` is where it leads if it has moved; `reason` says why it, or its draft, could not be had; `draft` is the file of
    the draft.
    """

    url: str
    state: State
    checked: str
    resource: str | None = None
    to: str | None = None
    reason: str | None = None
    draft: str | None = None


_LINKS = TypeAdapter(dict[str, Link])


def refresh(  # noqa: PLR0913 - what a run is told, half of it for tests
    corpus: Path,
    folder: Path,
    emit: Emit,
    *,
    anew: bool = False,
    network: Network | None = None,
    pause: float = PAUSE,
) -> tuple[Link, ...]:
    """Look up every link of the corpus and draft summaries into `folder`; the links in the order of the corpus.

    Those that were found or gone within a week are not asked for again, unless all are wanted `anew`. Raises
    SourceError for a corpus that cannot be read, OSError where nothing can be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = links_of(corpus)
    notes = {} if anew else _fresh(folder)
    known = {url: notes[url] for url in wanted if url in notes}
    for url in spaced([url for url in wanted if url not in known], pause):
        emit({"stage": "links", "done": len(known), "total": len(wanted)})
        known[url] = look_up(url, wanted[url], folder, network)
        _note(folder, {**notes, **known})
    emit({"stage": "links", "done": len(wanted), "total": len(wanted)})
    return tuple(known[url] for url in wanted)


def links_of(corpus: Path) -> dict[str, Document | None]:
    """Every address that the corpus links to, with the resource whose own it is."""
    documents = [load(path, shipped=True)[0] for path in sorted(corpus.rglob("*.md"))]
    found: dict[str, Document | None] = {}
    for document in documents:
        if document.url:
            found[document.url] = document if document.kind == "resource" else None
    for document in documents:
        others = document.resource.other_urls if document.resource else ()
        for url in (*others, *(a or b for a, b in _LINK.findall(document.text))):
            found.setdefault(url, None)
    return found


def look_up(url: str, resource: Document | None, folder: Path, network: Network | None = None) -> Link:
    """What is at `url` today; the summary of a resource is drafted into `folder` unless a draft is there already."""
    today, id_ = datetime.now(UTC).date().isoformat(), resource.id if resource else None
    try:
        page = fetch(url, network)
    except FetchError as error:
        return Link(url, "gone" if isinstance(error, GoneError) else "refused", today, id_, reason=str(error))
    to = page.url if page.url != url else None
    state: State = "moved" if to else "ok"
    if not resource:
        return Link(url, state, today, to=to)
    try:
        draft = write_draft(folder, resource, content_of(page).markdown, today, state, to)
    except SourceError as error:
        return Link(url, state, today, id_, to, str(error))
    return Link(url, state, today, id_, to, draft=str(draft))


def spaced(urls: Iterable[str], pause: float) -> Iterable[str]:
    """The addresses in an order, and at times, that leave each host `pause` seconds between two requests."""
    waiting, free = list(urls), dict[str, float]()
    while waiting:
        url = min(waiting, key=lambda one: free.get(_host(one), 0.0))
        time.sleep(max(0.0, free.get(_host(url), 0.0) - time.monotonic()))
        waiting.remove(url)
        yield url
        free[_host(url)] = time.monotonic() + pause


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # brackets that make no sense
        return ""


def _fresh(folder: Path) -> Mapping[str, Link]:
    """What was noted within the week; notes that cannot be read are no notes."""
    try:
        noted = _LINKS.validate_json((folder / _NOTES).read_bytes())
    except (OSError, ValueError):
        return {}
    oldest = datetime.now(UTC).date() - _FRESH
    # What was refused may have been so for want of a connection.
    known = ((url, link) for url, link in noted.items() if link.state != "refused")
    return {url: link for url, link in known if date.fromisoformat(link.checked) > oldest}


def _note(folder: Path, links: Mapping[str, Link]) -> None:
    write_atomically(folder / _NOTES, json.dumps({url: asdict(link) for url, link in links.items()}, indent=1))
