"""Short forms as texts introduce them: `principal component analysis (PCA)`."""

import re

from rag.words import word_set

_INTRODUCED = re.compile(r"((?:[A-Za-z][\w-]*[ -]){1,7}[A-Za-z][\w-]*) \(([A-Z][A-Za-z]{1,7})\)")
_SHORT_FOR = re.compile(r"\b([A-Z][\w-]+), short for ((?:[A-Z][\w-]*)(?: [A-Z][\w-]*)*)")
# Words that a short form passes over: `reinforcement learning from human feedback (RLHF)`.
_PASSED_OVER = word_set("a an and as at by for from in of on or the to with")


def abbreviations(text: str) -> list[tuple[str, str]]:
    """The long and short forms that `text` introduces together, where the words begin with the short form's letters."""
    found = []
    for before, short in _INTRODUCED.findall(text):
        parts = _spelling(short.rstrip("s").lower(), re.split(r"[ -]", before))
        if parts:
            found.append((" ".join(parts), short))
    return found


def short_forms(text: str) -> list[tuple[str, str]]:
    """The same with those that `text` says to be short for something, as in `ONNX, short for Open Neural ...`."""
    return [*abbreviations(text), *((long, short) for short, long in _SHORT_FOR.findall(text))]


def _spelling(letters: str, words: list[str]) -> list[str]:
    """The last of `words` that begin with `letters`, small words passed over where need be; none where others stand."""
    left = letters
    for start in range(len(words) - 1, -1, -1):
        word = words[start].lower()
        if left.endswith(word[:1]):
            left = left[:-1]
        elif word not in _PASSED_OVER:
            return []
        if not left:
            return words[start:]
    return []
