"""Which resources a text half names: by a part of a name, or by who made them, as in `the Huyen book`."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from ingest.records import Document
from ingest.topics import Topics
from rag.fact import Fact
from rag.normal import normal
from rag.proper_names import proper_names

_WHAT = "What it is"  # the section of a summary that tells who made its resource
_MOST = 3  # resources that a word may belong to and still tell one of them
_CAPITAL = re.compile(r"(?<=[\w,;(] )[^\W\d_a-z][\w'-]+")
_WORD = re.compile(r"[\w'-]+")


class HalfNames:
    """The words that tell few resources from all others and name no topic; `is_word` tells common English words."""

    def __init__(
        self,
        resources: Iterable[Document],
        facts_of: Mapping[str, Sequence[Fact]],
        topics: Topics,
        is_word: Callable[[str], bool],
    ) -> None:
        owners: dict[str, set[str]] = defaultdict(set)
        for document in resources:
            made_by = (f.content for f in facts_of.get(document.id, ()) if f.section.heading == _WHAT)
            told = [name for text in made_by for name in _CAPITAL.findall(text)]
            for word in _words_of(" ".join((document.title, *document.aliases, *told))):
                owners[word].add(document.id)
        few = {word: ids for word, ids in owners.items() if len(ids) <= _MOST}
        self._owners = {word: ids for word, ids in few.items() if not topics.found_in(word)}
        self._common = frozenset(filter(is_word, self._owners))

    def found_in(self, text: str) -> frozenset[str]:
        """The ids of the resources of which `text` holds most such words; common words count with a capital alone."""
        written = {_plain(name) for name in proper_names(text)}
        told = (w for w in _words_of(text) & self._owners.keys() if w in written or w not in self._common)
        counts = Counter(id_ for word in told for id_ in self._owners[word])
        most = max(counts.values(), default=0)
        return frozenset(id_ for id_, count in counts.items() if count == most)


def _words_of(text: str) -> set[str]:
    return set(map(_plain, _WORD.findall(normal(text))))


def _plain(word: str) -> str:
    """A word without its accents and a genitive's end."""
    letters = unicodedata.normalize("NFD", word.removesuffix("'s"))
    return "".join(c for c in letters if not unicodedata.combining(c))
