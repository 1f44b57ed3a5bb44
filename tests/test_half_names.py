"""A resource is half named by a part of its name, or by who made it."""

from dataclasses import replace

import pytest
from kitchen import TOPICS, resource

from ingest.outline import outline
from ingest.records import ResourceFacts
from rag.fact import facts_in
from rag.half_names import HalfNames

FACTS = ResourceFacts("course", "beginner", "free", (), (), (), "open", None)
COMMON = {"school", "course", "the", "book", "broth", "ladle", "pan", "who", "made", "clear", "pot"}
MADE = {
    "ladle": "Ladle School is a course on broth by Émile Sérac, held in the city of Graz.",
    "pan": "Panology is a book by Anna Pannwitz.",
    "pot": "The Clear Pot is a book by Anna Brodler.",
}
TITLES = {"ladle": "Ladle School", "pan": "Panology", "pot": "The Clear Pot"}


@pytest.fixture
def half_names() -> HalfNames:
    documents = [
        resource(id_, f"# {TITLES[id_]}\n\n## What it is\n\n{text}\n", FACTS, f"https://{id_}.example/")
        for id_, text in MADE.items()
    ]
    documents = [replace(d, id=id_) for d, id_ in zip(documents, MADE, strict=True)]
    facts = {d.id: [f for s in outline(d) for f in facts_in(s, d, 0)] for d in documents}
    return HalfNames(documents, facts, TOPICS, COMMON.__contains__)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Is there much work in the Sérac course?", {"ladle"}),
        ("is there much work in serac's course?", {"ladle"}),  # neither accent nor capital
        ("Who made Panology?", {"pan"}),
        ("What does the Pot cost?", {"pot"}),  # a common word counts with a capital
        ("What does the pot cost?", set()),
        ("What has Anna written?", {"pan", "pot"}),
        ("What has Anna Brodler written?", {"pot"}),  # of which most stands there
        ("What do I cook?", set()),
        ("What is broth?", set()),  # a topic
    ],
)
def test_the_words_that_few_resources_share_tell_them(half_names: HalfNames, text: str, ids: set[str]) -> None:
    assert half_names.found_in(text) == ids
