"""An index of any size, of texts no two of which are alike: statements of the corpus, drawn and put together anew."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ingest.embed import Vectors
from ingest.generation import Contents
from ingest.records import Chunk, Document, Section
from ingest.topics import Topics
from ingest.write import write_generation

_STATEMENTS = 6  # in a passage
_PASSAGES = 50  # in a document
_STRAY = 0.02  # how far each number of a vector strays, so that no two passages lie in one place
_SEED = 7


@dataclass(frozen=True, slots=True)
class Composed:
    """Passages with their vectors, which are not embedded anew."""

    texts: tuple[str, ...]
    vectors: Vectors

    @property
    def ids(self) -> list[str]:
        """The id of each passage."""
        return [f"{_document(number)}:{number % _PASSAGES:02}" for number in range(len(self.texts))]


def composed(contents: Contents, count: int) -> Composed:
    """So many passages out of the statements of `contents`, the same for the same count.

    The vector of each is that of its first statement, strayed: a mean of several would lie among all the others, where
    no real text does.
    """
    rng = np.random.default_rng(_SEED)
    said = [statement.content for section in contents.sections for statement in section.statements]
    drawn = rng.integers(len(said), size=(count, _STATEMENTS))
    vectors = contents.statements[drawn[:, 0]]
    vectors += rng.normal(scale=_STRAY, size=vectors.shape).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    texts = tuple(f"{number}. {' '.join(said[i] for i in row)}" for number, row in enumerate(drawn.tolist()))
    return Composed(texts, vectors)


def write_index(home: Path, made: Composed, contents: Contents) -> None:
    """Make an index of what was composed in `home`; but for its passages it is as empty as an index can be."""
    documents, chunks = _documents(made.texts), tuple(_chunks(made))
    nothing = np.zeros((0, made.vectors.shape[1]), dtype=np.float32)
    manifest = replace(contents.manifest, name="composed", documents=len(documents), chunks=len(chunks), superseded={})
    empty = replace(contents, intents=(), statements=nothing, glosses=nothing, wordings=nothing, exemplars=nothing)
    index = replace(
        empty, manifest=replace(manifest, checksums={}), topics=Topics((), {}), documents=documents, chunks=chunks,
        sections=tuple(_sections(chunks)), vectors=made.vectors,
    )  # fmt: skip
    folder = home / "generations" / manifest.name
    folder.mkdir(parents=True)
    write_generation(folder, index, lambda _done, _total: None)
    (home / "current").write_text(manifest.name, encoding="utf-8")


def _documents(texts: tuple[str, ...]) -> tuple[Document, ...]:
    return tuple(
        Document(
            id=_document(at), kind="user", title=_document(at), short=_document(at), author=None, url=None,
            published=None, basis="yours", work=_document(at), aliases=(),
            resource=None, source=_document(at), text="\n".join(texts[at : at + _PASSAGES]),
        )
        for at in range(0, len(texts), _PASSAGES)
    )  # fmt: skip


def _document(passage: int) -> str:
    return f"composed-{passage // _PASSAGES}"


def _chunks(made: Composed) -> Iterator[Chunk]:
    start = 0
    for number, (id_, text) in enumerate(zip(made.ids, made.texts, strict=True)):
        position = number % _PASSAGES
        start = start if position else 0
        yield Chunk(id_, _document(number), (), position, start, start + len(text), text)
        start += len(text) + 1  # the line break


def _sections(chunks: tuple[Chunk, ...]) -> Iterator[Section]:
    for c in chunks:
        yield Section(c.document_id, (), c.position, c.start, c.start, c.end, "other", None, None, ())
