"""One answer while a language model writes it: prompted, cut into sentences, checked, and judged as a whole."""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from rag.citations import throughout
from rag.errors import ModelError
from rag.journey import Asked, Checked
from rag.library import Library
from rag.prompts import ANSWER, REFUSAL, answer_prompt
from rag.records import Citation, Passage
from rag.worded.calls import Calls
from rag.worded.checker import Checker, Told, span_of
from rag.worded.scanner import Scanner, Sentence
from rag.worded.shown import Token, shown
from rag.worded.thought import without_thought

_MOST_CHARACTERS = 8000  # of an answer: far more than is asked for
_MARKER = re.compile(r"( ?)\[(\d+)\]")


class Writing:
    """The model's answer to a question that is understood as `understood`, beside the program's own, `checked`."""

    def __init__(self, library: Library, checked: Checked, asked: Asked, understood: str, token: Token) -> None:
        seen = shown(library, checked, token)
        self._checked = checked
        self._prompt = answer_prompt(f"t{token()}", seen.sources, seen.facts, asked.history, asked.text, understood)
        learner = " ".join((asked.text, understood, *(t.content for t in asked.history if t.role == "user")))
        self.checker = Checker(library, seen, learner)
        self.text = ""

    async def told(self, calls: Calls, until: float) -> AsyncGenerator[Told, None]:
        """Its checked pieces, from the first on that a source supports; they add up to `text`.

        Raises ModelError for an answer that is not whole, that declines, or too little of which the sources support.
        """
        held: list[Told] = []
        async with aclosing(self._sentences(calls, until)) as sentences:
            async for sentence in sentences:
                if sentence.text == REFUSAL:
                    continue
                if piece := await asyncio.to_thread(self.checker.check, sentence):
                    held.append(piece)
                if self.checker.supported:
                    for piece in held:
                        self.text += piece.text
                        yield piece
                    held.clear()
        if not self.checker.supported and not held:
            raise _refused("found no answer in the passages")
        if self.checker.unsupported > self.checker.supported:
            raise _refused("wrote too much that the sources do not support")
        if not self.checker.supported:
            raise _refused("wrote nothing that the sources support")

    async def _sentences(self, calls: Calls, until: float) -> AsyncGenerator[Sentence, None]:
        scanner, characters = Scanner(), 0
        stream = calls.stream(ANSWER, self._prompt, until)
        async with aclosing(stream), aclosing(without_thought(stream)) as pieces:
            async for piece in pieces:
                characters += len(piece)
                if characters > _MOST_CHARACTERS:
                    raise _refused("wrote far more than an answer")
                for sentence in scanner.feed(piece):
                    yield sentence
        for sentence in scanner.finish():
            yield sentence

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations so far, by their markers."""
        return tuple(self.checker.citations.values())

    def plan(self) -> dict[str, Any] | None:
        """The program's next step as data, its markers those of this answer; new ones follow those of the text."""
        spans = {c.marker: span_of(c) for c in self._checked.citations}

        def renumbered(mark: re.Match[str]) -> str:
            marker = self.checker.marker(spans[int(mark[2])]) if int(mark[2]) in spans else None
            return f"{mark[1]}[{marker}]" if marker else ""

        plan: dict[str, Any] | None = throughout(self._checked.plan, lambda said: _MARKER.sub(renumbered, said))
        return plan

    def passages(self) -> tuple[Passage, ...]:
        """The passages of the program's answer, those quoted here first, in order of their markers."""
        quoted = [p for c in self.citations for p in self._checked.passages if p.holds(c)]
        ordered = {p.chunk.id: p for p in (*quoted, *self._checked.passages)}
        return tuple(ordered.values())


def _refused(how: str) -> ModelError:
    """What the model did wrong although its endpoint is sound."""
    return ModelError(f"The language model {how}.", how, is_outage=False)
