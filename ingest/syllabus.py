"""Who teaches each topic and in which order, worked out once for all the documents of an edition."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from ingest.places import LISTING, Line, Outline, Place, Roadmap, outlines_of, row_in
from ingest.records import Document, ResourceFacts, Section, Topic
from ingest.topics import Topics

# What a roadmap does with two topics, as one letter, for there are thousands of pairs.
_BEFORE, _AFTER, _SILENT = "<", ">", "-"
_TURNED = str.maketrans(_BEFORE + _AFTER, _AFTER + _BEFORE)


@dataclass(frozen=True, slots=True)
class Order:
    """The roadmaps, by their ids, that put one topic before another, after it, or in no order."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Syllabus:
    """The evidence of who teaches what; rows count the statements of the edition from 0.

    `places` has by the ids of a topic and of each roadmap that teaches it where that does so; `resources` by the ids of
    a topic and of each resource that teaches it the row of the statement that says so. `orders` has by the ids of two
    topics, the first of topics.yaml first, a letter for each of `roadmaps`: `<` where it puts the first before the
    second, `>` where it puts it after, `-` where it does neither. It holds each two of which one requires the other or
    that one roadmap teaches.
    """

    roadmaps: tuple[str, ...]
    places: dict[str, dict[str, Place]]
    resources: dict[str, dict[str, int]]
    orders: dict[str, dict[str, str]]

    def order(self, one: str, other: str) -> Order:
        """Which roadmaps put the topic `one` before `other`; all are silent on two that are not related."""
        turned = self.orders.get(other, {}).get(one, "").translate(_TURNED)
        letters = self.orders.get(one, {}).get(other, turned).ljust(len(self.roadmaps), _SILENT)
        having = [
            tuple(id_ for id_, letter in zip(self.roadmaps, letters, strict=True) if letter == wanted)
            for wanted in (_BEFORE, _AFTER, _SILENT)
        ]
        return Order(*having)


def syllabus_of(documents: Sequence[Document], sections: Iterable[Section], topics: Topics) -> Syllabus:
    """What the roadmaps and resources among `documents` teach, those without any of the `sections` left out."""
    outlines = outlines_of(sections, {d.id for d in documents if d.kind != "user"})
    roadmaps = {d.id: Roadmap(outlines[d.id], topics) for d in documents if d.kind == "roadmap" and d.id in outlines}
    resources = {d.id: (d.resource, outlines[d.id]) for d in documents if d.resource and d.id in outlines}
    firsts = {t.id: {id_: line for id_, r in roadmaps.items() if (line := r.first(t))} for t in topics.all}
    return Syllabus(
        roadmaps=tuple(roadmaps),
        places={t.id: {id_: roadmaps[id_].place(t, line) for id_, line in firsts[t.id].items()} for t in topics.all},
        resources={t.id: _rows(resources, t) for t in topics.all},
        orders=_orders(tuple(roadmaps), firsts, topics.all),
    )


def _rows(resources: Mapping[str, tuple[ResourceFacts, Outline]], topic: Topic) -> dict[str, int]:
    found = {id_: row_in(outline, topic) for id_, (facts, outline) in resources.items() if topic.id in facts.teaches}
    return {id_: row for id_, row in found.items() if row is not None}


def _orders(
    roadmaps: Sequence[str], firsts: Mapping[str, Mapping[str, Line]], topics: Sequence[Topic]
) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {topic.id: {} for topic in topics}
    for one, other in combinations(topics, 2):
        there, here = firsts[one.id], firsts[other.id]
        if there.keys() & here.keys() or _requires(one, other) or _requires(other, one):
            found[one.id][other.id] = "".join(_letter(there.get(id_), here.get(id_)) for id_ in roadmaps)
    return found


def _requires(topic: Topic, other: Topic) -> bool:
    return any(requirement.topic == other.id for requirement in topic.requires)


def _letter(one: Line | None, other: Line | None) -> str:
    if one is None or other is None:
        return _SILENT
    return _BEFORE if _precedes(one, other) else _AFTER if _precedes(other, one) else _SILENT


def _precedes(one: Line, other: Line) -> bool:
    """Whether a roadmap's order puts one before the other: in lists of their own, and not within one of its stages."""
    is_apart = one.section is not other.section and (
        one.section.stage is None or one.section.stage != other.section.stage
    )
    return is_apart and one.row < other.row and one.section.role in LISTING
