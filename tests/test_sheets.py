"""What the pages show of topics, plans and comparisons: words first, and every quote with its place."""

from datetime import date
from typing import Any

from kitchen import kitchen

from rag.assistant import Assistant
from rag.exports.comparison import comparison_json
from rag.exports.data import plan_json
from rag.exports.topics import teaching_json
from rag.plan import Pace
from ui.heat import consensus, disagreements, grid
from ui.sheets import quote
from ui.timeline import headline, timeline
from ui.topic import topic_sheet

NAMES = {"soup": "Soup", "bread": "Bread", "grill": "Grill"}
CITATION = {
    "marker": 1, "document_id": "soup", "title": "Soup Roadmap", "kind": "roadmap",
    "heading_path": ("Phase 1", "Herbs"), "url": "https://soup.example.org/x", "start": 3, "end": 9, "quote": "## [Stock](https://a.example.org/)",
}  # fmt: skip


def sheet(topic: str) -> dict[str, dict[str, Any]]:
    sections = topic_sheet(teaching_json(Assistant(kitchen).teaching(topic)), NAMES)
    return {section["title"]: section for section in sections}


def compared(*topics: str) -> dict[str, Any]:
    return comparison_json(Assistant(kitchen).compare(topics))


def planned(**told: Any) -> dict[str, Any]:
    return plan_json(Assistant(kitchen).plan(pace=Pace(date(2026, 1, 5), 10.0), **told))


def test_a_quote_reads_like_paper_and_leads_to_its_place_and_out() -> None:
    assert quote(CITATION) == {
        "text": "Stock",
        "where": "Soup Roadmap \u203a Phase 1 \u203a Herbs",
        "place": {"document": "soup", "start": 3, "end": 9},
        "link": {"address": "https://soup.example.org/x", "text": "Open soup.example.org"},
    }


def test_a_link_that_hides_where_it_leads_is_none() -> None:
    assert quote({**CITATION, "url": "javascript:alert(1)"})["link"] is None


def test_a_topic_tells_who_teaches_it_and_who_does_not() -> None:
    held = sheet("stock")["In 2 of 3 roadmaps"]
    assert held["note"] == "Not in Bread."
    assert [(i["title"], i["text"]) for i in held["items"]] == [
        ("Soup", "Phase 1 of 2, a stage of its own"),
        ("Grill", "Phase 2 of 2, a stage of its own"),
    ]
    assert all(i["quotes"] for i in held["items"])


def test_a_topic_tells_what_it_needs_and_what_rests_on_it() -> None:
    found = sheet("kneading")
    (need,) = found["What it needs first"]["items"]
    assert (need["title"], need["text"]) == (
        "stock", "Who can wait for a stock can wait for a dough. No roadmap orders the two.",
    )  # fmt: skip
    assert found["What rests on it"]["note"] == "sushi."


def test_a_topic_that_nobody_teaches_says_so() -> None:
    found = sheet("sushi")
    assert found["In 0 of 3 roadmaps"]["note"] == "Not in Soup, Bread, Grill."
    assert found["Learn it with"]["note"]
    assert found["Practise it"]["note"]


def test_a_grid_says_each_place_in_words_and_shades_it_by_how_early_it_comes() -> None:
    drawn = grid(compared("stock", "knife-work"), NAMES)
    stock, knives = drawn["rows"]
    assert drawn["heads"] == ["Soup", "Bread", "Grill"]
    assert [cell["text"] for cell in stock["cells"]] == ["Phase 1 of 2", "absent", "Phase 2 of 2"]
    assert [cell["shade"] for cell in stock["cells"]] == [90, None, 20]
    assert [bool(cell["quote"]) for cell in stock["cells"]] == [True, False, True]
    assert knives["taught"] == "taught by 3 of 3"


def test_consensus_and_disagreement_are_quoted_on_all_sides() -> None:
    comparison = compared("stock", "knife-work")
    agreed = consensus(comparison)
    assert [(s["title"], [i["title"] for i in s["items"]]) for s in agreed] == [
        ("Taught by all 3", ["knife work"]),
        ("Taught by 2 of 3", ["stock"]),
    ]
    assert len(agreed[0]["items"][0]["quotes"]) == 3
    (order,) = [d for d in disagreements(comparison, NAMES) if d["title"].startswith("Whether")]
    assert [(i["title"], i["text"]) for i in order["items"]] == [
        ("Stock before knife work", "Soup"),
        ("Knife work before stock", "Grill"),
    ]
    assert all(i["quotes"] for i in order["items"])


def test_a_plan_is_told_in_a_sentence_and_drawn_by_weeks() -> None:
    plan = planned()
    rows = timeline(plan, NAMES)["rows"]
    assert headline(plan).startswith("4 steps in ")
    assert rows[0]["left"] == 0
    assert max(row["left"] + row["width"] for row in rows) == 100
    stated = [row for row in rows if not row["assumed"]]
    assert stated
    assert all(row["quotes"] and row["rests"].endswith(".") for row in stated)
    assert all(row["rests"].startswith("Assumed") and not row["quotes"] for row in rows if row["assumed"])


def test_a_plan_without_steps_says_that_nothing_is_left() -> None:
    plan = planned(known=["stock", "knife-work", "kneading", "sushi"])
    assert headline(plan) == "Nothing is left to learn: you know all that is on this way."
    assert timeline(plan, NAMES)["rows"] == []
