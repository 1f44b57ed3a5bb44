"""Cutting a document into passages at its headings, with exact offsets."""

import hashlib
from collections.abc import Callable, Iterator, Sequence

from ingest.records import Chunk, Document, Section

VERSION = "1"  # part of the index's fingerprint: raise it when the same text would be cut differently
MOST_PIECES = 200  # all-MiniLM-L6-v2 reads 256 word pieces; title and heading path take some of them


def chunk(document: Document, sections: Sequence[Section], count: Callable[[str], int]) -> tuple[Chunk, ...]:
    """The passages of `document` in order: each section whole where it fits, else cut between its statements.

    `count` gives the word pieces of a text. A list item, table row or sentence is never torn, unless it alone is
    longer than a passage may be; it is then cut between lines or words.
    """
    spans = [(section, start, end) for section in sections for start, end in _spans(document.text, section, count)]
    return tuple(
        Chunk(
            id=_identity(document.id, section.heading_path, position, document.text[start:end]),
            document_id=document.id,
            heading_path=section.heading_path,
            position=position,
            start=start,
            end=end,
            text=document.text[start:end],
        )
        for position, (section, start, end) in enumerate(spans)
    )


def embedded_text(title: str, passage: Chunk) -> str:
    """What stands for the passage in both search legs: title, heading path and text."""
    return f"{' > '.join((title, *passage.heading_path))}\n{passage.text}"


def _identity(document_id: str, heading_path: Sequence[str], position: int, text: str) -> str:
    content = "\x1f".join((document_id, *heading_path, str(position), text))
    return f"{document_id}:{hashlib.sha256(content.encode()).hexdigest()[:16]}"


def _spans(text: str, section: Section, count: Callable[[str], int]) -> Iterator[tuple[int, int]]:
    """The spans of one section's passages, without the white space around them."""
    start = section.start
    end = section.start
    for unit_end in _cuts(text, section):
        for stop in _affordable(text, end, unit_end, count):
            if end > start and count(text[start:stop]) > MOST_PIECES:
                yield from _trimmed(text, start, end)
                start = end
            end = stop
    yield from _trimmed(text, start, section.end)


def _cuts(text: str, section: Section) -> list[int]:
    """Where a section may be cut: at the line or sentence start of each statement after the first, and at its end."""
    starts = [max(text.rfind("\n", 0, s.start) + 1, section.start) if s.is_item else s.start for s in section.statements]
    return sorted({s for s in starts[1:] if s > section.start} | {section.end})


def _affordable(text: str, start: int, end: int, count: Callable[[str], int]) -> Iterator[int]:
    """The ends of the pieces of text[start:end] that each fit a passage: one, unless the statement alone is too long."""
    while count(text[start:end]) > MOST_PIECES:
        low, high = start + 1, end
        while low < high:  # the longest stretch that fits
            middle = (low + high + 1) // 2
            low, high = (middle, high) if count(text[start:middle]) <= MOST_PIECES else (low, middle - 1)
        at = max(text.rfind("\n", start, low), text.rfind(" ", start, low))
        start = at + 1 if at > start else low
        yield start
    yield end


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if piece.strip():
        yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
