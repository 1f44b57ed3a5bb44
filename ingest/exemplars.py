"""Exemplars: questions of which it is known what they ask for, by which a reader tells what a new one asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter

from ingest.errors import CorpusError
from ingest.yaml_file import read_yaml

_FILE = TypeAdapter(dict[str, list[Annotated[str, Field(min_length=1)]]])


@dataclass(frozen=True, slots=True)
class Exemplar:
    """A question and what it asks for: an intent, or an intent and one aspect of it, such as `plan.total`."""

    asks: str
    text: str


def read_exemplars(corpus: Path) -> tuple[Exemplar, ...]:
    """The exemplars in `corpus`/intents.yaml, none where there is no such file; raises CorpusError for a broken one."""
    path = corpus / "intents.yaml"
    listed = read_yaml(path, _FILE, "is not a list of questions by what they ask for") or {}
    return _each_once([Exemplar(asks, text) for asks, texts in listed.items() for text in texts], path)


def _each_once(exemplars: Sequence[Exemplar], path: Path) -> tuple[Exemplar, ...]:
    asks: dict[str, str] = {}
    for exemplar in exemplars:
        if asks.setdefault(exemplar.text, exemplar.asks) != exemplar.asks:
            raise CorpusError(
                f"{path}: '{exemplar.text}' asks for both {asks[exemplar.text]} and {exemplar.asks}. Keep one of them."
            )
    return tuple(dict.fromkeys(exemplars))
