"""The list of documents: what is told of each, and which are wanted."""

from typing import Any

from kitchen import kitchen, library_with, roadmap, school

from rag.assistant import Assistant
from rag.exports.documents import source_json
from ui.shelf import Wanted, chosen, facts

NAMES = {"stock": "stock"}


def documents() -> list[dict[str, Any]]:
    return [source_json(document, {}) for document in Assistant(kitchen).documents()]


def ids(wanted: Wanted) -> list[str]:
    return [document["id"] for document in chosen(documents(), wanted)]


def test_without_wishes_all_are_listed() -> None:
    assert ids(Wanted()) == ["bread", "grill", "soup", "ladle-school"]


def test_words_are_looked_for_in_titles_and_authors() -> None:
    assert ids(Wanted("ROADMAP soup")) == ["soup"]
    assert ids(Wanted("ember")) == ["grill"]
    assert ids(Wanted("nothing like it")) == []


def test_kind_level_topics_and_price_narrow_the_list() -> None:
    assert ids(Wanted(kinds=["resource"])) == ["ladle-school"]
    assert ids(Wanted(levels=["beginner"], free_only=True, topics=["stock", "sushi"])) == ["ladle-school"]
    assert ids(Wanted(levels=["advanced"])) == ids(Wanted(topics=["sushi"])) == []


def test_a_resource_tells_its_facts_and_a_status_that_matters() -> None:
    library = library_with(roadmap("soup", "# Soup\n\n- Stock: bones.\n"), school("moved", "It has moved."))
    told = [facts(source_json(d, {}), NAMES) for d in Assistant(lambda: library).documents()]
    assert told == ["Roadmap.", "Summary, course, beginner, free. Teaches stock. It has moved."]
