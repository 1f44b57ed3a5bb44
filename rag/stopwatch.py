"""A value that passes through the stages of a chain, with the time that each took."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Timed(Generic[_Value]):
    """A value on its way, with the milliseconds that each stage behind it took."""

    value: _Value
    timings_ms: dict[str, float] = field(default_factory=dict)
