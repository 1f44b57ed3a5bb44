"""Files of one's own: stored under a safe name, taken in by the usual ingest, and gone without a trace."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import IngestBusyError, SourceError
from ingest.load import MOST_BYTES
from ingest.pages import file_of
from ingest.records import Failure, IngestReport
from ingest.settings import Settings
from ingest.sources import read_remembered, write_remembered
from ui.files import OwnFiles, Upload, safe_name
from ui.job import Job

NOTES = Upload("notes.md", b"# Notes\n\nBroth.\n")


class FakeIngest:
    """Takes in every file but those that say "unreadable", and remembers them as the real one does; may be busy."""

    def __init__(self) -> None:
        self.is_busy = False
        self.calls: list[tuple[list[Path], list[Path]]] = []

    def __call__(
        self,
        settings: Settings,
        paths: Sequence[Path] = (),
        *,
        forget: Sequence[Path] = (),
        on_event: Callable[[dict[str, Any]], None],
    ) -> IngestReport:
        self.calls.append((list(paths), list(forget)))
        on_event({"stage": "read", "done": 1, "total": 2})
        if self.is_busy:
            raise IngestBusyError("Another ingest is at work. Try again when it is done.")
        bad = [path for path in paths if b"unreadable" in path.read_bytes()]
        kept = {*read_remembered(settings.remembered), *paths} - {*bad, *forget}
        write_remembered(settings.remembered, sorted(kept))
        failures = tuple(Failure(str(path), f"{path}: Nothing is left of it after cleaning.") for path in bad)
        return IngestReport("one", {}, {}, 0, {}, {}, failures, 0.1)


@pytest.fixture
def ingest() -> FakeIngest:
    return FakeIngest()


@pytest.fixture
def files(tmp_path: Path, ingest: FakeIngest) -> OwnFiles:
    return OwnFiles(Settings(home=tmp_path, corpus=tmp_path), ingest)


def kept_page(home: Path, url: str) -> Path:
    """Keeps a page that says its own address, as `ingest.pages.keep_page` does."""
    if "nowhere" in url:
        raise SourceError(f"{url}: there is no such host.")
    file = file_of(home, url)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\nurl: {url}\n---\n\n# Broth\n\n{'unreadable' if 'empty' in url else 'Simmer.'}\n")
    return file


@pytest.fixture
def with_pages(tmp_path: Path, ingest: FakeIngest) -> OwnFiles:
    return OwnFiles(Settings(home=tmp_path, corpus=tmp_path), ingest, kept_page)


def stored(tmp_path: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (tmp_path / "uploads").iterdir()}


def test_a_file_is_stored_for_its_owner_alone_and_taken_in(files: OwnFiles, tmp_path: Path) -> None:
    (told,) = files.add([NOTES])
    assert told.startswith("notes.md is in the index")
    assert files.names() == ["notes.md"]
    path = tmp_path / "uploads" / "notes.md"
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert read_remembered(tmp_path / "sources.json") == [path]


def test_a_file_that_cannot_be_read_is_told_of_and_not_kept_while_the_others_are(files: OwnFiles) -> None:
    told = files.add([Upload("bad.txt", b"unreadable"), NOTES, Upload("x.exe", b"")])
    assert told == [
        "x.exe was not added: Waymark reads md, markdown, txt, html, htm, pdf files.",
        "bad.txt was not added. bad.txt: Nothing is left of it after cleaning.",
        "notes.md is in the index: ask about it, and its words are cited like any other's.",
    ]
    assert files.names() == ["notes.md"]


def test_a_newer_file_of_the_same_name_takes_the_place_of_the_older(files: OwnFiles, tmp_path: Path) -> None:
    files.add([NOTES])
    files.add([Upload("notes.md", b"# Newer\n")])
    assert stored(tmp_path) == {"notes.md": b"# Newer\n"}


def test_when_no_index_was_built_everything_is_as_before(files: OwnFiles, ingest: FakeIngest, tmp_path: Path) -> None:
    files.add([NOTES])
    ingest.is_busy = True
    with pytest.raises(IngestBusyError):
        files.add([Upload("notes.md", b"newer"), Upload("more.md", b"more")])
    assert stored(tmp_path) == {"notes.md": NOTES.data}
    with pytest.raises(IngestBusyError):
        files.remove("notes.md")
    assert files.names() == ["notes.md"]


def test_a_removed_file_leaves_the_index_and_the_disk(files: OwnFiles, ingest: FakeIngest, tmp_path: Path) -> None:
    files.add([NOTES])
    assert files.remove("notes.md") == ["notes.md is removed: it is no longer searched, and the file is deleted."]
    assert ingest.calls[-1] == ([], [tmp_path / "uploads" / "notes.md"])
    assert files.names() == read_remembered(tmp_path / "sources.json") == []


def test_nothing_but_ones_own_files_can_be_removed(files: OwnFiles, tmp_path: Path) -> None:
    (tmp_path / "profile.json").write_text("{}", encoding="utf-8")
    for name in ("../profile.json", str(tmp_path / "profile.json"), "", "."):
        with pytest.raises(SourceError, match="There is no file"):
            files.remove(name)
    assert (tmp_path / "profile.json").exists()


@pytest.mark.parametrize(
    ("given", "stored_as"),
    [
        ("notes.md", "notes.md"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\My CV.PDF", "My CV.pdf"),
        ("..md", "document.md"),
        (".hidden.md", "hidden.md"),
        ("a\x00b<c>\n.txt", "a-b-c.txt"),
        ("résumé über.md", "résumé über.md"),
        ("x" * 400 + ".md", "x" * 150 + ".md"),
    ],
)
def test_a_name_leads_nowhere_else(given: str, stored_as: str) -> None:
    assert safe_name(Upload(given, b"")) == stored_as


def test_a_file_that_is_too_large_is_refused_with_its_size() -> None:
    with pytest.raises(SourceError, match=r"10,000,001 bytes"):
        safe_name(Upload("big.md", b"x" * (MOST_BYTES + 1)))


def test_work_tells_how_far_it_is_and_what_came_of_it(files: OwnFiles) -> None:
    files.start_adding([NOTES])
    assert files.job is not None
    files.job.wait(10)
    assert (files.job.is_running, files.job.failed, files.job.is_news) == (False, False, True)
    assert files.job.title == "Adding notes.md"
    assert files.job.stage.share == 0.5
    assert files.job.stage.words == "Reading: 1 of 2 documents"
    assert files.job.lines[0].startswith("notes.md is in the index")


def test_work_that_fails_ends_with_a_sentence_and_no_private_text(caplog: pytest.LogCaptureFixture) -> None:
    def fail(_note: object) -> list[str]:
        raise ZeroDivisionError("private")

    job = Job("Adding notes.md", fail)
    job.wait(10)
    assert job.failed
    assert job.lines == [
        "Something went wrong inside Waymark, and nothing was changed. Try again; the terminal names the error."
    ]
    assert "ZeroDivisionError" in caplog.text
    assert "private" not in caplog.text


def test_a_web_page_is_fetched_taken_in_and_listed_by_its_address(with_pages: OwnFiles, ingest: FakeIngest) -> None:
    (line,) = with_pages.add_page("https://example.org/broth")
    (name,) = with_pages.pages()
    assert with_pages.pages() == {name: "https://example.org/broth"}
    assert line.startswith(f"{name} is in the index")
    assert [[path.name for path in paths] for paths, _ in ingest.calls] == [[name]]


def test_a_web_page_is_removed_like_a_file(with_pages: OwnFiles, ingest: FakeIngest) -> None:
    with_pages.add_page("https://example.org/broth")
    (name,) = with_pages.pages()
    with_pages.remove(name)
    assert with_pages.pages() == {}
    assert [path.name for path in ingest.calls[-1][1]] == [name]


def test_a_web_page_that_says_nothing_or_cannot_be_fetched_leaves_nothing(with_pages: OwnFiles) -> None:
    (line,) = with_pages.add_page("https://example.org/empty")
    assert "was not added" in line
    with pytest.raises(SourceError, match="no such host"):
        with_pages.add_page("https://nowhere.example")
    with pytest.raises(SourceError, match="There is no web page at file"):
        with_pages.add_page("file:///etc/passwd")
    assert with_pages.pages() == {}


def test_no_web_page_is_fetched_unless_that_is_set(files: OwnFiles) -> None:
    assert not files.takes_pages
    with pytest.raises(SourceError, match="WAYMARK_WEB=on"):
        files.add_page("https://example.org/broth")
