"""The edges of the topic graph, each with the roadmaps whose order backs it, goes against it, or says nothing."""

from dataclasses import dataclass

from ingest.records import Topic
from rag.curriculum import Curriculum


@dataclass(frozen=True, slots=True)
class Edge:
    """`topic` requires `needed`, with Waymark's own reason `why`; the roadmaps by their ids."""

    topic: Topic
    needed: Topic
    why: str
    backed_by: tuple[str, ...]
    against: tuple[str, ...]
    silent: tuple[str, ...]

    @property
    def is_contradicted(self) -> bool:
        """Whether of the roadmaps that order the two most do so the other way round."""
        return len(self.against) > len(self.backed_by)


def edges_of(curriculum: Curriculum, *of: Topic) -> tuple[Edge, ...]:
    """Every direct requirement of these topics, or of every topic, in the order of topics.yaml."""
    topics = curriculum.topics
    return tuple(_edge(curriculum, t, topics.by_id[r.topic], r.why) for t in of or topics.all for r in t.requires)


def _edge(curriculum: Curriculum, topic: Topic, needed: Topic, why: str) -> Edge:
    order = curriculum.order(needed, topic)
    return Edge(topic, needed, why, backed_by=order.before, against=order.after, silent=order.silent)
