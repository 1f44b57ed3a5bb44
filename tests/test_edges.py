"""What topics require, against the order of the roadmaps."""

import pytest
from kitchen import kitchen

from ingest.settings import Settings
from rag.bootstrap import open_assistant
from rag.curriculum import Curriculum
from rag.edges import edges_of


def test_each_requirement_says_which_roadmaps_back_it_and_which_say_nothing() -> None:
    edges = edges_of(Curriculum(kitchen()))
    assert [(e.topic.id, e.needed.id) for e in edges] == [
        (topic.id, requirement.topic) for topic in kitchen().topics.all for requirement in topic.requires
    ]
    for edge in edges:
        assert sorted((*edge.backed_by, *edge.against, *edge.silent)) == sorted(d.id for d in kitchen().roadmaps)


@pytest.mark.slow
def test_every_shipped_requirement_is_backed_or_says_why_and_contradicted_ones_are_marked(shipped: Settings) -> None:
    edges = open_assistant(shipped).edges()
    assert all(edge.backed_by or edge.why for edge in edges)
    by_pair = {(e.topic.id, e.needed.id): e for e in edges}
    assert "ten-steps" in by_pair["machine-learning", "python"].backed_by
    contradicted = by_pair["tensorflow", "neural-networks"]  # four roadmaps name the library before the networks
    assert contradicted.is_contradicted
    assert len(contradicted.against) == 4
