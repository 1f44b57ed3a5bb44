"""Hints: what learners say who need a topic, or have it, without naming it; by them new texts are read."""

from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass as checked

from ingest.errors import CorpusError
from ingest.yaml_file import read_yaml

Drift = Literal["needs", "knows", "nothing"]  # what a hint says of its writer; the last one hints at no topic
DRIFTS: tuple[Drift, ...] = get_args(Drift)

_Texts = list[Annotated[str, Field(min_length=1)]]


@dataclass(frozen=True, slots=True)
class Hint:
    """Something that learners say, what it says of them, and the topic that it hints at; None for `nothing`."""

    text: str
    drift: Drift
    topic: str | None = None


@checked(config=ConfigDict(extra="forbid"))
class _OfTopic:
    needs: _Texts
    knows: _Texts


@checked(config=ConfigDict(extra="forbid"))
class _File:
    topics: dict[str, _OfTopic]
    nothing: _Texts


_FILE = TypeAdapter(_File)


def read_hints(corpus: Path, topics: Container[str]) -> tuple[Hint, ...]:
    """The hints in `corpus`/hints.yaml, none where there is no such file; raises CorpusError for a broken one.

    `topics` are the ids that the file may name.
    """
    path = corpus / "hints.yaml"
    file = read_yaml(path, _FILE, "is not a list of hints")
    if file is None:
        return ()
    unknown = next((id_ for id_ in file.topics if id_ not in topics), None)
    if unknown is not None:
        raise CorpusError(f"{path}: there is no topic '{unknown}' in topics.yaml. Name one that there is.")
    return tuple(_hints(file))


def _hints(file: _File) -> list[Hint]:
    needed = [Hint(text, "needs", id_) for id_, own in file.topics.items() for text in own.needs]
    known = [Hint(text, "knows", id_) for id_, own in file.topics.items() for text in own.knows]
    return [*needed, *known, *(Hint(text, "nothing") for text in file.nothing)]
