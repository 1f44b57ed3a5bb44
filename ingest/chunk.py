"""Cutting a document into passages at its headings, with exact offsets."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from ingest.records import Chunk, Document, Section

VERSION = "2"  # part of the index's fingerprint: raise it when the same text would be cut differently
MOST_PIECES = 200  # all-MiniLM-L6-v2 reads 256 word pieces; title and heading path take some of them
MOST_CHARACTERS = 4000  # a run of signs without spaces is one word piece, however long

Fits = Callable[[str], bool]


def chunk(document: Document, sections: Sequence[Section], count: Callable[[str], int]) -> tuple[Chunk, ...]:
    """The passages of `document` in order: each section whole where it fits, else cut between its statements.

    `count` gives the word pieces of a text. A list item, table row or sentence is never torn, unless it alone is
    longer than a passage may be; it is then cut between lines or words.
    """

    def fits(text: str) -> bool:
        return len(text) <= MOST_CHARACTERS and count(text) <= MOST_PIECES

    chunks: list[Chunk] = []
    seen: Counter[str] = Counter()
    for section in sections:
        for start, end in _spans(document.text, section, fits):
            text, path = document.text[start:end], section.heading_path
            identity = _identity(*path, text)
            id_ = f"{document.id}:{_identity(identity, str(seen[identity]))}"  # the same passage can stand there twice
            seen[identity] += 1
            chunks.append(Chunk(id_, document.id, path, len(chunks), start, end, text))
    return tuple(chunks)


def embedded_text(title: str, passage: Chunk) -> str:
    """What stands for the passage in both search legs: title, heading path and text."""
    return f"{' > '.join((title, *passage.heading_path))}\n{passage.text}"


def _identity(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def _spans(text: str, section: Section, fits: Fits) -> Iterator[tuple[int, int]]:
    """The spans of one section's passages, without the white space around them."""
    start = end = section.start
    for cut in _cuts(text, section):
        for stop in _affordable(text, end, cut, fits):
            if end > start and not fits(text[start:stop]):
                yield from _trimmed(text, start, end)
                start = end
            end = stop
    yield from _trimmed(text, start, section.end)


def _cuts(text: str, section: Section) -> list[int]:
    """Where a section may be cut: where each statement after the first begins, and at the section's end."""
    starts = [_line_of(text, s.start, section.start) if s.is_item else s.start for s in section.statements[1:]]
    return sorted({s for s in starts if s > section.start} | {section.end})


def _line_of(text: str, start: int, floor: int) -> int:
    """Where the line of an item begins, or the line above it if that ends in a colon and so only introduces it."""
    line = text.rfind("\n", floor, start) + 1 or floor
    above = text.rfind("\n", floor, max(floor, line - 1)) + 1 or floor
    return above if text[above:line].rstrip(" *_\n").endswith(":") else line


def _affordable(text: str, start: int, end: int, fits: Fits) -> Iterator[int]:
    """The ends of the pieces of text[start:end] that each fit a passage: one, unless the statement is too long."""
    while not fits(text[start:end]):
        low, high = start + 1, min(end, start + MOST_CHARACTERS)
        while low < high:  # the longest stretch that fits
            middle = (low + high + 1) // 2
            low, high = (middle, high) if fits(text[start:middle]) else (low, middle - 1)
        at = max(text.rfind("\n", start, low), text.rfind(" ", start, low))
        start = at + 1 if at > start else low
        yield start
    yield end


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if piece.strip():
        yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
