"""Which kind of answer a question asks for."""

import re
from typing import Final

from rag.cues.comparison import COMPARE, STRICT
from rag.cues.count import COUNT, OF_ROADMAPS
from rag.cues.duration import LONG, TIME
from rag.cues.learner import KNOWING
from rag.cues.next_step import NEXT, ROUTE
from rag.cues.order import ORDER
from rag.cues.role import role_asked
from rag.records import Intent

# What a thing is or is for; `what is the best ...` asks for the thing itself.
_WHAT_IS: Final = re.compile(
    r"^(?:so |and |but |ok |please |can you |could you |tell me )*"
    r"(?:what(?:'s| is| are|s)\b"
    r"(?! (?:the )?(?:best|first|next|title|name|number|order|total|main|key"
    r"|required|recommended|listed|covered|taught))"
    r"|explain\b|describe\b|define\b|what does .* mean\b|why\b|who (?:is|are)\b)"
    r"|\b(?:what (?:is|are|does) [^?]* (?:for|mean|about)|what [^?]{1,40} is|what is meant|what for)\b"
    r"|\b(?:point of|good for|used for|purpose|matters?)\b"
    r"|\bwhy (?:do|does|should|would|is|are|bother|learn|must|might)\b"
)
# `what is that thing about ...`: a thing whose name the learner has not got.
_UNNAMED_THING: Final = re.compile(
    r"^what(?:'s| is| are) (?:this|that|an?|the) "
    r"(?!point|purpose|best|first|next|total|time|order|number|main|difference|most|roadmap)"
    r"[^?]*\b(?:thing|in one of the|called|about)\b"
)


def intent_of(text: str, *, sources: int) -> Intent:
    """The intent of a question in lower case that names `sources` roadmaps."""
    return _of_all_roadmaps(text) if sources == 0 else _of_named_roadmaps(text, sources)


def _of_all_roadmaps(text: str) -> Intent:
    if ROUTE.search(text):
        return "next_step"
    if _UNNAMED_THING.match(text):
        return "what_is"
    if _takes_time(text):
        return "plan"
    if NEXT.search(text):
        return "next_step"
    if COUNT.search(text) and not ORDER.search(text):
        return "count"
    return "comparison" if _compares(text) else _of_any(text)


def _of_named_roadmaps(text: str, sources: int) -> Intent:
    if _takes_time(text):
        return "plan"
    if NEXT.search(text) and KNOWING.search(text):
        return "next_step"
    return "comparison" if sources > 1 else _of_any(text)


def _of_any(text: str) -> Intent:
    """The intent of a look-up, in whatever roadmap."""
    if TIME.search(text):
        return "plan"
    if role_asked(text) == "resources":
        return "resource"
    if role_asked(text) == "projects":
        return "projects"
    return "what_is" if _WHAT_IS.search(text) else "fact"


def _takes_time(text: str) -> bool:
    return bool(LONG.search(text)) and not OF_ROADMAPS.search(text)


def _compares(text: str) -> bool:
    """Whether a question asks for a comparison; `which of their courses` alone does not."""
    strict = bool(STRICT.search(text)) or role_asked(text) not in {"resources", "projects"}
    return strict and bool(COMPARE.search(text))
