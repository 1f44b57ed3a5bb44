"""The questions within one message: `which databases, and what do I do with dirty data?` asks two things."""

import re

from rag.words import content_words

_WH = r"(?:(?:by|in|on|at|for|from|of|to|with|under) )?(?:what|which|who|whom|whose|how|where|when|why)"
_VERB = r"do|does|did|is|are|was|were|can|could|should|must|will|would|may|has|have"
# A further question opens with a question word or a verb behind `and` or the end of a sentence.
_JOINT = re.compile(rf"(?:,? (?:and|but)(?: then| also)? |[?;.!] )(?=(?:{_WH}|{_VERB})\b)", re.IGNORECASE)
_ASKS = re.compile(rf"\b(?:{_WH})\b|^(?:(?:and|but|so|or) )?(?:{_VERB})\b", re.IGNORECASE)
_ENOUGH = 1  # content words with which a clause asks for something of its own
_MOST = 3  # questions in one message that are answered


def parts_of(text: str) -> tuple[str, ...]:
    """The questions that `text` asks one after the other, each with what leads up to it; all of it where it is one."""
    cuts = [match.end() for match in _JOINT.finditer(text)]
    pieces = [
        text[a:b].removesuffix("and ").removesuffix("but ").strip(" ,;")
        for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)
    ]
    parts: list[str] = []
    for piece in pieces:
        asks = _asks(piece) and len(content_words(piece)) >= _ENOUGH
        if parts and not (asks and _asks(parts[-1])):
            parts[-1] = f"{parts[-1]} {piece}"
        else:
            parts.append(piece)
    return tuple(parts) if 1 < len(parts) <= _MOST else (text,)


def _asks(piece: str) -> bool:
    """Whether a piece of a message asks something; a plain statement may hold a question word too."""
    found = _ASKS.search(piece)
    return found is not None and (not piece.endswith(".") or found.start() == 0)
