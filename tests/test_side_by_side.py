"""Roadmaps stand side by side, topic by topic, every place with an exact quote."""

from collections.abc import Sequence
from pathlib import Path

from commands import fake_parts, run
from fakes import FakeAssistant
from kitchen import TOPICS, kitchen

from rag.exports.comparison import comparison_json
from rag.library import Library
from rag.records import Citation
from rag.side_by_side import SideBySide, side_by_side

STOCK, KNIVES = TOPICS.by_id["stock"], TOPICS.by_id["knife-work"]


def citations(comparison: SideBySide) -> list[Citation]:
    places = [held for row in comparison.rows for held in row.places]
    holders = [held for dispute in comparison.disputes for _, holders in dispute.sides for held in holders]
    return [held.citation for held in (*places, *holders) if held.citation]


def test_each_topic_has_a_place_in_each_roadmap_or_is_absent() -> None:
    (row,) = side_by_side(kitchen(), [STOCK]).rows
    assert [held.says for held in row.places] == ["Phase 1 of 2", "absent", "Phase 2 of 2"]
    assert row.taught_by == 2


def test_topics_are_disputed_in_weight_and_against_each_other(shelf: Library) -> None:
    topics = [shelf.topics.by_id[id_] for id_ in ("reinforcement-learning", "model-deployment")]
    assert [dispute.matter for dispute in side_by_side(shelf, topics).disputes] == [
        "How much weight to give reinforcement learning",
        "How much weight to give model deployment",
        "Whether reinforcement learning or model deployment comes first",
    ]


def test_without_topics_all_that_have_a_stage_are_compared() -> None:
    assert [row.topic.id for row in side_by_side(kitchen(), []).rows] == ["stock", "knife-work"]


def test_every_quote_stands_where_its_citation_says(shelf: Library) -> None:
    comparison = side_by_side(shelf, [])
    quoted = citations(comparison)
    assert all(shelf.documents[c.document_id].text[c.start : c.end] == c.quote for c in quoted)
    assert all(held.citation for row in comparison.rows for held in row.places if held.says != "absent")
    assert len({c.marker for c in quoted}) == len({(c.document_id, c.start, c.end) for c in quoted})


def test_as_json_an_absent_topic_has_no_citation() -> None:
    data = comparison_json(side_by_side(kitchen(), [STOCK]))
    soup, bread, _ = data["topics"][0]["places"]
    assert soup["citation"]["quote"] == "## Phase 1: Stock (2-3 months)"
    assert bread == {"roadmap": "bread", "place": "absent", "level": None, "citation": None}
    assert [side["says"] for side in data["disagreements"][0]["sides"]] == [
        "stock before knife work",
        "knife work before stock",
    ]


def test_on_the_command_line_sides_are_told_with_their_quotes(tmp_path: Path) -> None:
    class Comparing(FakeAssistant):
        def compare(self, names: Sequence[str]) -> SideBySide:
            return side_by_side(kitchen(), [TOPICS.by_id[name] for name in names])

    result = run(fake_parts(tmp_path, open_assistant=lambda _: Comparing()), "compare", "stock")
    assert result.stdout.splitlines()[:5] == [
        "topic\ttaught by\tsoup\tbread\tgrill",
        "stock\t2 of 3\tPhase 1 of 2\tabsent\tPhase 2 of 2",
        "",
        "Whether stock or knife work comes first",
        '    stock before knife work: Soup Roadmap, "Phase 1: Stock (2-3 months)"',
    ]
