"""Asking every question once; a question that fails is an outcome like any other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from eval.golden import GoldenQuestion

if TYPE_CHECKING:
    from rag.assistant import Assistant
    from rag.records import Answer


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a question: an answer, or the error that stood in its place, and how long it took."""

    question: GoldenQuestion
    answer: "Answer | None"
    error: str
    ms: float


def ask_all(
    questions: Sequence[GoldenQuestion], assistant: "Assistant", clock: Callable[[], float] = perf_counter
) -> Iterator[Outcome]:
    """The outcome of each question, in order, as it comes."""
    for question in questions:
        began = clock()
        try:
            answer, error = assistant.ask(question.question, question.history), ""
        except Exception as failure:  # noqa: BLE001 - whatever it is, it counts as a wrong answer and stops nothing
            answer, error = None, f"{type(failure).__name__}: {' '.join(str(failure).split())}".removesuffix(": ")
        yield Outcome(question, answer, error, 1000 * (clock() - began))
