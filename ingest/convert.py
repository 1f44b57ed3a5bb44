"""From a source file's bytes to Markdown, by its suffix."""

import contextlib
import json
import re
from collections.abc import Callable
from pathlib import Path

from ingest import pdf
from ingest.confined import SECONDS, TooSlowError, run_confined
from ingest.decode import decode
from ingest.errors import SourceError
from ingest.html import Content

DECLARED_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset=["']?([\w.-]+)""", re.IGNORECASE)
CHARSET_WINDOW = 2048  # bytes; HTML asks for the declaration within the first 1024

PDF_REASONS = {
    pdf.ENCRYPTED: "The PDF is encrypted. Save a copy without a password.",
    pdf.BROKEN: "The PDF is broken and cannot be read. Save or download it again.",
    pdf.TOO_LARGE: "The PDF unpacks to more than can safely be read. Split it, or save its text as .txt.",
}
PDF_TOO_SLOW = "The PDF takes too long to read. Split it, or save its text as .txt."
PAGE_TOO_MUCH = "The page takes more time or memory to read than is safe. Save the article itself as .md or .txt."


def to_markdown(path: Path, data: bytes) -> str:
    """The bytes of a file as Markdown; `path` only lends its suffix and is not opened.

    Raises SourceError, without the path, when there is no text to be had or the suffix is not supported.
    """
    convert = CONVERTERS.get(path.suffix.lower())
    if convert is None:
        raise SourceError(f"Files ending in {path.suffix or 'nothing'} are not supported; use {', '.join(CONVERTERS)}.")
    return convert(data)


def text_to_markdown(data: bytes) -> str:
    """Text and Markdown files are taken as they are."""
    return decode(data).text


def html_to_markdown(data: bytes) -> str:
    """The main content of a web page, with its headings, lists, links and tables.

    Raises SourceError if there is none.
    """
    return html_content(data).markdown


def html_content(data: bytes) -> Content:
    """The same with what the page says of itself, read in a child process; raises as `html_to_markdown` does."""
    try:
        status, told = run_confined("ingest.html", _html_text(data).encode("utf-8", "replace"))
    except TooSlowError:
        raise SourceError(PAGE_TOO_MUCH) from None
    if status:
        raise SourceError(PAGE_TOO_MUCH)
    content = Content(**json.loads(told))
    if not content.markdown.strip():
        raise SourceError("No main content was found in the page. Save the article itself as .md or .txt.")
    return content


def pdf_to_markdown(data: bytes, *, seconds: float = SECONDS) -> str:
    """The text of a PDF, read in a child process that gets this long.

    Raises SourceError saying whether the PDF is encrypted, broken, empty or too slow.
    """
    try:
        status, text = run_confined("ingest.pdf", data, seconds)
    except TooSlowError:
        raise SourceError(PDF_TOO_SLOW) from None
    if status:
        raise SourceError(PDF_REASONS.get(status, PDF_REASONS[pdf.BROKEN]))
    if not text.strip():
        raise SourceError("The PDF holds no text; its pages may be pictures. Run text recognition on it first.")
    return text.decode("utf-8")


def _html_text(data: bytes) -> str:
    # UTF-8 wins over the declaration, which is wrong more often than bytes are UTF-8 by chance.
    declared = DECLARED_CHARSET.search(data, 0, CHARSET_WINDOW)
    for encoding in ("utf-8", declared[1].decode("ascii") if declared else "utf-8"):
        with contextlib.suppress(LookupError, UnicodeError):
            return decode(data.decode(encoding).encode("utf-8")).text
    return decode(data).text


CONVERTERS: dict[str, Callable[[bytes], str]] = {
    ".md": text_to_markdown,
    ".markdown": text_to_markdown,
    ".txt": text_to_markdown,
    ".html": html_to_markdown,
    ".htm": html_to_markdown,
    ".pdf": pdf_to_markdown,
}
