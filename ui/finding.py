"""What a look at an installation finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what was found, and what to do about it where something is wrong."""

    name: str
    value: str
    remedy: str | None = None
