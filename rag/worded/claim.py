"""What a sentence claims: its words, figures and names, and whether it denies something."""

import re
from dataclasses import dataclass
from functools import cached_property

from ingest.embed import Embedder, Vectors
from rag.numbers import DIGITS
from rag.words import content_words, stem, stems, words

_FIGURE = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*(?!\w)")
_WORD = re.compile(r"\b[^\W_][\w+#.'/&-]*")
_STARTS = re.compile(
    r"(?:^|[.!?:;]\s+|^- )(\w[\w'-]*)"
)  # what has a capital because a sentence or clause begins with it
_DENIAL = re.compile(
    r"\b(?:no|not|none|nothing|neither|nor|never|without|cannot|lacks?|omits?|leaves? out|instead of|skips?)\b|n't\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[,;:]|\b(?:but|though|although|while|whereas)\b")
_OWN_NAMES = frozenset({"i", "i'm", "i've", "ai", "waymark"})


@dataclass(frozen=True)
class Claim:
    """A sentence without its markers."""

    text: str
    embedder: Embedder

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the words that say what it is about."""
        return frozenset(s for word in content_words(self.text) for s in stems(word))

    @cached_property
    def figures(self) -> frozenset[str]:
        """Its numbers, in digits; `one` is seldom a number."""
        return figures_in(self.text)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Its words with capitals, but for those with which a sentence begins."""
        first = {m.start(1) for m in _STARTS.finditer(self.text)}
        found = (m for m in _WORD.finditer(self.text) if any(c.isupper() for c in m[0]))
        named = (
            m[0].rstrip(".'/-").removesuffix("'s")
            for m in found
            if m.start() not in first or m[0][1:].lower() != m[0][1:]
        )
        return tuple(dict.fromkeys(n for n in named if n.lower() not in _OWN_NAMES))

    @property
    def parts(self) -> "tuple[Claim, ...]":
        """Its clauses, roughly."""
        return tuple(Claim(part, self.embedder) for part in _PARTS.split(self.text) if part.strip())

    @cached_property
    def denies(self) -> bool:
        """Whether it says that something is not so, or not there."""
        return denies(self.text)

    @cached_property
    def vector(self) -> Vectors:
        """Its unit vector."""
        vector: Vectors = self.embedder.embed_query(self.text or " ")
        return vector


def figures_in(text: str) -> frozenset[str]:
    """The numbers of a text, in digits."""
    spelt = (DIGITS[w] for w in words(text) if w in DIGITS and w not in {"one", "first", "second"})
    return frozenset({*(f for found in _FIGURE.findall(text) for f in re.split(r"[.,]", found)), *spelt})


def stems_in(text: str) -> frozenset[str]:
    """The stems of all words of a text."""
    return frozenset(stems(text)) | frozenset(map(stem, words(text)))


def denies(text: str) -> bool:
    """Whether a text says that something is not so, or not there."""
    return bool(_DENIAL.search(text))
