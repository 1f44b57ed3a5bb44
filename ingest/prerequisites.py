"""What must be learnt before what: the graph of the topics' prerequisites, which has no cycles."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import networkx as nx

from ingest.errors import CorpusError
from ingest.records import Goal, Topic


def graph_of(topics: Iterable[Topic]) -> "nx.DiGraph[str]":
    """The topics' ids, with an edge from each prerequisite to what requires it."""
    graph: nx.DiGraph[str] = nx.DiGraph()
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
    graph = graph_of(topics)
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
