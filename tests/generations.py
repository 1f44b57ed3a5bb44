"""Made-up contents of an index, for tests that need no model."""

from pathlib import Path

import numpy as np

from ingest.chunk import VERSION, chunk
from ingest.generation import SCHEMA, Contents, Manifest
from ingest.load import load
from ingest.outline import outline
from ingest.syllabus import syllabus_of
from ingest.topics import read_topics

BUILT_AT = "2025-01-02T03:04:05+00:00"


def contents_of(corpus: Path) -> Contents:
    """What an index of `corpus` holds, each vector unlike all others of its kind."""
    topics = read_topics(corpus)
    documents = tuple(load(path, shipped=True)[0] for path in sorted(corpus.rglob("*.md")))
    outlines = [tuple(topics.marked(s) for s in outline(d)) for d in documents]
    sections = tuple(s for o in outlines for s in o)
    chunks = tuple(c for d, o in zip(documents, outlines, strict=True) for c in chunk(d, o, len))
    return Contents(
        manifest=Manifest("one", SCHEMA, VERSION, "model", "weights", "corpus", BUILT_AT, 2, len(chunks), {}, {}),
        documents=documents,
        sections=sections,
        chunks=chunks,
        topics=topics,
        syllabus=syllabus_of(documents, sections, topics),
        vectors=np.eye(len(chunks), dtype=np.float32),
        statements=np.eye(sum(len(s.statements) for s in sections), dtype=np.float32),
        glosses=np.eye(len(topics.all), dtype=np.float32),
        wordings=np.eye(0, dtype=np.float32),
        intents=(),
        exemplars=np.eye(0, dtype=np.float32),
        phrases={},
    )
