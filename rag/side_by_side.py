"""Topics side by side: where each roadmap has them, and where the roadmaps disagree on them, with citations."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, zip_longest

from ingest.records import Document, Topic
from rag.extractive.disputes import Disagreement, disagreements, order_of, weight_of
from rag.extractive.standing import Level, Standing, Standings, place_label
from rag.library import Library
from rag.quoting import Quotes
from rag.records import Citation


@dataclass(frozen=True, slots=True)
class Held:
    """What one roadmap holds: `says` in words, with its citation, None for what cannot be quoted."""

    roadmap: Document
    says: str
    level: Level | None
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class Row:
    """One topic over all roadmaps, in their order; `taught_by` counts those that teach it on their way."""

    topic: Topic
    places: tuple[Held, ...]
    taught_by: int


@dataclass(frozen=True, slots=True)
class Dispute:
    """A matter that the roadmaps disagree on, and each side that they take: its words and who holds it."""

    kind: str
    matter: str
    sides: tuple[tuple[str, tuple[Held, ...]], ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A comparison of the roadmaps."""

    roadmaps: tuple[Document, ...]
    rows: tuple[Row, ...]
    disputes: tuple[Dispute, ...]


def side_by_side(library: Library, topics: Sequence[Topic]) -> SideBySide:
    """The roadmaps compared on `topics`; on all that have a stage of their own somewhere, where none is given."""
    standings = Standings(library)
    quotes = Quotes(library)
    rows = tuple(row_of(standings, topic, quotes) for topic in topics or standings.main)
    found = _on(standings, topics) if topics else disagreements(library, standings)
    return SideBySide(library.roadmaps, rows, tuple(_dispute(one, quotes) for one in found))


def _on(standings: Standings, topics: Sequence[Topic]) -> list[Disagreement]:
    """What is disputed of `topics`: their weight, and their order, a single one's against every main topic."""
    pairs = combinations(topics, 2) if len(topics) > 1 else ((topics[0], t) for t in standings.main if t != topics[0])
    found = [*(weight_of(standings, t) for t in topics), *(order_of(standings, one, other) for one, other in pairs)]
    return [d for d in found if d]


def row_of(standings: Standings, topic: Topic, quotes: Quotes) -> Row:
    """Where each roadmap has `topic`."""
    found = standings.of(topic)
    places = tuple(_held(standings.library, d, found.get(d.id), quotes) for d in standings.library.roadmaps)
    return Row(topic, places, sum(s.stage is not None for s in found.values()))


def _held(library: Library, roadmap: Document, standing: Standing | None, quotes: Quotes) -> Held:
    if standing is None:
        return Held(roadmap, "absent", None, None)
    return Held(roadmap, place_label(library, standing), standing.level, quotes.of(standing.proof))


def _dispute(one: Disagreement, quotes: Quotes) -> Dispute:
    sides = []
    for side in one.sides:
        held = zip_longest(side.roadmaps, side.proofs)
        sides.append((side.says, tuple(Held(d, side.says, None, quotes.of(p) if p else None) for d, p in held)))
    return Dispute(one.kind, one.matter, tuple(sides))
