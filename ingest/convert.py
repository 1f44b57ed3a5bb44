"""From a source file's bytes to Markdown, by its suffix."""

import contextlib
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from ingest import pdf
from ingest.child import ROOT
from ingest.decode import decode
from ingest.errors import SourceError

PDF_SECONDS = 30.0  # wall clock; the child's own CPU limit is shorter
DECLARED_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset=["']?([\w.-]+)""", re.IGNORECASE)
CHARSET_WINDOW = 2048  # bytes; HTML asks for the declaration within the first 1024

ENDED_BY_CPU_LIMIT = (-24, -9)  # SIGXCPU and SIGKILL, as numbers because Windows lacks the names
PDF_REASONS = {
    pdf.ENCRYPTED: "The PDF is encrypted. Save a copy without a password.",
    pdf.BROKEN: "The PDF is broken and cannot be read. Save or download it again.",
    pdf.TOO_LARGE: "The PDF unpacks to more than can safely be read. Split it, or save its text as .txt.",
}
PDF_TOO_SLOW = "The PDF takes too long to read. Split it, or save its text as .txt."


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
    import trafilatura  # late: only web pages need it

    content = trafilatura.extract(
        _html_text(data),
        output_format="markdown",
        include_formatting=True,
        include_links=True,
        include_tables=True,
        include_comments=False,
    )
    if not content or not content.strip():
        raise SourceError("No main content was found in the page. Save the article itself as .md or .txt.")
    return content


def pdf_to_markdown(data: bytes, *, seconds: float = PDF_SECONDS) -> str:
    """The text of a PDF, read in a child process that gets this long.

    Raises SourceError saying whether the PDF is encrypted, broken, empty or too slow.
    """
    try:
        child = subprocess.run(
            [sys.executable, "-m", "ingest.pdf"],
            input=data,
            capture_output=True,
            timeout=seconds,
            check=False,
            cwd=ROOT,
        )
    except subprocess.TimeoutExpired:
        raise SourceError(PDF_TOO_SLOW) from None
    if child.returncode in ENDED_BY_CPU_LIMIT:
        raise SourceError(PDF_TOO_SLOW)
    if child.returncode != 0:
        raise SourceError(PDF_REASONS.get(child.returncode, PDF_REASONS[pdf.BROKEN]))
    text = child.stdout.decode("utf-8")
    if not text.strip():
        raise SourceError("The PDF holds no text; its pages may be pictures. Run text recognition on it first.")
    return text


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
