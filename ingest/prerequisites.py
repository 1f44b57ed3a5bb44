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

# networkx is imported where it is used: a tenth of a second, which who only searches need not wait for.


class Prerequisites:
    """The graph of a library's topics, by their ids; immutable and safe to share."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        import networkx as nx

        self._graph = _graph_of(topics)
        self._before = {id_: frozenset(nx.ancestors(self._graph, id_)) for id_ in self._graph}
        self._after = {id_: frozenset(nx.descendants(self._graph, id_)) for id_ in self._graph}

    @cached_property
    def reduced(self) -> dict[str, tuple[str, ...]]:
        """By each topic, in order, those of its direct prerequisites that no other one of them requires."""
        import networkx as nx

        kept = nx.transitive_reduction(self._graph)
        return {id_: tuple(n for n in self._graph if n in kept.pred[id_]) for id_ in self._graph}

    def direct(self, id_: str) -> frozenset[str]:
        """The topics that a topic requires itself."""
        return frozenset(self._graph.predecessors(id_))

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
        import networkx as nx

        held = self._graph.subgraph(self._graph.nodes - lacking)
        return frozenset(known).union(*(nx.ancestors(held, id_) for id_ in known if id_ in held))

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
    """Raise CorpusError where two goals share an id, or one names nothing or what is no topic."""
    seen: set[str] = set()
    for goal in goals:
        if goal.id in seen:
            raise CorpusError(f"{path}: two goals have the id {goal.id}. Give one of them another.")
        seen.add(goal.id)
        if not goal.topics:
            raise CorpusError(f"{path}: goal {goal.id} has no topics. Name some.")
        unknown = next((id_ for id_ in goal.topics if id_ not in topics), None)
        if unknown is not None:
            raise CorpusError(f"{path}: goal {goal.id} names '{unknown}', which is no topic. Name one that there is.")
