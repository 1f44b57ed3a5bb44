import gc
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from libraries import FakeDense, library_of

from ingest import pipeline
from ingest.embed import OnnxEmbedder
from ingest.errors import StaleIndexError
from ingest.generation import current
from ingest.records import Statement
from ingest.settings import Settings
from rag.library import Library, open_library
from rag.resources import Resources


def test_facts_are_numbered_in_the_order_of_the_index(soup: Library) -> None:
    assert [fact.number for fact in soup.facts] == list(range(len(soup.contents.statements)))
    assert [f.content for f in soup.facts_of["soup"]][:2] == [
        "simmer bones and roots for three hours",
        "a tall pot with a lid",
    ]


def test_facts_know_their_words_their_heading_and_the_headings_around(soup: Library) -> None:
    pot = soup.facts_of["soup"][1]
    assert {"pot", "stock", "tool"} <= pot.own_stems
    assert pot.heading_stems == {"step", "1", "stock", "2", "week"}
    assert pot.heading_stems <= pot.path_stems


def test_facts_of_several_documents_come_in_the_order_asked_for(soup: Library) -> None:
    documents = [soup.documents["soup"], soup.documents["ladle-school"]]
    assert [f.document.id for f in soup.facts_in(documents)] == ["soup"] * len(soup.facts_of["soup"]) + [
        "ladle-school"
    ] * len(soup.facts_of["ladle-school"])


def test_a_superseded_roadmap_is_none_in_force(soup: Library) -> None:
    contents = replace(soup.contents, sections=soup.contents.sections[:0])
    library = Library(contents, soup.dense, soup.keyword, soup.embedder)
    assert soup.roadmaps == (soup.documents["soup"],)
    assert library.roadmaps == ()
    assert library.resources == soup.resources == (soup.documents["ladle-school"],)


def test_a_passage_is_found_only_for_a_span_that_lies_whole_in_it(soup: Library) -> None:
    chunk = soup.contents.chunks[-1]
    assert soup.chunk_with(chunk.document_id, chunk.start, chunk.end) == chunk
    assert soup.chunk_with(chunk.document_id, chunk.start, chunk.end + 1) is None
    assert soup.chunk_with("no such document", 0, 1) is None


@pytest.mark.parametrize(
    ("content", "links", "found"),
    [
        ("a course", (("a course", "http://www.school.example.org"),), "ladle-school"),
        ("Enrol at LADLE SCHOOL.", (), "ladle-school"),
        ("Enrol at Ladle Schools", (), None),
        ("a course", (("a course", "https://school.example.org/other"),), None),
    ],
)
def test_a_statement_leads_to_the_resource_it_links_to_or_names(
    soup: Library, content: str, links: tuple[tuple[str, str], ...], found: str | None
) -> None:
    fact = replace(soup.facts[0], statement=Statement(0, 1, "", content, links))
    resource = Resources(soup.resources, soup.topics).of(fact)
    assert (resource.id if resource else None) == found


def test_a_course_called_like_its_topic_is_not_found_by_name(corpus: Path) -> None:
    path = corpus / "resources" / "ladle-school.md"
    path.write_text(path.read_text().replace("title: Ladle School", "title: Broth"))
    library = library_of(corpus)
    fact = replace(library.facts[0], statement=Statement(0, 1, "", "Make broth.", ()))
    assert library.resource_of(fact) is None


def test_letting_go_of_a_library_closes_its_store(corpus: Path) -> None:
    library = library_of(corpus)
    dense = library.dense
    assert isinstance(dense, FakeDense)
    del library
    gc.collect()
    assert dense.closed


@pytest.mark.slow
def test_a_generation_is_opened_with_the_embedder_that_made_it(settings: Settings, embedder: OnnxEmbedder) -> None:
    pipeline.ingest(settings)
    library = open_library(current(settings.home), settings)
    assert library.embedder.fingerprint == embedder.fingerprint
    with pytest.raises(StaleIndexError, match="asks for some/other"):
        open_library(current(settings.home), settings.model_copy(update={"embedder": "some/other"}))


def test_the_passages_of_facts_come_in_their_order_each_once_and_no_more_than_asked(soup: Library) -> None:
    numbers = np.arange(len(soup.facts))[::-1]
    chunks = [soup.chunk_of(fact) for fact in reversed(soup.facts)]
    ids = list(dict.fromkeys(chunk.id for chunk in chunks if chunk))
    assert len(ids) > 2
    assert soup.chunk_ids(numbers, 100) == ids
    assert soup.chunk_ids(numbers, 2) == ids[:2]


def test_facts_are_known_by_number_all_together_and_some_alone(soup: Library) -> None:
    some = soup.telling[2:0:-1]
    assert soup.numbers_of(soup.telling).tolist() == [fact.number for fact in soup.telling]
    assert soup.numbers_of(some).tolist() == [fact.number for fact in some]
