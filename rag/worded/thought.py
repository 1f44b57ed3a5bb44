"""Leaving out what a model thinks aloud before it answers, where its endpoint does not part the two."""

from collections.abc import AsyncGenerator, AsyncIterator

_OPEN, _CLOSE = "<think>", "</think>"


async def without_thought(pieces: AsyncIterator[str]) -> AsyncGenerator[str, None]:
    """The pieces of a reply without a thought at its beginning, whose tags may come in pieces too."""
    held, is_thought, is_answer = "", False, False
    async for piece in pieces:
        if is_answer:
            yield piece
            continue
        held = (held + piece).lstrip() if not is_thought else held + piece
        if not is_thought and held.startswith(_OPEN):
            is_thought = True
        if is_thought:
            before, closed, after = held.partition(_CLOSE)
            held = after if closed else before[-len(_CLOSE) :]  # the end of it may be half a tag
            is_thought, is_answer = not closed, bool(closed)
        elif not _OPEN.startswith(held):
            is_answer = True
        if is_answer and held:
            yield held
    if held and not is_answer and not is_thought:
        yield held
