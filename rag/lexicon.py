"""The words of a library: how rare they are, what else they are called, and how they are spelt."""

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from rag.abbreviations import abbreviations
from rag.fact import Fact
from rag.words import FRAME, STOP, is_content, stem, stems, words

_SHORTEST = 4  # letters of a word that can be told from its neighbours when misspelt
_LIKE = 0.79  # Damerau-Levenshtein similarity from which an unknown word is taken for a word of the library
_MOST_ALIKE = 8  # words that a misspelt one is held against
_ENDINGS = ("s", "r", "d", "er", "or", "ed", "es", "ly", "ing", "est", "able", "ness")
_BARE_WORD = re.compile(r"(?<![\w+#.'/-])[a-z]+(?![\w+#'/-]|\.\w)")
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
        """Every word that a misspelt one may be meant for, in order: the library's and those that questions are of."""
        texts = (f"{f.statement.subject} {f.statement.content} {' '.join(f.section.heading_path)}" for f in self.facts)
        own = {w for text in texts for w in words(text)}
        return tuple(sorted(w for w in own | STOP | FRAME if len(w) >= _SHORTEST))

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

    def spelt(self, text: str, names: AbstractSet[str] = frozenset()) -> str:
        """`text`, in lower case, with every word respelt that is none of `names` nor made of an English one."""
        return _BARE_WORD.sub(lambda m: m.group() if self._stays(m.group(), names) else self.respelt(m.group()), text)

    def _stays(self, word: str, names: AbstractSet[str]) -> bool:
        """Whether a word is a name, or an English one with an ending, which may be no word piece of its own."""
        bare = (word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))
        return word in names or any(len(b) >= _SHORTEST and self.is_english(b) for b in bare)

    def respelt(self, word: str) -> str:
        """The word of the library or of questions that a slip of the finger keeps `word` from being; else as it is."""
        bare = re.sub(r"[^\w+#'-]", "", word)
        if len(bare) < _SHORTEST or not bare.isalpha() or not is_content(bare):
            return word
        if self.is_english(bare) or self.knows(bare):  # in this order, for the first needs no statement
            return word
        likeness = DamerauLevenshtein.normalized_similarity
        found = process.extract(bare, self._vocabulary, scorer=likeness, score_cutoff=_LIKE, limit=_MOST_ALIKE)
        meant = min((w for w, _, _ in found if w[0] == bare[0]), key=lambda w: self._farness(bare, w), default=None)
        if meant:
            return meant
        if bare.endswith("s") and self.knows(bare[:-1]):
            return bare[:-1]
        return word

    def _farness(self, typed: str, word: str) -> tuple[int, bool, int]:
        """How far a word is from being meant: by slips of the finger, then by how seldom it is asked with or stands."""
        return DamerauLevenshtein.distance(typed, word), is_content(word), -self._frequency[stem(word)]
