"""Sayings: what learners say of themselves in other words than the topics' names."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass as checked

from ingest.errors import CorpusError
from ingest.yaml_file import read_yaml


@dataclass(frozen=True, slots=True)
class Saying:
    """Something that learners say, with the ids of the topics that whoever says it knows, lacks and wants."""

    text: str
    knows: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()


@checked(config=ConfigDict(extra="forbid"))
class _Entry:
    """One entry of the file: several sayings that mean alike."""

    said: list[Annotated[str, Field(min_length=1)]]
    knows: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()


_FILE = TypeAdapter(list[_Entry])


def read_sayings(corpus: Path, topics: Sequence[str]) -> tuple[Saying, ...]:
    """The sayings in `corpus`/sayings.yaml, none where there is no such file; raises CorpusError for a broken one.

    `topics` are the ids that the file may name.
    """
    path = corpus / "sayings.yaml"
    entries = read_yaml(path, _FILE, "is not a list of sayings") or []
    named = [id_ for entry in entries for id_ in (*entry.knows, *entry.lacks, *entry.wants)]
    unknown = next((id_ for id_ in named if id_ not in topics), None)
    if unknown is not None:
        raise CorpusError(f"{path}: there is no topic '{unknown}' in topics.yaml. Name one that there is.")
    return tuple(Saying(text, e.knows, e.lacks, e.wants) for e in entries for text in e.said)
