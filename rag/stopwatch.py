"""Timing the stages of a chain while one value passes through them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

_In = TypeVar("_In")
_Out = TypeVar("_Out")
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Timed(Generic[_Value]):
    """A value on its way, with the milliseconds that each stage behind it took."""

    value: _Value
    timings_ms: dict[str, float] = field(default_factory=dict)


def timed(name: str, stage: Callable[[_In], _Out]) -> "Runnable[Timed[_In], Timed[_Out]]":
    """`stage` as a runnable that notes under `name` how long it took."""
    from langchain_core.runnables import RunnableLambda  # a third of a second, which a next step need not wait for

    def run(given: Timed[_In]) -> Timed[_Out]:
        started = perf_counter()
        value = stage(given.value)
        return Timed(value, {**given.timings_ms, name: 1000 * (perf_counter() - started)})

    return RunnableLambda(run, name=name)
