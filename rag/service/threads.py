"""Short calls that block, such as those to SQLite, in threads beside those that answer."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from anyio.to_thread import run_sync

_Result = TypeVar("_Result")


async def aside(call: Callable[..., _Result], *arguments: Any) -> _Result:
    """What `call` gives."""
    return await run_sync(partial(call, *arguments))
