"""Whether questions can be answered now: the generation in use, a canary search, the language model."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from ingest.errors import WaymarkError
from rag.assistant import Assistant
from rag.records import Answer
from rag.service.threads import aside

_FRESH = 2.0  # seconds for which one look counts, so that asking often costs nothing


@dataclass(frozen=True, slots=True)
class State:
    """What a look found."""

    generation: str | None
    canary: str
    notice: str | None = None

    @property
    def is_ready(self) -> bool:
        """Whether questions can be answered."""
        return self.canary == "found"


class Readiness:
    """Looks at the index at most every two seconds, and remembers how the language model last did."""

    def __init__(
        self, assistant: Assistant, model: str | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._assistant, self._clock = assistant, clock
        self._lock = asyncio.Lock()
        self._state: State | None = None
        self._looked = 0.0
        self.model = f"{model}: untried" if model else "not set"
        self._name = model

    async def state(self) -> State:
        """What there is now; never raises."""
        async with self._lock:
            if self._state is None or self._clock() - self._looked > _FRESH:
                self._state, self._looked = await aside(self._look), self._clock()
            return self._state

    def note(self, answer: Answer) -> None:
        """Remember how the model did on an answer that it was asked for."""
        if self._name and answer.model == self._name:
            self.model = f"{self._name}: answering"
        elif self._name and (answer.degraded or "").startswith("The language model"):
            self.model = f"{self._name}: failing"

    def _look(self) -> State:
        try:
            generation = str(self._assistant.about()["generation"])
            title = self._assistant.documents()[0].title
            canary = "found" if self._assistant.search(title, 1) else "nothing found"
            return State(generation, canary, self._assistant.notice())
        except WaymarkError as error:
            return State(None, type(error).__name__)
