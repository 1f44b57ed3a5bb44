"""The map as a picture: every topic right of what it needs, in the lane of its area, and nothing on top of another."""

from itertools import pairwise
from typing import Any

from kitchen import kitchen

from rag.assistant import Assistant
from rag.exports.topics import progress_json
from rag.learner import Learner
from rag.library import Library
from rag.progress import progress_of
from ui.graph import picture
from ui.layout import HIGH, WIDE, Layout, layout


def kitchen_map(**told: Any) -> dict[str, Any]:
    return progress_json(Assistant(kitchen).progress(**told))


def laid_out(library: Library) -> tuple[Layout, dict[str, Any]]:
    progress = progress_json(progress_of(library, Learner()))
    return layout(progress["topics"], progress["areas"]), progress


def test_each_topic_stands_right_of_all_that_it_needs(shelf: Library) -> None:
    drawn, _ = laid_out(shelf)
    places = {box.topic: box for box in drawn.boxes}
    assert len(drawn.edges) > 100
    assert all(places[before].x + WIDE < places[after].x for before, after in drawn.edges)


def test_every_topic_has_a_box_and_no_two_overlap(shelf: Library) -> None:
    drawn, progress = laid_out(shelf)
    assert sorted(box.topic for box in drawn.boxes) == sorted(topic["id"] for topic in progress["topics"])
    columns: dict[float, list[float]] = {}
    for box in drawn.boxes:
        columns.setdefault(box.x, []).append(box.y)
    assert all(lower - upper >= HIGH for column in columns.values() for upper, lower in pairwise(sorted(column)))


def test_boxes_stay_in_the_lane_of_their_area_and_within_the_picture(shelf: Library) -> None:
    drawn, progress = laid_out(shelf)
    names = {area["id"]: area["name"] for area in progress["areas"]}
    lanes = {lane.name: lane for lane in drawn.lanes}
    areas = {topic["id"]: topic["area"] for topic in progress["topics"]}
    for box in drawn.boxes:
        lane = lanes[names[areas[box.topic]]]
        assert lane.y < box.y < box.y + HIGH < lane.y + lane.height <= drawn.height
        assert 0 < box.x < box.x + WIDE < drawn.width


def test_edges_that_others_imply_are_left_out(shelf: Library) -> None:
    drawn, _ = laid_out(shelf)
    direct = {(r.topic, t.id) for t in shelf.topics.all for r in t.requires}
    assert set(drawn.edges) < direct


def test_names_are_broken_into_at_most_two_lines_and_kept_whole(shelf: Library) -> None:
    drawn, progress = laid_out(shelf)
    names = {topic["id"]: topic["name"] for topic in progress["topics"]}
    assert all(" ".join(box.lines) == names[box.topic] and len(box.lines) <= 2 for box in drawn.boxes)


def test_what_is_not_shown_leaves_no_edge_behind() -> None:
    progress = kitchen_map()
    shown = [topic for topic in progress["topics"] if topic["id"] != "kneading"]
    assert layout(shown, progress["areas"]).edges == (("knife-work", "sushi"),)


def test_nothing_to_show_is_an_empty_picture() -> None:
    assert layout([], kitchen_map()["areas"]) == Layout(0.0, 0.0, (), (), ())


def test_a_box_tells_its_standing_by_a_sign_and_in_words() -> None:
    progress = kitchen_map(known=["stock"])
    drawn = picture(progress, progress["topics"], {t["id"]: t["name"] for t in progress["topics"]})
    boxes = {box["topic"]: box for box in drawn["boxes"]}
    assert (boxes["stock"]["sign"], boxes["stock"]["label"]) == ("✓", "stock: known")
    assert boxes["kneading"]["label"].startswith("kneading: can be taken up now, step ")
    assert boxes["sushi"]["label"].endswith("needs knife work, kneading")
    assert [entry["text"] for entry in drawn["legend"]] == [
        "known (1)",
        "can be taken up now (2)",
        "comes later (1)",
    ]
    assert drawn["first"] == next(b["topic"] for b in drawn["boxes"] if b["sign"] == "1")
