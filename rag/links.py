"""The links of the chain: one stage of an answer each, as a LangChain runnable that times it."""

from collections.abc import Callable
from inspect import signature
from time import perf_counter
from typing import Any, Generic, TypeVar

from langchain_core.callbacks import BaseCallbackManager
from langchain_core.runnables import Runnable, RunnableConfig

from rag.stopwatch import Timed

_In = TypeVar("_In")
_Out = TypeVar("_Out")


class Link(Runnable[Timed[_In], Timed[_Out]], Generic[_In, _Out]):
    """A stage under its name, which notes how long it took; LangChain's callbacks see it come and go.

    A RunnableLambda does as much, and looks four times at what its function takes, for each of many answers. Within a
    chain that no callback listens to a stage runs plainly: LangChain takes 0.05 ms to prepare what nobody is told.
    """

    def __init__(self, name: str, stage: Callable[[_In], _Out]) -> None:
        def run(given: Timed[_In]) -> Timed[_Out]:
            started = perf_counter()
            value = stage(given.value)
            return Timed(value, {**given.timings_ms, name: 1000 * (perf_counter() - started)})

        run.__signature__ = signature(run)  # type: ignore[attr-defined] # which LangChain would work out each time
        self.name = name
        self._run = run

    def invoke(self, input: Timed[_In], config: RunnableConfig | None = None, **_other: Any) -> Timed[_Out]:  # noqa: A002 - LangChain's name
        """What the stage makes of a value, with the time it took added."""
        manager = (config or {}).get("callbacks")
        if isinstance(manager, BaseCallbackManager) and not manager.handlers:
            return self._run(input)
        return self._call_with_config(self._run, input, config)
