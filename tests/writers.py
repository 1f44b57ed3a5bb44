"""Language models for tests, in this very process: what they write is given, and what they read is kept."""

import asyncio
import itertools
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass, field

from model_server import Reply, honest

from rag.deadlines import Deadlines
from rag.errors import ModelError
from rag.replies import Tokens


@dataclass(slots=True)
class Writer:
    """Has the interface of rag.llm.LanguageModel: streams what `write` makes of a prompt, in pieces of `size`.

    `reword` is what it makes of a follow-up; both raise ModelError where the test wants them to.
    """

    write: Reply = honest
    reword: Reply = honest
    size: int = 7
    name: str = "writer"
    deadlines: Deadlines = field(default_factory=Deadlines)
    prompts: list[str] = field(default_factory=list)
    rewordings: list[str] = field(default_factory=list)

    async def reply(self, instructions: str, text: str, seconds: float) -> tuple[str, Tokens]:  # noqa: ARG002 - it never takes long
        """What it rewords a question to, and what that took."""
        self.rewordings.append(f"{instructions}\n{text}")
        return self.reword(instructions, text), Tokens(200, 20)

    async def stream(self, instructions: str, text: str, until: float) -> AsyncGenerator[str | Tokens, None]:  # noqa: ARG002
        """What it writes, and what that took."""
        self.prompts.append(f"{instructions}\n{text}")
        written = self.write(instructions, text)
        for at in range(0, len(written), self.size):
            await asyncio.sleep(0)
            yield written[at : at + self.size]
        yield Tokens(1000, 100)


def failing(how: str) -> Reply:
    """A model that raises ModelError."""

    def reply(_instructions: str, _message: str) -> str:
        raise ModelError(f"The language model {how}.", how)

    return reply


def saying(*texts: str) -> Reply:
    """A model that says these texts, one after the other, and then the last again and again."""
    left = itertools.chain(texts, itertools.repeat(texts[-1]))
    return lambda _instructions, _message: next(left)


def tokens(first: int = 0xA00000) -> Callable[[], str]:
    """Names for passages that a test can foresee."""
    numbers = itertools.count(first)
    return lambda: f"{next(numbers):06x}"


def ids(passages: Sequence[object], first: int = 0xA00000) -> list[str]:
    """The names that the passages of the first prompt get."""
    return [f"p{first + number:06x}" for number, _ in enumerate(passages)]
