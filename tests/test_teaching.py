"""Who teaches a topic: every roadmap's place, what comes before, and what to learn and practise it with."""

import pytest
from kitchen import TOPICS, kitchen

from ingest.settings import Settings
from rag.assistant import Assistant
from rag.bootstrap import open_assistant
from rag.curriculum import Curriculum
from rag.errors import UnknownTopicError
from rag.exports.topics import teaching_json
from rag.records import Citation
from rag.teaching import Teaching, teaching_of


def teaching(id_: str) -> Teaching:
    return teaching_of(Curriculum(kitchen()), TOPICS.by_id[id_])


def citations(found: Teaching) -> list[Citation]:
    orders = [order for need in found.needs for order in (*need.backed_by, *need.against)]
    quoted = [*(c for o in orders for c in (o.first, o.then)), *(c for r in found.roadmaps for c in r.quotes)]
    quoted += [*(r.held.citation for r in found.roadmaps), *(m.citation for m in (*found.resources, *found.projects))]
    return [c for c in quoted if c]


def test_each_roadmap_has_a_place_for_it_and_its_first_lessons() -> None:
    soup, bread, grill = teaching("stock").roadmaps
    assert (soup.held.says, bread.held.says, grill.held.says) == ("Phase 1 of 2", "absent", "Phase 2 of 2")
    assert [quote.quote for quote in soup.quotes] == ["Stock, bones: roasted bones and roots."]
    assert bread.quotes == ()


def test_each_roadmap_tells_how_far_in_it_begins_to_teach_it() -> None:
    roadmaps = teaching_json(teaching("stock"))["roadmaps"]
    assert [(r["roadmap"], r["stage"], r["stages"], r["position"]) for r in roadmaps] == [
        ("soup", 1, 2, 2 / 7), ("bread", None, None, None), ("grill", 2, 2, 1.0),
    ]  # fmt: skip


def test_what_it_requires_comes_with_waymarks_reason_and_what_rests_on_it() -> None:
    found = teaching("kneading")
    assert [(need.edge.needed.id, need.edge.why) for need in found.needs] == [
        ("stock", "Who can wait for a stock can wait for a dough.")
    ]
    assert [topic.id for topic in found.leads_to] == ["sushi"]


def test_resources_teach_it_and_projects_practise_it() -> None:
    found = teaching("stock")
    assert [(m.document.id, m.citation.quote) for m in found.resources] == [
        ("ladle-school", "Ladle School is a course on clear broth.")
    ]
    assert [m.citation.quote for m in found.projects] == [
        "Stock, project: build a clear broth for four guests.",
        "Stock, project: build a vegetable stock.",
    ]


def test_what_nobody_teaches_is_absent_everywhere() -> None:
    found = teaching("sushi")
    assert {lessons.held.says for lessons in found.roadmaps} == {"absent"}
    assert found.resources == found.projects == ()


def test_a_topic_can_be_asked_for_by_another_of_its_names() -> None:
    assert Assistant(kitchen).teaching("broth").topic.id == "stock"
    with pytest.raises(UnknownTopicError):
        Assistant(kitchen).teaching("astronomy")


@pytest.mark.slow
def test_every_quote_on_every_shipped_topic_stands_in_its_document(shipped: Settings) -> None:
    assistant = open_assistant(shipped)
    texts = {d.id: d.text for d in assistant.documents()}
    for topic in assistant.topics().all:
        found = assistant.teaching(topic.id)
        assert all(texts[c.document_id][c.start : c.end] == c.quote for c in citations(found))
        assert teaching_json(found)["roadmaps"]
    backing = next(n for n in assistant.teaching("machine-learning").needs if n.edge.needed.id == "python").backed_by
    assert [o.roadmap.id for o in backing if o.first and o.then]
