"""What is to be said of an answer that is being made: noted where it happens, read where the answer is put together.

Searches happen at many depths of the making of an answer; what they lack belongs to that one answer and no other.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_NOTED: ContextVar[list[str] | None] = ContextVar("noted", default=None)


@contextmanager
def noting() -> Iterator[list[str]]:
    """The sentences that are noted while the block runs, each once, in this thread and those it hands its context."""
    noted: list[str] = []
    token = _NOTED.set(noted)
    try:
        yield noted
    finally:
        _NOTED.reset(token)


def note(sentence: str) -> None:
    """Note a sentence for the answer that is being made, if one is."""
    noted = _NOTED.get()
    if noted is not None and sentence not in noted:
        noted.append(sentence)


def sentences_joined(*sentences: str | None) -> str | None:
    """These sentences as one text, None where there is none."""
    return " ".join(dict.fromkeys(s for s in sentences if s)) or None
