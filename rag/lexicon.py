"""The words of a library: how rare they are, what else they are called, and how they are spelt."""

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from rag.abbreviations import abbreviations
from rag.fact import Fact
from rag.words import STOP, is_content, stem, stems, words

_SHORTEST = 4  # letters of a word that can be told from its neighbours when misspelt
_LIKE = 0.79  # Damerau-Levenshtein similarity from which an unknown word is taken for a word of the library
UNKNOWN = 5.0  # rarity of a word that stands nowhere: it may be slang, so it counts less than a rare known one


@dataclass(frozen=True)
class Lexicon:
    """What the statements of a library tell of its words; `is_english` tells of a word whether it is rightly spelt."""

    facts: Sequence[Fact]
    is_english: Callable[[str], bool] = lambda _word: False

    @cached_property
    def _frequency(self) -> Counter[str]:
        """In how many statements each stem stands, headings included."""
        return Counter(s for fact in self.facts for s in fact.own_stems | fact.path_stems)

    @cached_property
    def _vocabulary(self) -> tuple[str, ...]:
        """Every word that a misspelt one may be meant for, in order."""
        texts = (f"{f.statement.subject} {f.statement.content} {' '.join(f.section.heading_path)}" for f in self.facts)
        return tuple(sorted({w for text in texts for w in words(text) if len(w) >= _SHORTEST}))

    @cached_property
    def _abbreviations(self) -> dict[frozenset[str], frozenset[str]]:
        """Short forms and what they stand for, both ways, as the documents themselves introduce them."""
        pairs: dict[frozenset[str], frozenset[str]] = {}
        for fact in self.facts:
            for text in (fact.statement.content, fact.section.heading):
                for long, short in abbreviations(text):
                    pairs[frozenset(stems(long))] = frozenset(stems(short))
                    pairs.setdefault(frozenset(stems(short)), frozenset(stems(long)))
        return pairs

    def knows(self, word: str) -> bool:
        """Whether some form of `word` stands in the library."""
        return stem(word) in self._frequency

    def alternatives(self, *names: str) -> tuple[frozenset[str], ...]:
        """The sets of stems that mean a thing called by any of `names`: each name's own, and its short or long form."""
        return tuple(dict.fromkeys(a for name in names for a in self._alternatives(name)))

    def _alternatives(self, name: str) -> list[frozenset[str]]:
        own = frozenset(stem(w) for w in words(name))
        loose = frozenset(s for s in stems(name) if s not in STOP)
        return [a for a in (own, self._abbreviations.get(loose), loose) if a]

    def rarity(self, alternatives: Sequence[frozenset[str]]) -> float:
        """How rare a thing is: the inverse document frequency of its rarest stem under its rarest name.

        0 for a stem that stands in every statement, about 7 for one seen once, `UNKNOWN` for a thing never named.
        """
        return max((self._rarity(s) for a in self._known(alternatives) for s in a), default=UNKNOWN)

    def holds(self, alternatives: Sequence[frozenset[str]]) -> bool:
        """Whether all words of one of `alternatives` stand in the library."""
        return bool(self._known(alternatives))

    def _known(self, alternatives: Sequence[frozenset[str]]) -> list[frozenset[str]]:
        return [a for a in alternatives if a <= self._frequency.keys()]

    def _rarity(self, stem_: str) -> float:
        return math.log((1 + len(self.facts)) / (1 + self._frequency[stem_]))

    def respelt(self, word: str) -> str:
        """The library's word for one that only a slip of the finger keeps from being it; any other word as it is."""
        bare = re.sub(r"[^\w+#'-]", "", word)
        if len(bare) < _SHORTEST or not bare.isalpha() or not is_content(bare) or self.knows(bare):
            return word
        if self.is_english(bare):
            return word
        likeness = DamerauLevenshtein.normalized_similarity
        found = process.extractOne(bare, self._vocabulary, scorer=likeness, score_cutoff=_LIKE)
        if found and found[0][0] == bare[0]:
            return str(found[0])
        if bare.endswith("s") and self.knows(bare[:-1]):
            return bare[:-1]
        return word
