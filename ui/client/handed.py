"""Handing what an async generator gives to code that is not async."""

import asyncio
import queue
import threading
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, suppress
from typing import Any, TypeVar

T = TypeVar("T")
_END = object()


def handed_over(source: AsyncGenerator[T, None]) -> Iterator[T]:
    """The items of `source`, each worked out when it is asked for, in a thread of its own.

    One task does it all, since what a source holds open may not be closed in another. Closing the iterator ends both.
    """
    items: queue.SimpleQueue[Any] = queue.SimpleQueue()
    loop, wanted = asyncio.new_event_loop(), asyncio.Event()

    async def give() -> None:
        async with aclosing(source) as given:
            async for item in given:
                items.put(item)
                await wanted.wait()
                wanted.clear()

    task = loop.create_task(give())
    thread = threading.Thread(target=_run, args=(loop, task, items), daemon=True)
    thread.start()
    try:
        while (item := items.get()) is not _END:
            if isinstance(item, BaseException):
                raise item
            yield item
            loop.call_soon_threadsafe(wanted.set)
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join()
        loop.close()


def _run(loop: asyncio.AbstractEventLoop, task: "asyncio.Task[None]", items: "queue.SimpleQueue[Any]") -> None:
    """Run `task` to its end, however it ends, and put the error that ended it, then the end."""
    try:
        with suppress(asyncio.CancelledError):
            loop.run_until_complete(task)
    except BaseException as error:  # noqa: BLE001 - raised again in the thread that takes the items
        items.put(error)
    finally:
        loop.run_until_complete(loop.shutdown_default_executor())
        items.put(_END)
