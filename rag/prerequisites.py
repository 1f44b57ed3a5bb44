"""What must be learnt before what, asked of the graph of the topics' prerequisites."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

import networkx as nx

from ingest.prerequisites import graph_of
from ingest.topics import Topics


class Prerequisites:
    """The graph of a library's topics, by their ids; immutable and safe to share."""

    def __init__(self, topics: Topics) -> None:
        self._graph = graph_of(topics.all)
        self._before = {id_: frozenset(nx.ancestors(self._graph, id_)) for id_ in self._graph}
        self._after = {id_: frozenset(nx.descendants(self._graph, id_)) for id_ in self._graph}

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

    def is_open(self, id_: str, known: AbstractSet[str]) -> bool:
        """Whether all that a topic requires is known."""
        return self.direct(id_) <= known
