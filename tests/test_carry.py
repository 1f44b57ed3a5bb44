"""Carrying over what an earlier ingest read: the index is the same as one that is built anew, and less is done."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.build import build
from ingest.carry import cuts_of, past_of
from ingest.generation import Contents, current, load_contents
from ingest.load import load
from ingest.reading import Reading, read_all
from ingest.request import Request
from ingest.settings import Settings

BREAD = "# Bread\n\n## Dough\n\n- knead the sourdough\n- dice no onions\n\n## Oven\n\nBake it hot. Let it rest.\n"
ASKED = '- heading: ["What it is"]\n  asked: ["who teaches clear broth?"]\n'


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder of the user's with two documents."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "bread.md").write_text(BREAD, encoding="utf-8")
    (folder / "tea.md").write_text("# Tea\n\nPour it over the leaves.\n", encoding="utf-8")
    return folder


@pytest.fixture
def before(settings: Settings, notes: Path) -> Contents:
    """What the index holds after the first ingest of the notes."""
    return ingested(settings, notes)


def ingested(settings: Settings, *paths: Path, rebuild: bool = False) -> Contents:
    build(Request(settings, paths, rebuild=rebuild), lambda _event: None)
    return load_contents(current(settings.home))


def read_again(settings: Settings, notes: Path, before: Contents) -> Reading:
    return read_all(settings.corpus, [notes], before.documents, lambda _event: None, past_of(before))


def test_files_that_are_as_they_were_are_not_read_anew(settings: Settings, notes: Path, before: Contents) -> None:
    assert read_again(settings, notes, before).carried == {"soup", "ladle-school", "bread", "tea"}


def test_a_file_that_changed_is_read_anew(settings: Settings, notes: Path, before: Contents) -> None:
    (notes / "tea.md").write_text("# Tea\n\nPour it over the herbs.\n", encoding="utf-8")
    reading = read_again(settings, notes, before)
    assert reading.carried == {"soup", "ladle-school", "bread"}
    assert "herbs" in reading.documents["tea"].text


def test_a_document_that_other_code_read_is_read_anew(settings: Settings, notes: Path, before: Contents) -> None:
    others = tuple(replace(document, stamp="of another Waymark") for document in before.documents)
    assert not read_again(settings, notes, replace(before, documents=others)).carried


def test_an_index_that_knows_no_stamps_carries_nothing_over(before: Contents) -> None:
    assert past_of(replace(before, documents=tuple(replace(d, stamp="") for d in before.documents))) == {}


def test_a_file_keeps_the_id_that_it_would_have_now(settings: Settings, notes: Path) -> None:
    other = notes / "more"
    other.mkdir()
    shutil.copy(notes / "tea.md", other / "bread.md")  # whose id is taken: it gets another
    before = ingested(settings, notes)
    (notes / "bread.md").unlink()  # and is free again
    reading = read_again(settings, notes, before)
    assert "Pour" in reading.documents["bread"].text
    assert reading.carried == {"soup", "ladle-school", "tea"}


def test_chunks_of_another_model_or_chunker_are_cut_anew(before: Contents) -> None:
    fingerprint = before.manifest.fingerprint
    assert cuts_of(before, fingerprint).keys() == {"soup", "ladle-school", "bread", "tea"}
    assert cuts_of(before, "of another model") == {}
    assert cuts_of(replace(before, manifest=replace(before.manifest, chunker="0")), fingerprint) == {}


def touch_nothing(_corpus: Path, _notes: Path) -> None:
    """As it was."""


def change_a_file(_corpus: Path, notes: Path) -> None:
    (notes / "tea.md").write_text("# Tea\n\n## Pot\n\nWarm it first.\n", encoding="utf-8")


def add_and_remove(_corpus: Path, notes: Path) -> None:
    (notes / "tea.md").rename(notes / "herbs.md")


def name_topics_otherwise(corpus: Path, _notes: Path) -> None:
    topics = corpus / "topics.yaml"
    topics.write_text(topics.read_text(encoding="utf-8").replace("dice", "knead"), encoding="utf-8")


def ask_nothing_any_more(corpus: Path, _notes: Path) -> None:
    (corpus / "asked" / "ladle-school.yaml").unlink()


def put_an_original_in_a_roadmaps_place(corpus: Path, notes: Path) -> None:
    roadmap, _ = load(corpus / "roadmaps" / "soup.md", shipped=True)
    (notes / "original.md").write_text(roadmap.text.replace("- ", "- Well: "), encoding="utf-8")


def change_a_shipped_file(corpus: Path, _notes: Path) -> None:
    file = corpus / "resources" / "ladle-school.md"
    file.write_text(file.read_text(encoding="utf-8").replace("six evenings", "nine evenings"), encoding="utf-8")


CHANGES = (
    touch_nothing, change_a_file, add_and_remove, name_topics_otherwise, ask_nothing_any_more,
    put_an_original_in_a_roadmaps_place, change_a_shipped_file,
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_the_index_is_the_one_that_would_be_built_anew(
    settings: Settings, notes: Path, change: Callable[[Path, Path], None]
) -> None:
    (settings.corpus / "asked").mkdir()
    (settings.corpus / "asked" / "ladle-school.yaml").write_text(ASKED, encoding="utf-8")
    ingested(settings, notes)
    change(settings.corpus, notes)
    carried = ingested(settings)
    anew = ingested(settings, rebuild=True)
    assert carried.documents == anew.documents
    assert carried.sections == anew.sections
    assert carried.chunks == anew.chunks
    assert carried.syllabus == anew.syllabus
    assert carried.manifest.corpus_hash == anew.manifest.corpus_hash


def test_an_original_that_is_gone_gives_its_roadmap_back(settings: Settings, notes: Path) -> None:
    put_an_original_in_a_roadmaps_place(settings.corpus, notes)
    assert "original" in past_free_of(ingested(settings, notes))
    (notes / "original.md").unlink()
    after = ingested(settings)
    assert after.documents == ingested(settings, rebuild=True).documents


def past_free_of(contents: Contents) -> set[str]:
    """The documents that are read anew each time."""
    past = {known.document.id for known in past_of(contents).values()}
    return {document.id for document in contents.documents} - past
