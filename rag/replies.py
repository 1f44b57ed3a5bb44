"""Reading a streamed reply in the form of OpenAI's chat completions, chunk by chunk."""

import asyncio
from dataclasses import dataclass
from typing import Any

_AFTER = 1.0  # seconds for the count of tokens, which comes after the last word if at all


@dataclass(frozen=True, slots=True)
class Tokens:
    """What one call took, as the endpoint counts it."""

    prompt: int
    completion: int


@dataclass(frozen=True, slots=True)
class Said:
    """What one chunk of a reply brings: text, the reason why it ends, the tokens it took, or but a sign of thought."""

    text: str = ""
    finish: str | None = None
    tokens: Tokens | None = None


async def next_said(chunks: Any) -> Said:
    """What the next chunk says of those that say anything; after the last one, an end for no reason that was given.

    Raises what a chunk of another form leads to: AttributeError, TypeError or ValueError.
    """
    while True:
        try:
            chunk = await anext(chunks)
        except StopAsyncIteration:
            return Said(finish="nothing more")
        for choice in (chunk.choices or [])[:1]:
            text, finish = choice.delta.content, choice.finish_reason
            thinks = getattr(choice.delta, "reasoning_content", None) or getattr(choice.delta, "reasoning", None)
            if not isinstance(text, str | None):
                raise TypeError
            if text or finish or thinks:
                return Said(text or "", finish, counted(chunk))


async def tokens_after(chunks: Any) -> Tokens | None:
    """The count of tokens after the last word; what goes wrong there takes nothing from the answer."""
    try:
        async with asyncio.timeout(_AFTER):
            async for chunk in chunks:
                if tokens := counted(chunk):
                    return tokens
    except Exception:  # noqa: BLE001 - the answer is whole, and whatever comes after it only counts it
        return None
    return None


def counted(chunk: Any) -> Tokens | None:
    """The tokens that a chunk or a whole reply tells of, if any."""
    usage = chunk.usage
    return Tokens(int(usage.prompt_tokens), int(usage.completion_tokens)) if usage else None
