"""The part of a message that asks, beside what only leads up to it."""

import re

from rag.cues.comparison import ROADMAPS
from rag.words import content_words

_SENTENCE = re.compile(r"(?<=[.!?;:])\s+")
_ASKS = re.compile(
    r"^(?:and |so |but |ok |well,? )?(?:"
    r"what|which|how|where|when|why|who|whom|whose"
    r"|do|does|did|is|are|can|could|should|would|will"
    r"|name|list|tell|give|show|explain|compare|suggest|count|add|plan|lay|set|describe"
    r")\b"
)
_OF_ONESELF = re.compile(r"(?:i|i'm|im|i've|ive|i'd|we|we're|my|our)\b", re.IGNORECASE)
_WITHIN = re.compile(r"\b(?:how (?:long|many|much)|what|which|where|when)\b", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:it|its|this|that|these|those|they|them|there|then|ones?|so)\b")
# What stands before these is taken back.
_TAKEN_BACK = re.compile(r"^.*\b(?:no,? wait|wait,? no|scratch that|strike that)\b[\s,.:;!-]*", re.IGNORECASE)
_ENOUGH = 2  # content words with which a sentence says by itself what it asks; of the roadmaps one will do


def asks(text: str) -> bool:
    """Whether a sentence of `text` asks for something."""
    return any(s.rstrip().endswith("?") or _ASKS.match(s.lower()) or _WITHIN.search(s) for s in _SENTENCE.split(text))


def asking_part(text: str) -> str:
    """The sentences of `text`, in lower case, that ask, when they say enough by themselves; else all of it."""
    asking = _asking(text)
    if not asking or len(asking) == len(_sentences(text)):
        return text
    part = " ".join(asking)
    said = len(content_words(part))
    is_whole = said and ROADMAPS.search(part) and not _POINTS.search(part)
    return part if said >= _ENOUGH or is_whole else text


def asking_sentences(text: str) -> str:
    """The sentences of `text`, in lower case, that ask, however little they say; all of it where none does in full."""
    part = " ".join(_asking(text))
    return part if _ASKS.match(part) else text


def _asking(text: str) -> list[str]:
    return [s for s in _sentences(text) if s.rstrip().endswith("?") or _ASKS.match(s)]


def _sentences(text: str) -> list[str]:
    return [s for s in _SENTENCE.split(text) if s.strip()]


def without_aside(text: str) -> str:
    """`text` without the sentences behind its last question, where all of them tell of who asks; else all of it."""
    sentences = _sentences(text)
    last = max((at for at, said in enumerate(sentences) if said.rstrip().endswith("?")), default=len(sentences))
    behind = sentences[last + 1 :]
    return " ".join(sentences[: last + 1]) if behind and all(map(_OF_ONESELF.match, behind)) else text


def without_taken_back(text: str) -> str:
    """`text` without what it takes back before it asks: `how many weeks, no wait, how many months`."""
    rest = _TAKEN_BACK.sub("", text)
    return rest if rest != text and asks(rest) else text


def last_asked(text: str) -> str:
    """The last sentence of `text` where that is a question, without what leads up to it; else all of it."""
    sentences = _sentences(text)
    return sentences[-1] if sentences and sentences[-1].rstrip().endswith("?") else text
