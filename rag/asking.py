"""The part of a message that asks, beside what only leads up to it."""

import re

from rag.words import content_words

_SENTENCE = re.compile(r"(?<=[.!?;:])\s+")
_ASKS = re.compile(
    r"^(?:and |so |but |ok |well,? )?(?:"
    r"what|which|how|where|when|why|who|whom|whose"
    r"|do|does|did|is|are|can|could|should|would|will"
    r"|name|list|tell|give|show|explain|compare|suggest|count|add|plan|lay|set|describe"
    r")\b"
)
_WITHIN = re.compile(r"\b(?:how (?:long|many|much)|what|which|where|when)\b", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:it|its|this|that|these|those|they|them|there|then|ones?|so)\b")
# What stands before these is taken back.
_TAKEN_BACK = re.compile(r"^.*\b(?:no,? wait|wait,? no|scratch that|strike that)\b[\s,.:;!-]*", re.IGNORECASE)
_ENOUGH = 2  # content words with which a sentence says by itself what it asks, whatever it points to


def asks(text: str) -> bool:
    """Whether a sentence of `text` asks for something."""
    return any(s.rstrip().endswith("?") or _ASKS.match(s.lower()) or _WITHIN.search(s) for s in _SENTENCE.split(text))


def asking_part(text: str) -> str:
    """The sentences of `text`, in lower case, that ask, when they say enough by themselves; else all of it."""
    sentences = [s for s in _SENTENCE.split(text) if s.strip()]
    asking = [s for s in sentences if s.rstrip().endswith("?") or _ASKS.match(s)]
    if not asking or len(asking) == len(sentences):
        return text
    part = " ".join(asking)
    said = len(content_words(part))
    return part if said >= _ENOUGH or (said and _ASKS.match(part) and not _POINTS.search(part)) else text


def asking_sentences(text: str) -> str:
    """The sentences of `text`, in lower case, that ask, however little they say; all of it where none does in full."""
    sentences = [s for s in _SENTENCE.split(text) if s.strip()]
    asking = " ".join(s for s in sentences if s.rstrip().endswith("?") or _ASKS.match(s))
    return asking if _ASKS.match(asking) else text


def without_taken_back(text: str) -> str:
    """`text` without what it takes back before it asks: `how many weeks, no wait, how many months`."""
    rest = _TAKEN_BACK.sub("", text)
    return rest if rest != text and asks(rest) else text


def last_asked(text: str) -> str:
    """The last sentence of `text` where that is a question, without what leads up to it; else all of it."""
    sentences = [s for s in _SENTENCE.split(text) if s.strip()]
    return sentences[-1] if sentences and sentences[-1].rstrip().endswith("?") else text
