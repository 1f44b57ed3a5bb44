"""Questions that take something for granted, each with the statement that bears it out or denies it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter

PREMISES = Path(__file__).with_name("datasets") / "premises.jsonl"


@dataclass(frozen=True, slots=True)
class Premise:
    """A statement by its exact text, with questions that suppose the contrary, and others that suppose what is so."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    document: str
    says: str
    false: tuple[str, ...]
    true: tuple[str, ...]

    @property
    def questions(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.false, *self.true)


_LINE = TypeAdapter(Premise)


def read_premises() -> Iterator[Premise]:
    """All statements with their questions; raises pydantic's ValidationError for a broken line."""
    for line in PREMISES.read_bytes().splitlines():
        yield _LINE.validate_json(line)
