"""Building an index from a small made-up corpus, in this process, with the real model."""

import json
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ingest.build import build
from ingest.errors import CorpusError, DamagedIndexError, IngestFailedError, SettingsError, SourceError
from ingest.generation import Contents, current, load_contents, read_manifest, save_manifest
from ingest.index import VectorIndex
from ingest.keyword import KeywordIndex
from ingest.records import IngestReport
from ingest.request import Request
from ingest.settings import Settings

ORIGINAL = "# SOUP\n\n## Step 1: Stock (2 weeks)\n\n- simmer\n\n## Step 2: Vegetables (1 month)\n\n- dice\n\n"
ORIGINAL += "## Step 3: Seasoning\n\n- salt\n\n## Step 4: Serving\n\n- minestrone\n"

NOTHING = {"added": 0, "changed": 0, "unchanged": 2, "removed": 0}
Ingest = Callable[..., IngestReport]


@pytest.fixture
def ingest(settings: Settings) -> Ingest:
    """An ingest into the home of this test."""

    def run(*paths: Path, forget: tuple[Path, ...] = (), **options: Any) -> IngestReport:
        return build(Request(settings, paths, forget, **options), lambda _event: None)

    return run


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder of the user's with one document."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "bread.md").write_text("# Bread\n\nKnead the sourdough for ten minutes.\n", encoding="utf-8")
    return folder


def contents(settings: Settings) -> Contents:
    return load_contents(current(settings.home))


def titles(settings: Settings) -> list[str]:
    return sorted(document.title for document in contents(settings).documents)


def found_by_word(settings: Settings, word: str) -> list[str]:
    """The ids of the chunks that the keyword leg finds."""
    chunks = contents(settings).chunks
    keyword = KeywordIndex.open(current(settings.home) / "keyword", len(chunks))
    return [chunks[number].id for number, _ in keyword.search(word, 10)]


def ids_in_chroma(settings: Settings) -> set[str]:
    index = VectorIndex(current(settings.home) / "chroma")
    found = index.search(contents(settings).vectors[0], 1000)
    index.close()
    return {id_ for id_, _ in found}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


# What changed.


def test_a_first_ingest_embeds_everything(settings: Settings, ingest: Ingest) -> None:
    report = ingest()
    # Five headings in the roadmap, three in the resource.
    assert report.documents == {"added": 2, "changed": 0, "unchanged": 0, "removed": 0}
    assert report.chunks == {"added": 8, "unchanged": 0, "removed": 0}
    assert report.embedded == 8
    assert report.failures == ()
    assert report.generation == current(settings.home).name
    assert ids_in_chroma(settings) == {chunk.id for chunk in contents(settings).chunks}


def dense_leg(settings: Settings) -> dict[str, list[tuple[str, float]]]:
    """What is found by the vector of each passage."""
    index = VectorIndex(current(settings.home) / "chroma")
    held = contents(settings)
    found = {c.id: index.search(v, 10) for c, v in zip(held.chunks, held.vectors, strict=True)}
    index.close()
    return found


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def store_of(settings: Settings) -> str:
    """What Chroma calls the folder of its graph, which a copy is called too."""
    (graph,) = (path for path in (current(settings.home) / "chroma").iterdir() if path.is_dir())
    return graph.name


def test_an_ingest_after_a_small_change_goes_on_from_the_graph_and_finds_what_a_full_one_does(
    settings: Settings, tmp_path: Path, ingest: Ingest
) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    for number in range(20):
        (notes / f"{number}.md").write_text(
            f"# Loaf {number}\n\nBake it at {200 + number} degrees.\n", encoding="utf-8"
        )
    ingest(notes)
    first, graph = current(settings.home), store_of(settings)
    before = files(first)
    (gone,) = [c.id for c in contents(settings).chunks if "207 degrees" in c.text]
    edit(notes / "7.md", "207", "107")
    ingest()
    assert store_of(settings) == graph
    assert files(first) == before
    found = dense_leg(settings)
    assert gone not in found
    assert not any(gone in dict(ranking) for ranking in found.values())
    ingest(rebuild=True)
    assert store_of(settings) != graph
    again = dense_leg(settings)
    assert {id_: [i for i, _ in ranking] for id_, ranking in found.items()} == {
        id_: [i for i, _ in ranking] for id_, ranking in again.items()
    }


def test_an_ingest_after_a_large_change_builds_the_graph_anew(settings: Settings, corpus: Path, ingest: Ingest) -> None:
    ingest()
    graph = store_of(settings)
    edit(corpus / "roadmaps" / "soup.md", "# Soup Roadmap", "# Broth Roadmap")
    edit(corpus / "roadmaps" / "soup.md", "title: Soup Roadmap", "title: Broth Roadmap")
    ingest()
    assert store_of(settings) != graph
    assert ids_in_chroma(settings) == {chunk.id for chunk in contents(settings).chunks}


def test_a_second_ingest_embeds_nothing_and_keeps_the_index(ingest: Ingest) -> None:
    first, second = ingest(), ingest()
    assert (second.embedded, second.documents, second.chunks["unchanged"]) == (0, NOTHING, 8)
    assert second.generation == first.generation


def test_an_edited_line_embeds_only_its_sections_chunk(settings: Settings, corpus: Path, ingest: Ingest) -> None:
    first = ingest()
    before = contents(settings)
    edit(corpus / "roadmaps" / "soup.md", "salt early", "salt late")
    report = ingest()
    assert report.embedded == 1
    assert report.documents == {"added": 0, "changed": 1, "unchanged": 1, "removed": 0}
    assert report.chunks == {"added": 1, "unchanged": 7, "removed": 1}
    assert report.generation != first.generation
    after = contents(settings)
    vectors = {chunk.id: vector.tobytes() for chunk, vector in zip(before.chunks, before.vectors, strict=True)}
    same = [c.id in vectors and vectors[c.id] == v.tobytes() for c, v in zip(after.chunks, after.vectors, strict=True)]
    assert same.count(False) == 1
    assert found_by_word(settings, "late") != []
    assert found_by_word(settings, "early") == []


def test_a_new_section_embeds_only_itself(corpus: Path, ingest: Ingest) -> None:
    ingest()
    edit(corpus / "roadmaps" / "soup.md", "## Step 2", "## Step 1a: Water\n\n- Water: cold.\n\n## Step 2")
    assert (report := ingest()).embedded == 1
    assert report.chunks == {"added": 1, "unchanged": 8, "removed": 0}


def test_a_deleted_file_is_gone_from_both_legs(settings: Settings, corpus: Path, ingest: Ingest) -> None:
    ingest()
    assert found_by_word(settings, "evenings") != []
    (corpus / "resources" / "ladle-school.md").unlink()
    report = ingest()
    assert report.documents == {"added": 0, "changed": 0, "unchanged": 1, "removed": 1}
    assert report.chunks == {"added": 0, "unchanged": 5, "removed": 3}
    assert found_by_word(settings, "evenings") == []
    assert not any(id_.startswith("ladle-school") for id_ in ids_in_chroma(settings))
    assert len(ids_in_chroma(settings)) == 5


def test_changed_topics_make_a_new_index_without_embedding_chunks(
    settings: Settings, corpus: Path, ingest: Ingest
) -> None:
    first = ingest()
    edit(corpus / "topics.yaml", "broth", "bouillon")
    second = ingest()
    assert second.generation != first.generation
    assert second.embedded == 0
    assert contents(settings).topics.found_in("bouillon") != []


def test_a_dry_run_tells_what_would_change_and_changes_nothing(
    settings: Settings, corpus: Path, notes: Path, ingest: Ingest
) -> None:
    ingest()
    before = current(settings.home)
    edit(corpus / "roadmaps" / "soup.md", "salt early", "salt late")
    report = ingest(notes, dry_run=True)
    assert (report.dry_run, report.embedded, report.documents["added"], report.documents["changed"]) == (True, 2, 1, 1)
    assert current(settings.home) == before
    assert not settings.remembered.is_file() or json.loads(settings.remembered.read_text(encoding="utf-8")) == []


def test_a_rebuild_embeds_everything_anew(ingest: Ingest) -> None:
    first = ingest()
    report = ingest(rebuild=True)
    assert (report.embedded, report.documents) == (8, NOTHING)
    assert report.generation != first.generation


def test_each_stage_is_told_with_how_far_it_is(settings: Settings) -> None:
    events: list[Mapping[str, Any]] = []
    build(Request(settings), events.append)
    assert list(dict.fromkeys(event["stage"] for event in events)) == [
        "read",
        "model",
        "embed",
        "statements",
        "glosses",
        "write",
        "check",
    ]
    last = {event["stage"]: event for event in events}
    assert {stage: (event.get("done"), event.get("total")) for stage, event in last.items()} == {
        "read": (2, 2),
        "model": (None, None),
        "embed": (8, 8),
        "statements": (8, 8),
        "glosses": (2, 2),
        "write": (8, 8),
        "check": (8, 8),
    }


# The user's paths.


def test_an_added_path_is_remembered_until_it_is_forgotten(settings: Settings, notes: Path, ingest: Ingest) -> None:
    assert ingest(notes).documents["added"] == 3
    assert ingest().documents["unchanged"] == 3
    assert found_by_word(settings, "sourdough") != []
    assert ingest(forget=(notes,)).documents["removed"] == 1
    assert found_by_word(settings, "sourdough") == []
    with pytest.raises(SourceError, match="nothing to forget"):
        ingest(forget=(notes,))


def test_a_file_is_read_once_however_many_paths_lead_to_it(settings: Settings, notes: Path, ingest: Ingest) -> None:
    (notes / "again.md").symlink_to(notes / "bread.md")
    (notes / "circle").symlink_to(notes, target_is_directory=True)
    report = ingest(notes, notes, notes / "bread.md", notes.parent)
    assert report.documents["added"] == 3
    assert titles(settings) == ["Bread", "Ladle School", "Soup Roadmap"]


def test_documents_of_one_name_get_ids_that_stay(settings: Settings, notes: Path, ingest: Ingest) -> None:
    for folder, word in (("one", "rye"), ("two", "spelt")):
        (notes / folder).mkdir()
        (notes / folder / "soup.md").write_text(f"Bake {word}.\n", encoding="utf-8")
    ingest(notes)
    ids = {d.id for d in contents(settings).documents}
    assert len(ids) == 5
    assert {"soup", "bread", "ladle-school"} < ids
    assert ingest().embedded == 0
    assert {d.id for d in contents(settings).documents} == ids


def test_an_original_takes_the_place_of_its_restatement_until_it_is_forgotten(
    settings: Settings, tmp_path: Path, ingest: Ingest
) -> None:
    ingest()
    original = tmp_path / "copy.txt"
    original.write_text(ORIGINAL, encoding="utf-8")
    report = ingest(original)
    assert report.superseded == {"soup": "copy"}
    documents = {d.id: d for d in contents(settings).documents}
    assert (documents["copy"].kind, documents["copy"].basis, documents["copy"].work) == ("roadmap", "original", "soup")
    assert {s.document_id for s in contents(settings).sections} == {"copy", "ladle-school"}
    assert {c.document_id for c in contents(settings).chunks} == {"copy", "ladle-school"}
    assert contents(settings).manifest.superseded == {"soup": "copy"}
    assert ingest(forget=(original,)).superseded == {}
    assert {c.document_id for c in contents(settings).chunks} == {"soup", "ladle-school"}


def test_an_original_that_cannot_be_read_any_more_stays(tmp_path: Path, ingest: Ingest) -> None:
    original = tmp_path / "copy.txt"
    original.write_text(ORIGINAL, encoding="utf-8")
    ingest(original)
    original.write_bytes(b"\0" * 99)
    report = ingest()
    assert report.superseded == {"soup": "copy"}
    assert "stays in the index" in report.failures[0].reason
    assert report.embedded == 0


# One bad file never stops the rest.


def test_bad_files_are_reported_and_the_rest_is_read(settings: Settings, notes: Path, ingest: Ingest) -> None:
    (notes / "empty.md").write_bytes(b"")
    (notes / "binary.md").write_bytes(bytes(99))
    (notes / "broken.md").write_text("---\ntitle: [\n---\nx\n", encoding="utf-8")
    (notes / "broken.pdf").write_bytes(b"%PDF-1.4")
    (notes / "undecodable.txt").write_bytes("\u043f\u0440\u0438\u0432\u0435\u0442 ".encode("cp1251") * 9)
    (notes / "nested.md").write_text("![a" * 300 + "](b)" * 300, encoding="utf-8")
    (notes / os.fsdecode(b"na\xffme.md")).write_text("Bake a baguette.\n", encoding="utf-8")
    report = ingest(notes)
    assert sorted(Path(f.source).name for f in report.failures) == [
        "binary.md",
        "broken.md",
        "broken.pdf",
        "empty.md",
        "nested.md",
        "undecodable.txt",
    ]
    assert all(f.reason.startswith(f.source) and f.reason.endswith(".") for f in report.failures)
    assert not any(".." in f.reason for f in report.failures)
    assert report.documents["added"] == 4
    assert found_by_word(settings, "baguette") != []


def test_a_path_that_does_not_exist_is_reported_and_not_remembered(
    settings: Settings, tmp_path: Path, notes: Path, ingest: Ingest
) -> None:
    (tmp_path / "empty").mkdir()
    report = ingest(tmp_path / "gone", tmp_path / "empty", notes)
    assert [f.source for f in report.failures] == [str(tmp_path / "gone"), str(tmp_path / "empty")]
    assert [f.reason.split(".")[0] for f in report.failures] == [
        f"{tmp_path}/gone does not exist",
        f"{tmp_path}/empty holds no document",
    ]
    assert json.loads(settings.remembered.read_text(encoding="utf-8")) == [str(notes)]


def test_a_remembered_path_that_is_gone_is_reported_and_its_documents_removed(
    settings: Settings, notes: Path, ingest: Ingest
) -> None:
    ingest(notes)
    shutil.rmtree(notes)
    report = ingest()
    assert [f.source for f in report.failures] == [str(notes)]
    assert report.documents["removed"] == 1
    assert json.loads(settings.remembered.read_text(encoding="utf-8")) == [str(notes)]


def test_the_last_good_version_of_a_file_stays_until_it_can_be_read_again(
    settings: Settings, notes: Path, ingest: Ingest
) -> None:
    ingest(notes)
    (notes / "bread.md").write_bytes(b"")
    report = ingest()
    assert report.failures[0].reason.endswith("There is no text in it. Its last good version stays in the index.")
    assert (report.embedded, report.documents["unchanged"]) == (0, 3)
    assert found_by_word(settings, "sourdough") != []
    (notes / "bread.md").write_text("# Bread\n\nBake a brioche.\n", encoding="utf-8")
    assert ingest().failures == ()
    assert found_by_word(settings, "sourdough") == []


def test_two_shipped_documents_of_one_id_are_a_mistake(corpus: Path, ingest: Ingest) -> None:
    shutil.copyfile(corpus / "roadmaps" / "soup.md", corpus / "roadmaps" / "soup2.md")
    (failure,) = ingest().failures
    assert failure.source == str(corpus / "roadmaps" / "soup2.md")
    assert f"Its id soup is that of {corpus}/roadmaps/soup.md" in failure.reason


def test_a_corpus_without_documents_is_refused_by_name(settings: Settings, corpus: Path, ingest: Ingest) -> None:
    first = ingest()
    shutil.rmtree(corpus / "roadmaps")
    shutil.rmtree(corpus / "resources")
    with pytest.raises(SourceError, match=f"{corpus} holds no document"):
        ingest()
    assert current(settings.home).name == first.generation


def test_nothing_that_can_be_read_makes_no_index(settings: Settings, corpus: Path, ingest: Ingest) -> None:
    for path in corpus.rglob("*.md"):
        path.write_bytes(b"")
    with pytest.raises(IngestFailedError, match=r"No document could be read.*ladle-school\.md: There is no text"):
        ingest()
    assert not (settings.home / "current").exists()


def test_broken_topics_and_a_broken_list_of_paths_stop_an_ingest(
    settings: Settings, corpus: Path, ingest: Ingest
) -> None:
    settings.remembered.write_bytes(b"{")
    with pytest.raises(SettingsError, match=r"sources\.json"):
        ingest()
    settings.remembered.unlink()
    (corpus / "topics.yaml").write_bytes(b"[")
    with pytest.raises(CorpusError, match=r"topics\.yaml"):
        ingest()


# A damaged or outdated index is built anew.

DAMAGES = [
    ("manifest.json", "missing"),
    ("documents.json", "cut short"),
    ("vectors.npy", "flipped"),
    ("keyword/vocab.index.json", "missing"),
    ("chroma/chroma.sqlite3", "missing"),
    ("chroma/chroma.sqlite3", "cut short"),
    ("chroma/chroma.sqlite3", "flipped"),
    ("chroma/*/data_level0.bin", "flipped"),
    ("chroma/*/link_lists.bin", "missing"),
    ("../../current", "missing"),
    ("../../current", "flipped"),
]


@pytest.mark.parametrize(("name", "damage"), DAMAGES)
def test_a_damaged_index_is_noticed_by_readers_and_built_anew(
    settings: Settings, ingest: Ingest, name: str, damage: str
) -> None:
    first = ingest()
    (path,) = current(settings.home).glob(name)
    data = path.read_bytes()
    if damage == "missing":
        path.unlink()
    else:
        middle = len(data) // 2
        path.write_bytes(data[:middle] if damage == "cut short" else data[:middle] + b"\xff" + data[middle + 1 :])
    if name != "../../current" or damage != "missing":
        with pytest.raises(DamagedIndexError, match="Run `waymark ingest`"):
            contents(settings)
    report = ingest()
    assert report.generation != first.generation
    assert len(ids_in_chroma(settings)) == len(contents(settings).chunks) == 8
    assert found_by_word(settings, "carrots") != []


def test_where_an_older_index_is_whole_its_vectors_are_carried_over(
    settings: Settings, corpus: Path, ingest: Ingest
) -> None:
    ingest()
    edit(corpus / "roadmaps" / "soup.md", "salt early", "salt late")
    ingest()
    (current(settings.home) / "documents.json").unlink()
    report = ingest()
    assert report.embedded == 1
    assert len(contents(settings).chunks) == 8


@pytest.mark.parametrize("change", [{"schema": 0}, {"chunker": "0"}, {"fingerprint": "other"}, {"embedder": "other"}])
def test_an_index_built_in_another_way_is_built_anew(
    settings: Settings, ingest: Ingest, change: dict[str, Any]
) -> None:
    first = ingest()
    folder = current(settings.home)
    save_manifest(folder, replace(read_manifest(folder), **change))
    report = ingest()
    assert report.generation != first.generation
    assert report.embedded == (0 if change in ({"chunker": "0"}, {"embedder": "other"}) else 8)
    assert len(contents(settings).chunks) == 8
