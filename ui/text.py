"""A document's text as it is read: lines with their roles, and the quoted span marked in them."""

import re
from collections.abc import Iterator
from typing import Any

Data = dict[str, Any]

PAGE = 60_000  # characters that are shown at once; a book of a thousand pages would bring a browser to a halt

_HEADING = re.compile(r"(#{1,6})[ \t]+")
_ITEM = re.compile(r"([ \t]*)(?:[-*+]|\d{1,3}[.)])[ \t]+")
_INLINE = re.compile(r"\*\*|!?\[([^\[\]\n]*)\]\([^()\s]*\)")


def pages_of(text: str) -> list[tuple[int, int]]:
    """The spans in which a text is shown: whole lines, about PAGE characters each."""
    found, start = [], 0
    while start < len(text):
        cut = text.find("\n", start + PAGE)
        end = len(text) if cut < 0 or len(text) - cut < PAGE // 4 else cut + 1
        found.append((start, end))
        start = end
    return found or [(0, 0)]


def page_with(pages: list[tuple[int, int]], place: int) -> int:
    """The number, from 0, of the page that holds a place."""
    return next((number for number, (start, end) in enumerate(pages) if start <= place < end), 0)


def shown(text: str, page: tuple[int, int], marked: tuple[int, int] | None = None) -> Data:
    """What ui/views/document.js shows of a page: its lines, with what lies within the span `marked` marked."""
    start, end = page
    lines, at = [], start
    for line in text[start:end].splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        if bare.strip():
            lines.append(_line(bare, at, marked))
        at += len(line)
    return {"lines": lines}


def place_in(text: str, start: str | None, end: str | None) -> tuple[int, int] | None:
    """The span that an address names, or None unless it lies in the text and holds something."""
    if not (start and end and start.isdecimal() and end.isdecimal() and len(start) < 10 and len(end) < 10):
        return None
    span = int(start), int(end)
    return span if text[span[0] : span[1]].strip() and span[1] <= len(text) else None


def _line(line: str, at: int, marked: tuple[int, int] | None) -> Data:
    heading, item = _HEADING.match(line), _ITEM.match(line)
    if heading:
        kind, depth, skip = "heading", len(heading[1]), heading.end()
    elif item and not line.lstrip().startswith("**"):
        kind, depth, skip = "item", min(len(item[1].expandtabs(4)) // 2, 4), item.end()
    else:
        kind, depth, skip = ("row" if line.lstrip().startswith("|") else "text"), 0, 0
    pieces = [p for start, end, text in _pieces(line, skip) for p in _cut(text, at + start, at + end, marked)]
    return {"kind": kind, "depth": depth, "pieces": pieces}


def _pieces(line: str, skip: int) -> Iterator[tuple[int, int, str]]:
    """The text of a line without its Markdown, each piece with its span in the line."""
    done = skip
    for match in _INLINE.finditer(line, skip):
        yield done, match.start(), line[done : match.start()]
        if match[1] is not None:
            yield match.start(1), match.end(1), match[1]
        done = match.end()
    yield done, len(line), line[done:]


def _cut(text: str, start: int, end: int, marked: tuple[int, int] | None) -> Iterator[Data]:
    """A piece, cut where the mark begins and ends in it."""
    first, last = (max(start, min(end, offset)) - start for offset in marked or (end, end))
    for part, is_marked in ((text[:first], False), (text[first:last], True), (text[last:], False)):
        if part:
            yield {"text": part, "marked": is_marked}
