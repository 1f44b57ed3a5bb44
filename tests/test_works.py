from dataclasses import replace

from ingest.outline import outline
from ingest.records import Document
from ingest.works import match_originals

HEADINGS = ("Stock", "Salt", "Vegetables", "Serving", "Further Reading")


def document(id_: str, *headings: str, restated: bool = False) -> Document:
    text = "# Soup\n\n" + "".join(f"## {heading}\n\nCook.\n\n" for heading in headings)
    user = Document(id_, "user", id_, id_, None, None, None, "yours", id_, (), None, f"/{id_}.md", text)
    return replace(user, kind="roadmap", basis="restated", author="Ann", aliases=("soups",)) if restated else user


RESTATED = document("soup", *HEADINGS, restated=True)


def matched(*documents: Document) -> tuple[dict[str, Document], dict[str, str]]:
    in_force, superseded = match_originals(documents, {d.id: outline(d) for d in documents})
    return {d.id: d for d in in_force}, superseded


def test_an_original_takes_the_place_of_its_restatement() -> None:
    in_force, superseded = matched(RESTATED, document("copy", *HEADINGS))
    assert superseded == {"soup": "copy"}
    assert list(in_force) == ["copy"]
    original = in_force["copy"]
    assert (original.kind, original.basis, original.work) == ("roadmap", "original", "soup")
    assert (original.title, original.author, original.aliases) == ("soup", "Ann", ("soups",))


def test_an_original_keeps_the_author_that_it_names() -> None:
    named = replace(document("copy", *HEADINGS), author="Bob", url="https://b.example/")
    assert matched(RESTATED, named)[0]["copy"].author == "Bob"


def test_headings_are_compared_by_their_words() -> None:
    shouted = document("copy", "**STOCK!**", "Salt:", "Vegetables", "SERVING")
    assert matched(RESTATED, shouted)[1] == {"soup": "copy"}


def test_an_excerpt_is_no_original() -> None:
    assert matched(RESTATED, document("copy", *HEADINGS[:3]))[1] == {}


def test_a_document_with_much_of_its_own_is_no_original() -> None:
    more = [f"Own {n}" for n in range(5)]  # 5 of 10 headings are shared, 6 would do
    assert matched(RESTATED, document("notes", *HEADINGS, *more))[1] == {}
    assert matched(RESTATED, document("notes", *HEADINGS, *more[:3]))[1] == {"soup": "notes"}


def test_headings_that_any_roadmap_has_make_no_original() -> None:
    large = document("soup", *HEADINGS, *(f"Step {n}" for n in range(8)), restated=True)  # 13 headings: 5.2 are needed
    assert matched(large, document("notes", *HEADINGS))[1] == {}


def test_a_second_copy_stays_a_document_of_the_user() -> None:
    in_force, superseded = matched(RESTATED, document("one", *HEADINGS), document("two", *HEADINGS))
    assert superseded == {"soup": "one"}
    assert in_force["two"].kind == "user"


def test_without_an_original_the_restatement_is_in_force() -> None:
    assert matched(RESTATED, document("notes", "Pots"))[0].keys() == {"soup", "notes"}
