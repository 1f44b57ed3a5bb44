from pathlib import Path

import pytest

from ingest.errors import CorpusError
from ingest.outline import outline
from ingest.records import Topic
from ingest.settings import SHIPPED_CORPUS
from ingest.topics import Topics, fold, read_topics

STOCK = Topic("stock", "stock", "basics", ("bone broth",), ("roots",))
KNIFE = Topic("knife-work", "knife work", "basics", ("fine-dicing",))
CPP = Topic("c++", "C++", "basics", ("chef's choice",))
TOPICS = Topics((STOCK, KNIFE, CPP), {"basics": "Basics"})


def found(text: str) -> list[tuple[str, str]]:
    return [(topic.id, text[start:end]) for topic, start, end in TOPICS.found_in(text)]


def write(folder: Path, text: str) -> Path:
    (folder / "topics.yaml").write_text(text, encoding="utf-8")
    return folder


def test_topics_are_found_by_name_alias_and_part_where_they_stand() -> None:
    text = "First STOCK, also called Bone  broth; roots go in. Then Knife-\nwork or fine dicing, chef\u2019s choice."
    assert found(text) == [
        ("stock", "STOCK"),
        ("stock", "Bone  broth"),
        ("stock", "roots"),
        ("knife-work", "Knife-\nwork"),
        ("knife-work", "fine dicing"),
        ("c++", "chef\u2019s choice"),
    ]


def test_parts_of_words_are_not_topics() -> None:
    assert found("stocking, livestock, stock_x and C+++") == [("stock", "stock")]
    assert found("Use C++, or c++.") == [("c++", "C++"), ("c++", "c++")]


def test_all_topics_of_several_texts() -> None:
    assert TOPICS.named_in(["broth", "roots and stock", "knife work"]) == {"stock", "knife-work"}


def test_sections_are_marked_with_what_heading_and_statements_name(corpus: Path) -> None:
    from ingest.load import load

    section = outline(load(corpus / "roadmaps" / "soup.md", shipped=True)[0])[1]
    marked = read_topics(corpus).marked(section)
    assert marked.topics == ("stock",)
    assert [s.topics for s in marked.statements] == [("stock",), ("stock",)]


def test_folding_keeps_offsets() -> None:
    assert fold("\u0130stanbul\u2019s A_B") == "\u0130stanbul's a b"


def test_a_corpus_may_have_no_topics(tmp_path: Path) -> None:
    assert read_topics(tmp_path) == Topics((), {})
    assert read_topics(tmp_path).found_in("stock") == []


def test_the_shipped_topics_are_valid_and_all_described() -> None:
    topics = read_topics(SHIPPED_CORPUS)
    assert len(topics.all) >= 100
    assert all(topic.gloss for topic in topics.all)
    assert {topic.area for topic in topics.all} == set(topics.areas)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("areas: {a: A}\ntopics: [{id: x, name: X, area: b}]", "area b"),
        ("areas: {a: A}\ntopics: [{id: x, name: X, area: a}, {id: x, name: Y, area: a}]", "two topics have the id x"),
        (
            "areas: {a: A}\ntopics: [{id: x, name: A B, area: a}, {id: y, name: Y, area: a, parts: [a-b]}]",
            "'a b' names",
        ),
        ("areas: {a: A}\ntopics: [{id: x, name: X, area: a, aliases: broth}]", "broth is not a list"),
        ("areas: {a: A}\ntopics: [{id: x, area: a}]", "KeyError: 'name'"),
        ("areas: {a: A}\ntopics: [{id: x, name: X, area: a, requires: {y: Why.}}]", "topic x requires 'y'"),
        ("areas: {a: A}\ntopics: [{id: x, name: X, area: a, requires: [y]}]", "is not a mapping"),
        (
            "areas: {a: A}\ntopics: [{id: x, name: X, area: a, requires: {y: }}, {id: y, name: Y, area: a}]",
            "x requires y, but no reason is given",
        ),
        (
            (
                "areas: {a: A}\ntopics: [{id: x, name: X, area: a, requires: {y: So.}}, "
                "{id: y, name: Y, area: a, requires: {x: So.}}]"
            ),
            "x -> y -> x",
        ),
        ("areas: {a: A}\ntopics: []\ngoals: [{id: g, name: G, topics: [z]}]", "goal g names 'z'"),
        ("areas: {a: A}\ntopics: []\ngoals: [{id: g, name: G, topics: []}]", "goal g has no topics"),
        (
            "areas: {a: A}\ntopics: [{id: t, name: T, area: a}]\ngoals: [{id: g, name: G, topics: [t], subject: z}]",
            "goal g names 'z'",
        ),
        (
            (
                "areas: {a: A}\ntopics: [{id: x, name: X, area: a}]\n"
                "goals: [{id: g, name: G, topics: [x]}, {id: g, name: H, topics: [x]}]"
            ),
            "two goals have the id g",
        ),
        ("topics: []", "KeyError: 'areas'"),
        ("areas: [a]\ntopics: []", "AttributeError"),
        ("[", "ParserError"),
        ("", "TypeError"),
    ],
)
def test_a_broken_list_of_topics_is_refused_by_name(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(CorpusError) as caught:
        read_topics(write(tmp_path, text))
    assert str(tmp_path / "topics.yaml") in str(caught.value)
    assert reason in str(caught.value)


def test_a_list_of_topics_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "topics.yaml").write_bytes(b"areas: {a: \xff}")
    with pytest.raises(CorpusError, match="UnicodeDecodeError"):
        read_topics(tmp_path)
