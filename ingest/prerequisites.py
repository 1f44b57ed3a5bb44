"""What must be learnt before what: the graph of the topics' prerequisites, which has no cycles."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import CorpusError
from ingest.records import Goal, Topic

if TYPE_CHECKING:
    import networkx as nx

# networkx is imported where it is used: a tenth of a second, which who asks for a next step need not wait for.


class Prerequisites:
    """The graph of a library's topics, by their ids; immutable and safe to share."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._topics = topics
        self._direct = {topic.id: frozenset(r.topic for r in topic.requires) for topic in topics}
        self._before = {id_: self._behind(id_, frozenset()) for id_ in self._direct}
        self._after = {id_: frozenset(n for n in self._direct if id_ in self._before[n]) for id_ in self._direct}

    @cached_property
    def reduced(self) -> dict[str, tuple[str, ...]]:
        """By each topic, in order, those of its direct prerequisites that no other one of them requires."""
        import networkx as nx

        kept = nx.transitive_reduction(_graph_of(self._topics))
        return {id_: tuple(n for n in self._direct if n in kept.pred[id_]) for id_ in self._direct}

    def direct(self, id_: str) -> frozenset[str]:
        """The topics that a topic requires itself."""
        return self._direct[id_]

    def before(self, id_: str) -> frozenset[str]:
        """All topics that must be learnt before a topic."""
        return self._before[id_]

    def after(self, id_: str) -> frozenset[str]:
        """All topics that rest on a topic."""
        return self._after[id_]

    def closed(self, ids: Iterable[str]) -> frozenset[str]:
        """These topics and all that must be learnt before them."""
        wanted = frozenset(ids)
        return wanted.union(*(self._before[id_] for id_ in wanted))

    def behind(self, known: Iterable[str], lacking: AbstractSet[str]) -> frozenset[str]:
        """The topics known and all that was learnt on the way to them, where the way does not lead through a lack."""
        said = frozenset(known)
        return said.union(*(self._behind(id_, lacking) for id_ in said if id_ in self._direct and id_ not in lacking))

    def _behind(self, id_: str, lacking: AbstractSet[str]) -> frozenset[str]:
        """All topics from which a way leads to a topic that meets none of those lacking."""
        found: set[str] = set()
        ahead = [id_]
        while ahead:
            new = self._direct[ahead.pop()] - found - lacking
            found |= new
            ahead += new
        return frozenset(found)

    def is_open(self, id_: str, known: AbstractSet[str]) -> bool:
        """Whether all that a topic requires is known."""
        return self.direct(id_) <= known


def _graph_of(topics: Iterable[Topic]) -> "nx.DiGraph":
    """The topics' ids, with an edge from each prerequisite to what requires it."""
    import networkx as nx

    graph = nx.DiGraph()
    for topic in topics:
        graph.add_node(topic.id)
        graph.add_edges_from((requirement.topic, topic.id) for requirement in topic.requires)
    return graph


def check_requirements(path: Path, topics: Sequence[Topic]) -> None:
    """Raise CorpusError where a prerequisite is no topic, has no reason, or leads back to itself."""
    ids = {topic.id for topic in topics}
    for topic in topics:
        for requirement in topic.requires:
            if requirement.topic not in ids:
                raise CorpusError(
                    f"{path}: topic {topic.id} requires '{requirement.topic}', which is no topic. Name one of them."
                )
            if not requirement.why:
                raise CorpusError(f"{path}: {topic.id} requires {requirement.topic}, but no reason is given. Add one.")
    import networkx as nx

    graph = _graph_of(topics)
    if not nx.is_directed_acyclic_graph(graph):
        cycle = [edge[0] for edge in nx.find_cycle(graph)]
        circle = " -> ".join([*cycle, cycle[0]])
        raise CorpusError(f"{path}: these topics require each other in a circle: {circle}. Take one requirement out.")


def check_goals(path: Path, goals: Sequence[Goal], topics: Sequence[str]) -> None:
    """Raise CorpusError where two goals share an id, or one has no topics, or a topic or subject that is none."""
    seen: set[str] = set()
    for goal in goals:
        if goal.id in seen:
            raise CorpusError(f"{path}: two goals have the id {goal.id}. Give one of them another.")
        seen.add(goal.id)
        if not goal.topics:
            raise CorpusError(f"{path}: goal {goal.id} has no topics. Name some.")
        named = (*goal.topics, goal.subject or goal.topics[0])
        unknown = next((id_ for id_ in named if id_ not in topics), None)
        if unknown is not None:
            raise CorpusError(f"{path}: goal {goal.id} names '{unknown}', which is no topic. Name one that there is.")
