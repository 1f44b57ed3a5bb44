"""The rules of the shipped corpus."""

import re
from collections import Counter
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from ingest.load import load
from ingest.outline import outline
from ingest.records import Document, ResourceFacts, Statement
from ingest.settings import SHIPPED_CORPUS
from ingest.topics import read_topics

ROADMAPS = sorted((SHIPPED_CORPUS / "roadmaps").glob("*.md"))
RESOURCES = sorted((SHIPPED_CORPUS / "resources").glob("*.md"))
PROFILES = {"https://www.linkedin.com/in/kmrashedulalam/", "https://medium.com/@abhishekashtekar"}  # of authors
HEADINGS = ["What it is", "What it teaches", "Before you start", "Where it fits"]
FORMS = {"tool", "platform", "library", "course", "video", "dataset", "community", "documentation", "blog", "book"}
FORMS |= {"site", "conference", "newsletter", "paper", "podcast"}
MOST_ITEM_WORDS = 30

each_roadmap = pytest.mark.parametrize("path", ROADMAPS, ids=lambda path: path.stem)
each_resource = pytest.mark.parametrize("path", RESOURCES, ids=lambda path: path.stem)


@cache
def document(path: Path) -> Document:
    return load(path, shipped=True)[0]


def facts(path: Path) -> ResourceFacts:
    found = document(path).resource
    assert found is not None
    return found


def statements(path: Path) -> list[Statement]:
    return [s for section in outline(document(path)) for s in section.statements]


def links(path: Path) -> set[str]:
    return {address for s in statements(path) for _, address in s.links}


def addresses(path: Path) -> list[str]:
    return [address for address in (document(path).url, *facts(path).other_urls) if address]


def words(markdown: str) -> int:
    """The words of some Markdown, a link's address not counted."""
    return len(re.sub(r"\]\([^)]*\)", "]", markdown).split())


def test_there_are_five_roadmaps_and_a_hundred_resources() -> None:
    assert len(ROADMAPS) == 5
    assert len(RESOURCES) >= 100


def test_no_two_documents_share_an_id_or_a_url() -> None:
    ids = Counter(document(path).id for path in (*ROADMAPS, *RESOURCES))
    urls = Counter(chain.from_iterable(addresses(path) for path in RESOURCES))
    assert [id_ for id_, times in ids.items() if times > 1] == []
    assert [url for url, times in urls.items() if times > 1] == []


@each_roadmap
def test_every_learning_url_of_a_roadmap_has_a_resource_that_says_who_names_it(path: Path) -> None:
    owners = {url: facts(resource) for resource in RESOURCES for url in addresses(resource)}
    wanted = links(path) - PROFILES
    assert wanted <= owners.keys()
    assert [url for url in wanted if document(path).id not in owners[url].named_by] == []


def test_no_profile_is_excused_that_no_roadmap_links_to() -> None:
    assert set(chain.from_iterable(links(path) for path in ROADMAPS)) >= PROFILES


@each_roadmap
def test_the_front_matter_of_a_roadmap_is_complete(path: Path) -> None:
    roadmap = document(path)
    assert (roadmap.kind, roadmap.basis, roadmap.id) == ("roadmap", "restated", path.stem)
    assert roadmap.short
    assert roadmap.aliases
    assert {"title", "author", "url", "published"} <= set(re.findall(r"^(\w+):", path.read_text("utf-8"), re.MULTILINE))


@each_roadmap
def test_each_item_of_a_roadmap_is_short_and_names_its_subject(path: Path) -> None:
    text = document(path).text
    items = [s for s in statements(path) if s.is_item]
    assert [s.content for s in items if words(text[s.start : s.end]) > MOST_ITEM_WORDS] == []
    assert [s.content for s in items if not s.subject] == []
    assert [s.subject for s in items if not text[s.start : s.end].startswith(f"{s.subject}: ")] == []


@each_resource
def test_the_front_matter_of_a_resource_is_complete_and_true_to_the_topics_and_roadmaps(path: Path) -> None:
    resource, own = document(path), facts(path)
    topics = set(read_topics(SHIPPED_CORPUS).by_id)
    assert (resource.kind, resource.basis, resource.id) == ("resource", "editorial", path.stem)
    assert own.form in FORMS
    assert own.level in {"beginner", "intermediate", "advanced", "any"}
    assert own.cost in {"free", "freemium", "paid", None}
    assert own.teaches
    assert {*own.teaches, *own.needs} <= topics
    assert own.named_by
    assert set(own.named_by) <= {document(roadmap).id for roadmap in ROADMAPS}


@each_resource
def test_a_resource_that_is_not_open_any_more_says_so_and_no_other_does(path: Path) -> None:
    assert facts(path).status in {"open", "moved", "succeeded", "closed"}
    assert (facts(path).status_note is None) == (facts(path).status == "open")


@each_resource
def test_a_resource_is_told_of_under_four_headings_in_90_to_250_words(path: Path) -> None:
    assert [s.heading for s in outline(document(path))] == ["", *HEADINGS]
    assert 90 <= words(re.sub(r"^#.*$", "", document(path).text, flags=re.MULTILINE)) <= 250


def test_each_resource_has_something_of_its_own_to_say() -> None:
    said = Counter(s.content for path in RESOURCES for s in statements(path))
    assert [content for content, times in said.items() if times > 1] == []
