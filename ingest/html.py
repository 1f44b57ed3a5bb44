"""A web page's main content, read in a process of its own: `python -m ingest.html < page.html > page.json`.

Its exit status is 0, or TOO_LARGE for a page that takes more memory than it is given.
"""

import json
import sys
from dataclasses import asdict, dataclass

from ingest.confined import bind_resources

TOO_LARGE = 5


@dataclass(frozen=True, slots=True)
class Content:
    """The main content as Markdown, and what the page says of itself."""

    markdown: str
    title: str | None
    author: str | None
    published: str | None


def main() -> int:
    """Read the text of a page on standard input, in UTF-8, and write its content as JSON on standard output."""
    bind_resources()
    try:
        content = read_page(sys.stdin.buffer.read().decode("utf-8", "replace"))
    except MemoryError:
        return TOO_LARGE
    sys.stdout.buffer.write(json.dumps(asdict(content)).encode("utf-8"))
    return 0


def read_page(text: str) -> Content:
    """The content of a page; its Markdown is empty where none is found."""
    import trafilatura  # after binding, so that even loading it is bounded

    markdown = trafilatura.extract(
        text,
        output_format="markdown",
        include_formatting=True,
        include_links=True,
        include_tables=True,
        include_comments=False,
    )
    told = trafilatura.extract_metadata(text)
    return Content(markdown or "", *(getattr(told, name, None) for name in ("title", "author", "date")))


if __name__ == "__main__":
    sys.exit(main())
