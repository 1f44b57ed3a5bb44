"""What an ingest carries over from the index before: the documents whose files are as they were.

Reading and cutting a file takes milliseconds, which for ten thousand that nobody touched is most of an ingest.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from ingest.chunk import VERSION
from ingest.generation import Contents
from ingest.records import Chunk, Document, Section

_Part = TypeVar("_Part", Section, Chunk)


@dataclass(frozen=True, slots=True)
class Past:
    """A document with its outline as an earlier ingest read it."""

    document: Document
    sections: tuple[Section, ...]


def past_of(previous: Contents | None) -> dict[str, Past]:
    """The documents of an index as they were read, by their source.

    What took a roadmap's place, or gave way to another text of the same work, is none of them.
    """
    if previous is None:
        return {}
    outlines = _by_document(previous.sections)
    return {
        d.source: Past(d, tuple(_unasked(section) for section in outlines[d.id]))
        for d in previous.documents
        if d.basis != "original" and d.stamp and d.id in outlines
    }


def _unasked(section: Section) -> Section:
    """A section without the search wordings that the corpus had for it."""
    silent = (replace(s, asked=()) if s.asked else s for s in section.statements)
    return replace(section, asked=(), statements=tuple(silent))


def cuts_of(previous: Contents | None, fingerprint: str) -> Mapping[str, tuple[Chunk, ...]]:
    """The chunks of an index by document; none where another chunker cut them, or by another model's word pieces."""
    if previous is None or previous.manifest.chunker != VERSION or previous.manifest.fingerprint != fingerprint:
        return {}
    return {id_: tuple(chunks) for id_, chunks in _by_document(previous.chunks).items()}


def _by_document(parts: Iterable[_Part]) -> dict[str, list[_Part]]:
    found: dict[str, list[_Part]] = defaultdict(list)
    for part in parts:
        found[part.document_id].append(part)
    return found
