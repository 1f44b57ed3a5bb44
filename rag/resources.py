"""Which resource a statement links to or names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ingest.records import Document
from ingest.topics import Topics, fold
from rag.fact import Fact

TEACHING_FORMS = frozenset({"course", "book", "video"})


@dataclass(frozen=True)
class Resources:
    """The resource summaries, found by their addresses and names."""

    documents: Sequence[Document]
    topics: Topics

    def of(self, fact: Fact) -> Document | None:
        """The summary of the resource that a statement links to or, failing that, names; None when there is none."""
        linked = next((d for _, url in fact.statement.links if (d := self._by_url.get(_bare(url)))), None)
        return linked or self._named_in(fold(fact.statement.content))

    def _named_in(self, folded: str) -> Document | None:
        return next((d for name, d in self._titles if name in folded and _as_words(name).search(folded)), None)

    @cached_property
    def _by_url(self) -> dict[str, Document]:
        return {_bare(url): document for document in self.documents for url in _urls_of(document)}

    @cached_property
    def _titles(self) -> list[tuple[str, Document]]:
        """Every resource's names, the longest first."""
        named = ((fold(n), d) for d in self.documents for n in (d.title, *d.aliases) if not self._is_ambiguous(n, d))
        return sorted(named, key=lambda pair: (-len(pair[0]), pair[0]))

    def _is_ambiguous(self, name: str, document: Document) -> bool:
        """Whether a course or book is called like its topic: in running text the two cannot be told apart."""
        return is_teaching(document) and fold(name) in self._topic_names

    @cached_property
    def _topic_names(self) -> frozenset[str]:
        return frozenset(fold(name) for topic in self.topics.all for name in (topic.name, *topic.aliases))


@lru_cache(maxsize=1000)
def _as_words(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")


def is_teaching(document: Document) -> bool:
    """Whether a document is a resource that is worked through from beginning to end."""
    return document.resource is not None and document.resource.form in TEACHING_FORMS


def _urls_of(document: Document) -> list[str]:
    others = document.resource.other_urls if document.resource else ()
    return [url for url in (document.url, *others) if url]


def _bare(url: str) -> str:
    return url.split("://", 1)[-1].removeprefix("www.").rstrip("/")
