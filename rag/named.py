"""Topics, goals and roadmaps by the ids and names that a program or a person gives for them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from rapidfuzz import process

from ingest.records import Document, Goal, Topic
from ingest.topics import Topics, fold
from rag.errors import UnknownDocumentError, UnknownTopicError

_NEAREST = 3  # names offered in place of an unknown one
_Found = TypeVar("_Found", Topic, Goal)


def topics_named(topics: Topics, names: Iterable[str]) -> tuple[Topic, ...]:
    """The topics with these ids, names or aliases; raises UnknownTopicError naming the nearest."""
    known = {fold(n): t for t in topics.all for n in (t.id, t.name, *t.aliases)}
    return tuple(dict.fromkeys(_named(known, name, "topic") for name in names))


def goal_named(topics: Topics, name: str) -> Goal:
    """The goal with this id, name or alias; raises UnknownTopicError naming the nearest."""
    return _named({fold(n): g for g in topics.goals for n in (g.id, g.name, *g.aliases)}, name, "goal")


def roadmap_named(roadmaps: Sequence[Document], id_: str) -> Document:
    """The roadmap with this id, its own or its work's; raises UnknownDocumentError naming the nearest."""
    known = {name: d for d in roadmaps for name in (d.work, d.id)}
    if id_ not in known:
        near = next((name for name, *_ in process.extract(id_, list(known), limit=1)), "none")
        raise UnknownDocumentError(
            f"No roadmap has the id '{id_}'. The nearest is {near}; there are {', '.join(d.id for d in roadmaps)}."
        )
    return known[id_]


def _named(known: Mapping[str, _Found], name: str, kind: str) -> _Found:
    found = known.get(fold(name.strip()))
    if found is None:
        near = ", ".join(
            dict.fromkeys(known[n].id for n, *_ in process.extract(fold(name), list(known), limit=_NEAREST))
        )
        raise UnknownTopicError(f"No {kind} is called '{name}'. The nearest are {near}; `waymark topics` lists all.")
    return found
