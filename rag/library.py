"""One generation of the index, opened for answering."""

import math
import re
import weakref
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ingest.embed import Embedder, OnnxEmbedder, Vectors, model_folder
from ingest.errors import StaleIndexError
from ingest.generation import Contents, load_contents
from ingest.index import VectorIndex
from ingest.keyword import KeywordIndex
from ingest.records import Chunk, Document, Section, Statement
from ingest.settings import Settings
from ingest.topics import fold
from rag.words import STOP, stem, stems, words

_ABBREVIATED = re.compile(r"((?:[A-Za-z][\w-]*[ -]){1,6}[A-Za-z][\w-]*) \(([A-Z][A-Za-z]{1,7})\)")


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """A statement with everything around it that answering needs; `number` is its row among the statement vectors."""

    number: int
    document: Document
    section: Section
    statement: Statement
    own_stems: frozenset[str]
    heading_stems: frozenset[str]
    path_stems: frozenset[str]

    @property
    def topics(self) -> frozenset[str]:
        """The topics that the statement or its headings name."""
        return frozenset(self.statement.topics) | frozenset(self.section.topics)

    @property
    def content(self) -> str:
        """What the statement says, without the full stop of a list item."""
        return self.statement.content.rstrip(". ") if self.statement.is_item else self.statement.content


class Library:
    """The documents, passages, statements and both search legs of one generation; immutable and safe to share."""

    def __init__(self, contents: Contents, dense: VectorIndex, keyword: KeywordIndex, embedder: Embedder) -> None:
        self.contents = contents
        self.embedder = embedder
        self.dense = dense
        self.keyword = keyword
        self.documents = {d.id: d for d in contents.documents}
        self.chunks = {c.id: c for c in contents.chunks}
        self.numbers = {c.id: i for i, c in enumerate(contents.chunks)}
        self.topics = contents.topics
        weakref.finalize(self, dense.close)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Every statement of every searched document, in the order of the index."""
        found: list[Fact] = []
        for section in self.contents.sections:
            document = self.documents[section.document_id]
            heading, path = frozenset(stems(section.heading)), frozenset(stems(" ".join(section.heading_path)))
            for statement in section.statements:
                own = frozenset(stems(f"{statement.subject} {statement.content}"))
                found.append(Fact(len(found), document, section, statement, own, heading, path))
        return tuple(found)

    @cached_property
    def roadmaps(self) -> tuple[Document, ...]:
        """The roadmaps in force, one for each work."""
        searched = {s.document_id for s in self.contents.sections}
        return tuple(d for d in self.contents.documents if d.kind == "roadmap" and d.id in searched)

    @cached_property
    def resources(self) -> tuple[Document, ...]:
        """The resource summaries."""
        return tuple(d for d in self.contents.documents if d.kind == "resource")

    @cached_property
    def sections_of(self) -> dict[str, tuple[Section, ...]]:
        """Each document's sections in order."""
        by_document: dict[str, list[Section]] = defaultdict(list)
        for section in self.contents.sections:
            by_document[section.document_id].append(section)
        return {id_: tuple(sections) for id_, sections in by_document.items()}

    @cached_property
    def facts_of(self) -> dict[str, tuple[Fact, ...]]:
        """Each document's facts in order."""
        by_document: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            by_document[fact.document.id].append(fact)
        return {id_: tuple(facts) for id_, facts in by_document.items()}

    @cached_property
    def frequency(self) -> Counter[str]:
        """In how many statements each stem stands, headings included."""
        return Counter(s for fact in self.facts for s in fact.own_stems | fact.path_stems)

    def rarity(self, stem: str) -> float:
        """The inverse document frequency of a stem over statements: 0 for one that stands in all, about 7 for one seen once."""
        return math.log((1 + len(self.facts)) / (1 + self.frequency.get(stem, 0)))

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """Every word of the corpus of four letters or more, in order."""
        texts = (f"{f.statement.subject} {f.statement.content} {' '.join(f.section.heading_path)}" for f in self.facts)
        return tuple(sorted({w for text in texts for w in words(text) if len(w) > 3}))

    @cached_property
    def _known_stems(self) -> frozenset[str]:
        return frozenset(self.frequency)

    def knows(self, word: str) -> bool:
        """Whether some form of `word` stands in the corpus."""
        return stem(word) in self._known_stems

    @cached_property
    def _abbreviations(self) -> dict[frozenset[str], frozenset[str]]:
        """Short forms and what they stand for, both ways, as the documents themselves introduce them: `long form (LF)`."""
        pairs: dict[frozenset[str], frozenset[str]] = {}
        for fact in self.facts:
            for text in (fact.statement.content, fact.section.heading):
                for long, short in abbreviations(text):
                    pairs[frozenset(stems(long))] = frozenset(stems(short))
                    pairs.setdefault(frozenset(stems(short)), frozenset(stems(long)))
        return pairs

    def alternatives(self, name: str) -> tuple[frozenset[str], ...]:
        """The sets of stems that mean `name`: its own, and its short or long form."""
        own = frozenset(stem(w) for w in words(name))
        loose = frozenset(s for s in stems(name) if s not in STOP)
        return tuple(dict.fromkeys(a for a in (own, self._abbreviations.get(loose), loose) if a))

    def similarities(self, vector: Vectors) -> Vectors:
        """The cosine of a unit vector with every statement, shape (number of facts,)."""
        return self.contents.statements @ vector

    @cached_property
    def _resource_by_url(self) -> dict[str, Document]:
        return {
            _bare(url): d for d in self.resources for url in (d.url, *(d.resource.other_urls if d.resource else ())) if url
        }

    @cached_property
    def _resource_titles(self) -> list[tuple[re.Pattern[str], Document]]:
        """Every resource's names as patterns, the longest first."""
        topics = {fold(n) for t in self.topics.all for n in (t.name, *t.aliases)}
        teaching = {"course", "book", "video"}  # one that is called like its topic cannot be told from it in running text
        named = ((n, d) for d in self.resources for n in (d.title, *d.aliases) if not (fold(n) in topics and d.resource and d.resource.form in teaching))
        names = sorted(named, key=lambda pair: (-len(pair[0]), pair[0]))
        return [(re.compile(rf"(?<!\w){re.escape(fold(name))}(?!\w)"), d) for name, d in names]

    def resource_of(self, fact: Fact) -> Document | None:
        """The summary of the resource that a statement links to or names, or None."""
        for _, url in fact.statement.links:
            if (linked := self._resource_by_url.get(_bare(url))) is not None:
                return linked
        text = fold(fact.statement.content)
        return next((d for pattern, d in self._resource_titles if pattern.search(text)), None)

    def chunk_with(self, document_id: str, start: int, end: int) -> Chunk | None:
        """The passage in which the whole span lies, or None when it lies in none."""
        return next((c for c in self._chunks_of.get(document_id, ()) if c.start <= start and end <= c.end), None)

    @cached_property
    def _chunks_of(self) -> dict[str, list[Chunk]]:
        by_document: dict[str, list[Chunk]] = defaultdict(list)
        for chunk in self.contents.chunks:
            by_document[chunk.document_id].append(chunk)
        return by_document

    def facts_in(self, documents: Iterable[Document]) -> Sequence[Fact]:
        """The facts of these documents, in order."""
        return [fact for document in documents for fact in self.facts_of.get(document.id, ())]


def _bare(url: str) -> str:
    return url.split("://", 1)[-1].removeprefix("www.").rstrip("/")


def open_library(folder: Path, settings: Settings) -> Library:
    """Open the generation in `folder`; raises StaleIndexError when another embedder made it, DamagedIndexError when it is broken."""
    contents = load_contents(folder)
    if contents.manifest.embedder != settings.embedder:
        raise StaleIndexError(
            f"The index in {settings.home} was built with the embedder {contents.manifest.embedder}, but WAYMARK_EMBEDDER asks for "
            f"{settings.embedder}. Run `waymark ingest` to build it anew, or unset WAYMARK_EMBEDDER."
        )
    embedder = OnnxEmbedder(model_folder(settings.models, settings.embedder))
    if embedder.fingerprint != contents.manifest.fingerprint:
        raise StaleIndexError(f"The index in {settings.home} was built with other weights of {settings.embedder}. Run `waymark ingest` to build it anew.")
    dense = VectorIndex(folder / "chroma")
    return Library(contents, dense, KeywordIndex.open(folder / "keyword", len(contents.chunks)), embedder)


def abbreviations(text: str) -> list[tuple[str, str]]:
    """The long and short forms that `text` introduces together, like `principal component analysis (PCA)`."""
    found = []
    for long, short in _ABBREVIATED.findall(text):
        letters = short.rstrip("s").lower()
        parts = re.split(r"[ -]", long)[-len(letters) :]
        if len(parts) == len(letters) and all(part.lower().startswith(letter) for part, letter in zip(parts, letters, strict=True)):
            found.append((" ".join(parts), short))
    return found
