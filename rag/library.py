"""One generation of the index, opened for answering."""

import weakref
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.dense import DenseLeg
from ingest.doubter import Doubter
from ingest.embed import Embedder, OnnxEmbedder, Vectors, model_folder
from ingest.errors import EmbedderError, StaleIndexError
from ingest.finder import Finder
from ingest.generation import Contents, Manifest, load_contents
from ingest.keyword import KeywordIndex, KeywordLeg
from ingest.listener import Listener
from ingest.records import Chunk, Document, Section
from ingest.settings import SHIPPED_CORPUS, SHIPPED_EMBEDDER, Settings
from rag.dense import open_dense
from rag.fact import Fact, facts_in
from rag.found import Found
from rag.half_names import HalfNames
from rag.holdings import Holdings
from rag.intents import Intents
from rag.late import LateDense, LateKeyword
from rag.lexicon import Lexicon
from rag.mentions import Mentions
from rag.near import Near
from rag.needs import Needs
from rag.resources import Resources
from rag.traits import Traits
from rag.wordings import Wordings
from rag.words import stems

_KEYWORD = "keyword"  # the folder of that leg in a generation's
_MOST_ASKED = 16  # questions of which it is kept how near they come to each statement: answering asks several times
_MOST_VECTORS = 1000  # texts whose vectors are kept: a megabyte and a half


@dataclass(frozen=True, slots=True)
class Halves:
    """The upper halves of the encoder that were taught, where they are there.

    The listener tells what learners say of themselves, the doubter what goes beyond the sources, the finder what
    answers a question.
    """

    listener: Listener | None = None
    doubter: Doubter | None = None
    finder: Finder | None = None


NO_HALVES = Halves()


class Library:
    """The documents, passages, statements and both search legs of one generation; immutable and safe to share."""

    def __init__(
        self,
        contents: Contents,
        dense: DenseLeg,
        keyword: KeywordLeg,
        embedder: Embedder,
        halves: Halves = NO_HALVES,
    ) -> None:
        self.contents = contents
        self.embedder = embedder
        self._listener, self.doubter = halves.listener, halves.doubter
        self._near = lru_cache(_MOST_ASKED)(self._near_to)
        self._found = lru_cache(_MOST_ASKED)(partial(self._found_by, halves.finder)) if halves.finder else None
        self.dense = dense
        self.keyword = keyword
        self.documents = {d.id: d for d in contents.documents}
        self.chunks = {c.id: c for c in contents.chunks}
        self.numbers = {c.id: i for i, c in enumerate(contents.chunks)}
        self.topics = contents.topics
        self.notice: str | None = None  # why it answers in place of the generation in use, where it does
        self._vector_of = lru_cache(_MOST_VECTORS)(lambda text: _fixed(embedder.embed_query(text)))
        weakref.finalize(self, dense.close)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Every statement of every searched document, in the order of the index."""
        found: list[Fact] = []
        for section in self.contents.sections:
            found += facts_in(section, self.documents[section.document_id], first=len(found))
        return tuple(found)

    @cached_property
    def roadmaps(self) -> tuple[Document, ...]:
        """The roadmaps in force, one for each work."""
        return tuple(d for d in self.contents.documents if d.kind == "roadmap" and d.id in self.sections_of)

    @cached_property
    def resources(self) -> tuple[Document, ...]:
        """The resource summaries."""
        return tuple(d for d in self.contents.documents if d.kind == "resource")

    @cached_property
    def sections_of(self) -> dict[str, tuple[Section, ...]]:
        """Each searched document's sections in order."""
        by_document: dict[str, list[Section]] = defaultdict(list)
        for section in self.contents.sections:
            by_document[section.document_id].append(section)
        return {id_: tuple(sections) for id_, sections in by_document.items()}

    @cached_property
    def facts_of(self) -> dict[str, tuple[Fact, ...]]:
        """Each searched document's facts in order."""
        by_document: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            by_document[fact.document.id].append(fact)
        return {id_: tuple(facts) for id_, facts in by_document.items()}

    def vector_of(self, text: str) -> Vectors:
        """The unit vector of `text`; one question needs some of its texts more than once."""
        return self._vector_of(text)

    def near(self, text: str) -> Near:
        """How near `text` comes to each fact."""
        return self._near(text)

    def _near_to(self, text: str) -> Near:
        vector = self.vector_of(text)
        cosines = (self.contents.statements @ vector, *self.wordings.likeness(vector))
        return Near(*(column.astype(np.float64) for column in cosines))

    def found(self, text: str, said: str) -> Found | None:
        """How near each fact comes to what answers `text`, after what was `said` before; None without a finder."""
        return self._found(text, said) if self._found else None

    def _found_by(self, finder: Finder, text: str, said: str) -> Found:
        vector = finder.vector(text, said)
        own, whole = self.wordings.likeness(vector)
        own = np.maximum(self.contents.statements @ vector, own)
        return Found(own, np.maximum(own, whole))

    def facts_in(self, documents: Iterable[Document]) -> Sequence[Fact]:
        """The facts of these documents, in order."""
        return [fact for document in documents for fact in self.facts_of.get(document.id, ())]

    def telling_in(self, documents: Iterable[Document]) -> Sequence[Fact]:
        """As `facts_in`, without what resource summaries say of themselves, which tells nothing of their subject."""
        return [fact for document in documents for fact in self._telling_of.get(document.id, ())]

    @cached_property
    def telling(self) -> tuple[Fact, ...]:
        """What all documents tell so, among which most questions are answered."""
        return tuple(self.telling_in(self.documents.values()))

    def numbers_of(self, facts: Sequence[Fact]) -> NDArray[np.intp]:
        """The numbers of these facts, shape (len(facts),)."""
        return self._telling_numbers if facts is self.telling else _numbers(facts)

    @cached_property
    def _telling_numbers(self) -> NDArray[np.intp]:
        return _numbers(self.telling)

    @cached_property
    def _telling_of(self) -> dict[str, tuple[Fact, ...]]:
        return {
            id_: tuple(f for f in facts if f.section.role != "about" or f.document.kind != "resource")
            for id_, facts in self.facts_of.items()
        }

    @cached_property
    def holdings(self) -> Holdings:
        """Which facts hold which words."""
        return Holdings(self.facts)

    @cached_property
    def traits(self) -> Traits:
        """What can be told of every fact before anything is asked."""
        return Traits(self.facts)

    @cached_property
    def wordings(self) -> Wordings:
        """What learners are known to ask of each statement."""
        return Wordings(self.contents.sections, self.contents.wordings)

    @cached_property
    def intents(self) -> Intents:
        """What tells which kind of answer a question asks for."""
        return Intents(self.contents.intents, self.contents.exemplars)

    @cached_property
    def mentions(self) -> Mentions:
        """The reader of what learners mention."""
        return Mentions(self.topics, self.contents.phrases, self._listener)

    @cached_property
    def needs(self) -> Needs:
        """The reader of what learners need, or know, without naming it."""
        return Needs(self.topics, self._listener)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of all facts."""
        return Lexicon(self.facts, self.embedder.is_word)

    def resource_of(self, fact: Fact) -> Document | None:
        """The summary of the resource that a statement links to or names, or None."""
        if fact.number not in self._resource_of:
            self._resource_of[fact.number] = self._resource_names.of(fact)
        return self._resource_of[fact.number]

    @cached_property
    def half_names(self) -> HalfNames:
        """The reader of what half names a resource."""
        return HalfNames(self.resources, self.facts_of, self.topics, self.embedder.is_word)

    @cached_property
    def _resource_names(self) -> Resources:
        return Resources(self.resources, self.topics)

    @cached_property
    def _resource_of(self) -> dict[int, Document | None]:
        """What was found for each fact that was asked about, by its number: going through all names takes a while."""
        return {}

    def stems_of(self, chunk: Chunk) -> frozenset[str]:
        """The stems of a passage."""
        if chunk.id not in self._stems_of:
            self._stems_of[chunk.id] = frozenset(stems(chunk.text))
        return self._stems_of[chunk.id]

    @cached_property
    def _stems_of(self) -> dict[str, frozenset[str]]:
        """The stems of each passage that a search has found."""
        return {}

    def chunk_with(self, document_id: str, start: int, end: int) -> Chunk | None:
        """The passage in which the whole span lies, or None when it lies in none."""
        return next((c for c in self._chunks_of.get(document_id, ()) if c.start <= start and end <= c.end), None)

    def chunk_of(self, fact: Fact) -> Chunk | None:
        """The passage in which a fact stands whole, or None where it is cut."""
        return self._chunk_of_fact[fact.number]

    def chunk_ids(self, numbers: NDArray[np.intp], most: int) -> list[str]:
        """The ids of the passages in which the facts of these numbers stand whole, in their order, each once.

        No more than the first `most` of them.
        """
        places = self._chunk_number_of_fact[numbers]
        first = islice(dict.fromkeys(places[places >= 0].tolist()), most)
        return [self.contents.chunks[place].id for place in first]

    @cached_property
    def _chunk_number_of_fact(self) -> NDArray[np.intp]:
        """The number of the passage in which each fact stands whole, -1 where it is cut."""
        return np.array([self.numbers[chunk.id] if chunk else -1 for chunk in self._chunk_of_fact], dtype=np.intp)

    @cached_property
    def _chunk_of_fact(self) -> tuple[Chunk | None, ...]:
        return tuple(self.chunk_with(f.document.id, f.statement.start, f.statement.end) for f in self.facts)

    @cached_property
    def _chunks_of(self) -> dict[str, list[Chunk]]:
        by_document: dict[str, list[Chunk]] = defaultdict(list)
        for chunk in self.contents.chunks:
            by_document[chunk.document_id].append(chunk)
        return dict(by_document)


def _numbers(facts: Sequence[Fact]) -> NDArray[np.intp]:
    return np.array([fact.number for fact in facts], dtype=np.intp)


def _fixed(vector: Vectors) -> Vectors:
    """The vector, which nobody can change for those who share it."""
    vector.flags.writeable = False
    return vector


@lru_cache(maxsize=2)  # the one that embeds, and the shipped one where that is another
def _embedder(folder: Path, *_made_it: str) -> OnnxEmbedder:
    """The model in `folder`, opened once for all generations that it made: each opening takes memory for good."""
    return OnnxEmbedder(folder)


def open_library(folder: Path, settings: Settings) -> Library:
    """Open the generation in `folder` with the embedder that made it.

    An embedded Chroma gets to read nothing but bytes that the builder wrote and then, in its own process, asked for
    their passages (ingest/check.py): all files are compared with their checksums first, the database too. A broken
    store can crash or hang whoever opens it, but none gets that far, so trying it out in a child would show nothing.

    Raises StaleIndexError when the settings ask for another embedder, DamagedIndexError when the index is broken. A
    server that has its vectors and is away is no reason not to open it.
    """
    contents = load_contents(folder)
    embedder = _embedder_of(contents.manifest, settings)
    keyword = KeywordIndex.open(folder / _KEYWORD, len(contents.chunks))
    return Library(contents, open_dense(folder, contents, settings), keyword, embedder, _halves(settings, embedder))


def open_for_now(folder: Path, settings: Settings) -> Library:
    """As `open_library`, but each search leg is opened when it is first searched, which must not be long after."""
    contents = load_contents(folder)
    embedder = _embedder_of(contents.manifest, settings)
    keyword = LateKeyword(lambda: KeywordIndex.open(folder / _KEYWORD, len(contents.chunks)))
    dense = LateDense(lambda: open_dense(folder, contents, settings))
    return Library(contents, dense, keyword, embedder, _halves(settings, embedder))


def _embedder_of(manifest: Manifest, settings: Settings) -> OnnxEmbedder:
    """The embedder that made a generation; raises StaleIndexError where it is not that of the settings."""
    rebuild = "Run `waymark ingest` to build it anew"
    if manifest.embedder != settings.embedder:
        raise StaleIndexError(
            f"The index in {settings.home} was built with the embedder {manifest.embedder}, but WAYMARK_EMBEDDER asks "
            f"for {settings.embedder}. {rebuild}, or unset WAYMARK_EMBEDDER."
        )
    embedder = _embedder(model_folder(settings.models, settings.embedder), manifest.embedder, manifest.fingerprint)
    if embedder.fingerprint != manifest.fingerprint:
        raise StaleIndexError(
            f"The index in {settings.home} was built with other weights of {settings.embedder}. {rebuild}."
        )
    return embedder


def _halves(settings: Settings, embedder: OnnxEmbedder) -> Halves:
    """The taught halves of the shipped model: the listener, if it is exported, and the others where that embeds.

    These know what learners ask of the shipped corpus, and the vectors and scores that the shipped model gives.
    """
    folder = model_folder(settings.models, SHIPPED_EMBEDDER)
    try:
        shipped = embedder if embedder.name == SHIPPED_EMBEDDER else _embedder(folder, SHIPPED_EMBEDDER)
    except EmbedderError:
        return Halves()
    halves = _opened_halves(folder, shipped)
    knows = embedder is shipped and settings.corpus.resolve() == SHIPPED_CORPUS.resolve()
    return halves if knows else Halves(halves.listener)


@lru_cache(maxsize=1)
def _opened_halves(folder: Path, shipped: OnnxEmbedder) -> Halves:
    """Those in `folder`, opened once for all generations."""
    return Halves(Listener(folder, shipped.states), Doubter(folder, shipped.states), Finder(folder, shipped.states))
