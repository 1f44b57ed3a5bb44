import os
from pathlib import Path

import pytest

from ingest.errors import FrontMatterError, SourceError
from ingest.files import find_files, readable_name, real
from ingest.load import MOST_BYTES, MOST_CHARACTERS, distinct, load


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# Finding files.


def test_a_folder_gives_its_documents_in_order_without_hidden_ones(tmp_path: Path) -> None:
    names = ["b.md", "a.TXT", "sub/c.html", ".git/d.md", "sub/.e.md", "f.docx"]
    for name in names:
        write(tmp_path, name, "x")
    found, closed = find_files(tmp_path)
    assert [p.relative_to(tmp_path).as_posix() for p in found] == ["a.TXT", "b.md", "sub/c.html"]
    assert closed == []


def test_a_file_is_found_whatever_its_ending(tmp_path: Path) -> None:
    path = write(tmp_path, "a.docx", "x")
    assert find_files(path) == ([path], [])


@pytest.mark.parametrize(
    ("name", "reason"),
    [("nothing", "does not exist"), ("empty", "holds no document"), ("pipe", "is neither a file nor a folder")],
)
def test_a_path_without_documents_is_refused_by_name(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SourceError, match=f"{name} {reason}"):
        find_files(tmp_path / name)


def test_links_that_lead_nowhere_or_in_circles_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "x")
    (tmp_path / "circle.md").symlink_to(tmp_path / "circle.md")
    (tmp_path / "gone.md").symlink_to(tmp_path / "nothing.md")
    (tmp_path / "up").symlink_to(tmp_path, target_is_directory=True)
    assert find_files(tmp_path)[0] == [tmp_path / "a.md"]
    with pytest.raises(SourceError, match="does not exist"):
        find_files(tmp_path / "circle.md")
    assert real(tmp_path / "circle.md") == tmp_path / "circle.md"


# A user's document.


def test_a_document_without_front_matter_is_named_after_its_heading_and_file(tmp_path: Path) -> None:
    document, repairs = load(write(tmp_path, "My Soups!.md", "# **Soup**\n\nHot.\n"), shipped=False)
    assert (document.id, document.title, document.short) == ("my-soups", "Soup", "Soup")
    assert (document.kind, document.basis, document.work) == ("user", "yours", "my-soups")
    assert (document.author, document.url, document.published, document.resource) == (None, None, None, None)
    assert document.source == str(tmp_path / "My Soups!.md")
    assert (document.text, repairs) == ("# **Soup**\n\nHot.\n", {})


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Hello.\n\n# Soup\n\n## Stock\n", "Soup"),
        ("Hello.\n\n### Stock\n\n### Salt\n", "notes"),
        ("### Stock\n\nBoil.\n", "Stock"),
        ("# \U0001f373\n\nBoil.\n", "notes"),
        ("Boil.\n", "notes"),
    ],
)
def test_a_title_is_the_first_or_the_only_main_heading(tmp_path: Path, text: str, title: str) -> None:
    assert load(write(tmp_path, "notes.md", text), shipped=False)[0].title == title


def test_front_matter_of_a_users_document_gives_names_but_no_authority(tmp_path: Path) -> None:
    front = "id: soup\nkind: roadmap\nbasis: restated\ntitle: Soup\nauthor: unknown\ndate: 2025-01-02\naliases: [s]\n"
    document, _ = load(write(tmp_path, "notes.md", f"---\n{front}---\n\nBoil.\n"), shipped=False)
    assert (document.id, document.kind, document.basis) == ("notes", "user", "yours")
    assert (document.title, document.author, document.published) == ("Soup", None, "2025-01-02")
    assert document.aliases == ("s",)


def test_names_that_no_file_could_hold_are_made_harmless(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"so\xffup.md")
    path.write_text('---\ntitle: "a\\ud800\\nb"\n---\nBoil.\n', encoding="utf-8")
    document, _ = load(path, shipped=False)
    assert document.title == "a? b"
    assert document.source == readable_name(path) == f"{tmp_path}/so\ufffdup.md"


def test_repairs_are_reported(tmp_path: Path) -> None:
    assert load(write(tmp_path, "a.md", "Boil.\r\n![x](y)\r\n"), shipped=False)[1] == {
        "line ends": 2,
        "images": 1,
        "blank lines": 1,
    }


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.md", b"", "no text"),
        ("a.md", b" \n\n", "no text"),
        ("a.md", b"![only](picture.png)", "Nothing is left of it"),
        ("a.md", b"\x89PNG\r\n\0\0\0", "binary data"),
        ("a.md", "\u043f\u0440\u0438\u0432\u0435\u0442 ".encode("cp1251") * 9, "neither UTF-8"),
        ("a.md", b"---\ntitle: [\n---\nBoil.\n", "front matter is broken on line"),
        ("a.docx", b"x", "not supported"),
        ("a.pdf", b"%PDF-1.4 broken", "PDF is broken"),
        ("a.md", b"x" * (MOST_BYTES + 1), "10,000,001 bytes"),
        ("a.md", b"x y\n" * (MOST_CHARACTERS // 4 + 1), "2,000,004 characters"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_name(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    path = write(tmp_path, name, content)
    with pytest.raises(SourceError, match=reason) as caught:
        load(path, shipped=False)
    assert str(caught.value).startswith(f"{path}: ")
    assert str(caught.value).endswith(".")


@pytest.mark.skipif(not Path("/proc/self/pagemap").exists(), reason="Linux has such files")
def test_a_file_without_an_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "endless.md").symlink_to("/proc/self/pagemap")
    with pytest.raises(SourceError, match="at most 10,000,000 are read"):
        load(tmp_path / "endless.md", shipped=False)


def test_a_missing_file_is_named_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"gone\.md cannot be read: No such file"):
        load(tmp_path / "gone.md", shipped=False)


# A document of the corpus.


def test_a_shipped_document_says_itself_what_it_is(corpus: Path) -> None:
    roadmap, _ = load(corpus / "roadmaps" / "soup.md", shipped=True)
    assert (roadmap.id, roadmap.kind, roadmap.basis, roadmap.work) == ("soup", "roadmap", "restated", "soup")
    assert (roadmap.author, roadmap.published, roadmap.aliases) == ("Ann Ladle", "2025-01-02", ("the soup path",))
    resource, _ = load(corpus / "resources" / "ladle-school.md", shipped=True)
    assert resource.resource is not None
    assert (resource.resource.teaches, resource.resource.named_by, resource.resource.cost) == (
        ("stock",),
        ("soup",),
        None,
    )


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("id: soup\n", "", "lacks id"),
        ("title: Soup Roadmap\nshort", "short", "lacks title"),
        ("kind: roadmap", "kind: recipe", "Its kind is recipe. Make it one of roadmap"),
        ("basis: restated", "basis: stolen", "Its basis is stolen"),
        ("aliases: [the soup path]", "aliases: the soup path", "Its aliases is not a list"),
        ("kind: roadmap", "kind: resource", "lacks form, level, teaches, needs, named_by, status"),
    ],
)
def test_a_shipped_document_with_incomplete_front_matter_is_refused(
    corpus: Path, old: str, new: str, reason: str
) -> None:
    path = corpus / "roadmaps" / "soup.md"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(FrontMatterError, match=reason):
        load(path, shipped=True)


def test_a_second_id_is_the_same_each_time_and_another_for_another_file() -> None:
    assert distinct("soup", "/a.md") == distinct("soup", "/a.md")
    assert distinct("soup", "/a.md") != distinct("soup", "/b.md")
