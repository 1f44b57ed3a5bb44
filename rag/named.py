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
    known = {fold(n): t for t in topics.all for n in _names_of(t)}
    return tuple(dict.fromkeys(_named(known, name, "topic") for name in names))


def goal_named(topics: Topics, name: str) -> Goal:
    """The goal with this id, name or alias, or with the subject called so; raises UnknownTopicError naming the nearest.

    Who gives `nlp` as a goal wants to be an NLP engineer.
    """
    by_subject = {fold(n): g for g in topics.goals if g.subject for n in _names_of(topics.by_id[g.subject])}
    return _named(by_subject | {fold(n): g for g in topics.goals for n in _names_of(g)}, name, "goal")


def roadmap_named(roadmaps: Sequence[Document], id_: str) -> Document:
    """The roadmap with this id, its own or its work's; raises UnknownDocumentError naming the nearest."""
    known = {name: d for d in roadmaps for name in (d.work, d.id)}
    if id_ not in known:
        near = next((name for name, *_ in process.extract(id_, list(known), limit=1)), "none")
        raise UnknownDocumentError(
            f"No roadmap has the id '{id_}'. The nearest is {near}; there are {', '.join(d.id for d in roadmaps)}."
        )
    return known[id_]


def _names_of(named: Topic | Goal) -> tuple[str, ...]:
    return named.id, named.name, *named.aliases


def _named(known: Mapping[str, _Found], name: str, kind: str) -> _Found:
    found = known.get(fold(name.strip()))
    if found is None:
        near = ", ".join(
            dict.fromkeys(known[n].id for n, *_ in process.extract(fold(name), list(known), limit=_NEAREST))
        )
        raise UnknownTopicError(f"No {kind} is called '{name}'. The nearest are {near}; `waymark topics` lists all.")
    return found
