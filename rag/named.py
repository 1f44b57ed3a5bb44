"""Topics and goals by the ids and names that a program or a person gives for them."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from rapidfuzz import process

from ingest.records import Goal, Topic
from ingest.topics import Topics, fold
from rag.errors import UnknownTopicError

_NEAREST = 3  # names offered in place of an unknown one
_Found = TypeVar("_Found", Topic, Goal)


def topics_named(topics: Topics, names: Iterable[str]) -> tuple[Topic, ...]:
    """The topics with these ids, names or aliases; raises UnknownTopicError naming the nearest."""
    known = {fold(n): t for t in topics.all for n in (t.id, t.name, *t.aliases)}
    return tuple(dict.fromkeys(_named(known, name, "topic") for name in names))


def goal_named(topics: Topics, name: str) -> Goal:
    """The goal with this id, name or alias; raises UnknownTopicError naming the nearest."""
    return _named({fold(n): g for g in topics.goals for n in (g.id, g.name, *g.aliases)}, name, "goal")


def _named(known: Mapping[str, _Found], name: str, kind: str) -> _Found:
    found = known.get(fold(name.strip()))
    if found is None:
        near = ", ".join(
            dict.fromkeys(known[n].id for n, *_ in process.extract(fold(name), list(known), limit=_NEAREST))
        )
        raise UnknownTopicError(f"No {kind} is called '{name}'. The nearest are {near}; `waymark topics` lists all.")
    return found
