"""The proper names in a text, told by their capitals."""

import re

from rag.words import words

_TOKEN = re.compile(r"[\w'+#.-]+|[.?!:]")
_AT_RANDOM = re.compile(r"[a-z][A-Z][a-z]?[A-Z]")
_ENDS = frozenset(".?!:")
_MEASURE = re.compile(r"(?:[\d.,]*\d)?[KMGTP]i?B")  # such as GB, of 40 GB


def proper_names(text: str) -> set[str]:
    """The words that `text` writes with a capital inside a sentence or a word, in lower case; none in shouted text."""
    tokens = _TOKEN.findall(text)
    if sum(t.isupper() and len(t) > 1 for t in tokens) > len(tokens) / 2:
        return set()
    pairs = zip([".", *tokens], tokens, strict=False)
    names = [t for before, t in pairs if _is_name(t.strip(".'-"), opens=before[-1] in _ENDS)]
    return {word for name in names for word in words(name)}


def _is_name(word: str, *, opens: bool) -> bool:
    """Whether a word is a name.

    A capital says nothing where it `opens` a sentence, in `I`, in a measure, or in lEtTeRs at random.
    """
    if _AT_RANDOM.search(word) or _MEASURE.fullmatch(word):
        return False
    begins = word[:1].isupper() and not opens and word != "I" and not word.startswith("I'")
    return begins or any(c.isupper() for c in word[1:])
