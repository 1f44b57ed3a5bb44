"""Web pages that a user named: each kept as a Markdown file in the home, and read from there like their other files."""

import hashlib
import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import yaml

from ingest.convert import html_content, to_markdown
from ingest.disk import write_atomically
from ingest.errors import FrontMatterError, SourceError
from ingest.fetch import Network, Page, fetch
from ingest.frontmatter import split
from ingest.html import Content

FOLDER = "pages"  # in the home
_MOST_OF_A_NAME = 60  # characters


def is_address(name: str) -> bool:
    """Whether what a user names is an address of the web, not a path."""
    return name.lower().startswith(("http://", "https://"))


def file_of(home: Path, url: str) -> Path:
    """The file in which the page at `url` is kept: the same one each time."""
    name = re.sub(r"[^a-z0-9]+", "-", url.lower().partition("://")[2]).strip("-")[:_MOST_OF_A_NAME]
    return home / FOLDER / f"{name}-{hashlib.sha256(url.encode('utf-8', 'replace')).hexdigest()[:8]}.md"


def addresses(home: Path) -> dict[str, str]:
    """The address of each page that is kept, by the name of its file; a file that names none is left out."""
    found = {}
    for file in sorted((home / FOLDER).glob("*.md")):
        with suppress(OSError, ValueError, FrontMatterError):
            url = split(file.read_text(encoding="utf-8"))[0].get("url")
            if isinstance(url, str):
                found[file.name] = url
    return found


def keep_page(home: Path, url: str, network: Network | None = None) -> Path:
    """Fetch the page at `url` and keep its main content, with its address and today's date; the file it is kept in.

    A page that is kept already is replaced, once the new one is read. Raises SourceError naming the address.
    """
    try:
        page = fetch(url, network)
        content = content_of(page)
    except SourceError as error:
        raise type(error)(f"{url}: {error}") from None
    front = {
        "title": content.title,
        "author": content.author,
        "published": content.published,
        "url": page.url,
        "fetched": datetime.now(UTC).date().isoformat(),
    }
    told = yaml.safe_dump({name: value for name, value in front.items() if value}, sort_keys=False, allow_unicode=True)
    file = file_of(home, url)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(file, f"---\n{told}---\n\n{content.markdown.strip()}\n")
    return file


def content_of(page: Page) -> Content:
    """The main content of a page, with what it says of itself; raises SourceError where there is none."""
    if page.suffix == ".html":
        return html_content(page.data)
    return Content(to_markdown(Path(f"page{page.suffix}"), page.data), None, None, None)
