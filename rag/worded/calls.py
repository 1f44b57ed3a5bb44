"""The calls made to a language model for one question: two at most, none after the first word of an answer."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Protocol

from rag.breaker import Breaker
from rag.deadlines import Deadlines
from rag.errors import ModelError
from rag.replies import Tokens

_MOST = 2  # calls for one question
_RESTING = "has failed several times in a row and is left alone for a moment"


class Model(Protocol):
    """What answering needs of a language model; rag.llm.LanguageModel is one."""

    @property
    def name(self) -> str:
        """What the endpoint calls it."""
        ...

    @property
    def deadlines(self) -> Deadlines:
        """How long it may take."""
        ...

    async def reply(self, instructions: str, text: str, seconds: float) -> tuple[str, Tokens | None]:
        """A whole reply within so many seconds, and the tokens it took; raises ModelError."""
        ...

    def stream(self, instructions: str, text: str, until: float) -> AsyncGenerator[str | Tokens, None]:
        """A reply as it comes, and last the tokens it took; raises ModelError for one that is not whole."""
        ...


@dataclass(slots=True)
class Calls:
    """Makes and counts them; `prompt` and `completion` are the tokens they took, None where that was not told."""

    model: Model
    breaker: Breaker
    made: int = 0
    prompt: int | None = None
    completion: int | None = None

    async def reply(self, instructions: str, text: str, seconds: float) -> str:
        """One whole reply; raises ModelError."""
        self._admit()
        try:
            reply, tokens = await self.model.reply(instructions, text, seconds)
        except ModelError as error:
            self._failed(error)
            raise
        self.breaker.succeeded()
        if tokens:
            self._count(tokens)
        return reply

    async def stream(self, instructions: str, text: str, until: float) -> AsyncGenerator[str, None]:
        """One reply piece by piece, asked for once more where the first call fails before its first word."""
        while True:
            self._admit()
            begun = False
            try:
                async with aclosing(self.model.stream(instructions, text, until)) as pieces:
                    async for piece in pieces:
                        if isinstance(piece, Tokens):
                            self._count(piece)
                        else:
                            begun = True
                            yield piece
            except ModelError as error:
                self._failed(error)
                if begun or not self._may_retry(error):
                    raise
                await asyncio.sleep(error.retry_after or 0)
            else:
                self.breaker.succeeded()
                return

    def _admit(self) -> None:
        if not self.breaker.allows():
            raise ModelError(f"The language model {self.model.name} {_RESTING}.", _RESTING, is_outage=False)
        self.made += 1

    def _failed(self, error: ModelError) -> None:
        if error.is_outage:
            self.breaker.failed()

    def _may_retry(self, error: ModelError) -> bool:
        wait = error.retry_after
        return wait is not None and wait <= self.model.deadlines.wait and self.made < _MOST and not self.breaker.is_open

    def _count(self, tokens: Tokens) -> None:
        self.prompt = (self.prompt or 0) + tokens.prompt
        self.completion = (self.completion or 0) + tokens.completion
