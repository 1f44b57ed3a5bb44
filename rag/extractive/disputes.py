"""Where the roadmaps disagree, computed from their outlines: the order of topics, their weight, projects and time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, zip_longest
from typing import Literal

from ingest.records import Document, Section, Topic
from rag.extractive.stages import stage_headings
from rag.extractive.standing import Standing, Standings
from rag.extractive.totals import totals
from rag.fact import Fact
from rag.library import Library

Kind = Literal["order", "time", "weight", "projects"]
Proof = Fact | Section  # what a roadmap is quoted with: a statement, or a heading

_WEIGHTS = {  # how a roadmap can have a topic, the most weight first
    "stage": "a stage of its own",
    "prerequisite": "a prerequisite",
    "part": "part of a stage",
    "speciality": "a speciality to choose",
    "aside": "a section beside the stages",
    "mention": "named in passing",
}
_MARGINAL = ("speciality", "aside", "mention")


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """What some roadmaps hold, with a proof from each; roadmaps that leave a thing out give none."""

    says: str
    roadmaps: tuple[Document, ...]
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Disagreement:
    """A matter on which the roadmaps take sides, at least two; `title` names it in few words, `matter` asks it.

    `topics` are those that it is about.
    """

    kind: Kind
    title: str
    matter: str
    sides: tuple[Side, ...]
    topics: tuple[Topic, ...] = ()

    @property
    def proven(self) -> tuple[Side, ...]:
        """The sides that can be quoted, at least two."""
        return tuple(side for side in self.sides if side.proofs)

    @property
    def size(self) -> tuple[int, int, int]:
        """How many sides there are, how evenly the first and the last are held, and how many roadmaps prove them."""
        ends = min(len(self.sides[0].roadmaps), len(self.sides[-1].roadmaps))
        return len(self.sides), ends, sum(len(side.proofs) for side in self.sides)


def disagreements(library: Library, standings: Standings) -> tuple[Disagreement, ...]:
    """All of them, the kinds in turn and the weightiest of each first."""
    orders = [order_of(standings, one, other) for one, other in combinations(standings.main, 2)]
    weights = [weight_of(standings, topic) for topic in standings.main]
    kinds = (_freshest(_weightiest(orders)), [_time(library)], _weightiest(weights), [_projects(library)])
    return tuple(d for row in zip_longest(*kinds) for d in row if d)


@lru_cache(maxsize=1)  # the generation in use; one that is read to the end meanwhile has its own worked out
def disagreements_in(library: Library) -> tuple[Disagreement, ...]:
    """All disagreements of a library's roadmaps, worked out once."""
    return disagreements(library, Standings(library))


def order_of(standings: Standings, one: Topic, other: Topic) -> Disagreement | None:
    """Which roadmaps put either topic in an earlier stage; None unless both orders are found."""
    first, second = standings.of(one), standings.of(other)
    pairs = [(first[id_], second[id_]) for id_ in first if id_ in second]
    before = [a for a, b in pairs if a.precedes(b)]
    after = [b for a, b in pairs if b.precedes(a)]
    if not before or not after:
        return None
    sides = (_side(f"{one.name} before {other.name}", before), _side(f"{other.name} before {one.name}", after))
    title = f"{one.name} or {other.name} first"
    return Disagreement("order", title, f"Whether {one.name} or {other.name} comes first", sides, (one, other))


def weight_of(standings: Standings, topic: Topic) -> Disagreement | None:
    """Whether a topic is core; None unless a roadmap gives it a stage of its own, and others what can be quoted.

    One of the others must have it at the margin, or not at all.
    """
    found = standings.of(topic)
    by_level: Mapping[str, list[Standing]] = {w: [s for s in found.values() if s.level == w] for w in _WEIGHTS}
    absent = tuple(d for d in standings.library.roadmaps if d.id not in found)
    if not by_level["stage"] or not (absent or any(by_level[level] for level in _MARGINAL)):
        return None
    sides = [_side(says, by_level[level]) for level, says in _WEIGHTS.items() if by_level[level]]
    if len(sides) < 2:
        return None
    left_out = [Side("not named in any section", absent, ())] if absent else []
    return Disagreement("weight", topic.name, f"How much weight to give {topic.name}", (*sides, *left_out), (topic,))


def _time(library: Library) -> Disagreement | None:
    """The total time, where the roadmaps that state one state different ones."""
    by_time: dict[str, list[Fact]] = defaultdict(list)
    for total in sorted(totals(library, library.roadmaps), key=lambda t: t.bounds):
        by_time[total.time].append(total.fact)
    sides = tuple(Side(time, tuple(f.document for f in facts), tuple(facts)) for time, facts in by_time.items())
    if len(sides) < 2:
        return None
    return Disagreement("time", "total time", "How long the whole way takes", sides)


def _projects(library: Library) -> Disagreement | None:
    """Whether projects are a stage of their own or belong to every stage, where both are found."""
    alone: dict[str, Section] = {}
    throughout: dict[str, Section] = {}
    for document in library.roadmaps:
        heads = stage_headings(library, document)
        own = [head for head in heads.values() if head.role == "projects"]
        within = {s.stage: s for s in reversed(library.sections_of[document.id]) if s.role in {"projects", "test"}}
        if own:
            alone[document.id] = own[0]
        elif len([stage for stage in within if stage in heads]) * 2 > len(heads):
            throughout[document.id] = within[min(stage for stage in within if stage in heads)]
    if not alone or not throughout:
        return None
    sides = (_headed(library, "a stage of their own", alone), _headed(library, "part of most stages", throughout))
    return Disagreement("projects", "projects", "When projects are done", sides)


def _headed(library: Library, says: str, sections: Mapping[str, Section]) -> Side:
    return Side(says, tuple(library.documents[id_] for id_ in sections), tuple(sections.values()))


def _side(says: str, standings: Sequence[Standing]) -> Side:
    return Side(says, tuple(s.roadmap for s in standings), tuple(s.proof for s in standings))


def _weightiest(found: Iterable[Disagreement | None]) -> list[Disagreement]:
    return sorted(filter(None, found), key=lambda d: d.size, reverse=True)


def _freshest(found: Sequence[Disagreement]) -> list[Disagreement]:
    """Those first whose topics none before is about, so that one late topic does not fill the list."""
    seen: set[str] = set()
    fresh: list[Disagreement] = []
    stale: list[Disagreement] = []
    for one in found:
        ids = {topic.id for topic in one.topics}
        (stale if ids & seen else fresh).append(one)
        seen |= ids
    return [*fresh, *stale]
