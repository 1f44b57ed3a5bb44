"""Work that is begun in another thread before its result is asked for."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from typing import Generic, TypeVar

_T = TypeVar("_T")
# Searches, which wait for Chroma's own code, and the counting of words meanwhile: the core that nothing else runs on.
_OTHERS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="ahead")


class Ahead(Generic[_T]):
    """The result of `work` to be, which goes on in the context that it was begun in."""

    def __init__(self, work: Callable[[], _T]) -> None:
        self._work = work
        self._begun: Future[_T] | None = None
        with suppress(RuntimeError):  # while the process ends nothing can be begun elsewhere
            self._begun = _OTHERS.submit(copy_context().run, work)

    def result(self) -> _T:
        """What the work gives, or what it raises; where all others are busy it is done here, and nobody waits."""
        return self._work() if self._begun is None or self._begun.cancel() else self._begun.result()
