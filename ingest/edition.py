"""What the files of one moment amount to: all that an index holds but its vectors."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import chain
from typing import Any

from pydantic import TypeAdapter

from ingest.chunk import VERSION, chunk, embedded_text
from ingest.embed import Embedder
from ingest.exemplars import Exemplar
from ingest.generation import SCHEMA, Contents, Manifest
from ingest.learners import Phrases
from ingest.reading import Reading
from ingest.records import Chunk, Document, Section
from ingest.syllabus import Syllabus, syllabus_of
from ingest.topics import Topics
from ingest.wordings import Wordings
from ingest.works import match_originals


@dataclass(frozen=True, slots=True)
class Edition:
    """Documents (those in force first, then those superseded) with the sections and chunks of those in force."""

    documents: tuple[Document, ...]
    sections: tuple[Section, ...]
    chunks: tuple[Chunk, ...]
    topics: Topics
    syllabus: Syllabus
    intents: tuple[Exemplar, ...]
    phrases: Phrases
    superseded: dict[str, str]

    def hash(self) -> str:
        """The same for two editions exactly if an index of the one serves for the other."""
        return sha256(_EDITION.dump_json(self, exclude=_NOT_HASHED)).hexdigest()

    def manifest(self, embedder: Embedder) -> Manifest:
        """The manifest of an index of this edition, still without checksums."""
        now, content = datetime.now(UTC), self.hash()
        return Manifest(
            name=f"{now:%Y%m%dT%H%M%S%f}-{content[:8]}",
            schema=SCHEMA,
            chunker=VERSION,
            embedder=embedder.name,
            fingerprint=embedder.fingerprint,
            corpus_hash=content,
            built_at=now.isoformat(timespec="seconds"),
            documents=len(self.documents),
            chunks=len(self.chunks),
            superseded=self.superseded,
            checksums={},
        )


@dataclass(frozen=True, slots=True)
class Texts:
    """What stands for each chunk, statement and topic in the search, in order, and what learners would ask."""

    chunks: list[str]
    statements: list[str]
    glosses: list[str]
    wordings: list[str]
    exemplars: list[str]


_EDITION = TypeAdapter(Edition)
_NOT_HASHED: Any = {"documents": {"__all__": {"stamp"}}}  # a file may change and its text stay


def make_edition(  # noqa: PLR0913, PLR0917 - all that an index is made of
    reading: Reading,
    topics: Topics,
    wordings: Wordings,
    count: Callable[[str], int],
    intents: tuple[Exemplar, ...] = (),
    phrases: Phrases | None = None,
    cuts: Mapping[str, tuple[Chunk, ...]] | None = None,
) -> Edition:
    """Let originals replace their restatements, mark topics and search wordings, cut what is in force into chunks.

    `cuts` are the chunks of an earlier edition by document: those of what was carried over are taken as they are.
    """
    known = {id_: cut for id_, cut in (cuts or {}).items() if id_ in reading.carried}
    in_force, superseded = match_originals(tuple(reading.documents.values()), reading.outlines)
    outlines = {d.id: wordings.worded(d, [topics.marked(s) for s in reading.outlines[d.id]]) for d in in_force}
    sections = tuple(chain.from_iterable(outlines.values()))
    return Edition(
        documents=(*in_force, *(d for d in reading.documents.values() if d.id in superseded)),
        sections=sections,
        chunks=tuple(chain.from_iterable(known.get(d.id) or chunk(d, outlines[d.id], count) for d in in_force)),
        topics=topics,
        syllabus=syllabus_of(in_force, sections, topics),
        intents=intents,
        phrases=phrases or {},
        superseded=superseded,
    )


def texts_of(source: Edition | Contents) -> Texts:
    """The texts whose vectors make up the dense leg."""
    titles = {d.id: d.title for d in source.documents}
    return Texts(
        chunks=[embedded_text(titles[c.document_id], c) for c in source.chunks],
        statements=list(_statement_texts(source.sections)),
        glosses=[topic.gloss for topic in source.topics.all],
        wordings=list(_wordings(source.sections)),
        exemplars=[exemplar.text for exemplar in source.intents],
    )


def _wordings(sections: Iterable[Section]) -> Iterable[str]:
    """What is asked of each section as a whole, then of each of its statements."""
    for section in sections:
        yield from section.asked
        for statement in section.statements:
            yield from statement.asked


def _statement_texts(sections: Iterable[Section]) -> Iterable[str]:
    """Each statement's heading path, subject and content, so that a terse bullet has its context."""
    for section in sections:
        path = " > ".join(section.heading_path)
        for statement in section.statements:
            yield ": ".join(part for part in (path, statement.subject, statement.content) if part)
