from pathlib import Path

import pytest

from ingest.errors import SettingsError, SourceError
from ingest.sources import read_remembered, wanted, write_remembered

A, B, C = Path("/a"), Path("/b"), Path("/c")


def test_remembered_paths_come_back_in_order(tmp_path: Path) -> None:
    file = tmp_path / "sources.json"
    assert read_remembered(file) == []
    write_remembered(file, [B, A, Path("/odd\udcff")])
    write_remembered(file, [B, A, Path("/odd\udcff")])
    assert read_remembered(file) == [B, A, Path("/odd\udcff")]
    assert [p.name for p in tmp_path.iterdir()] == ["sources.json"]


@pytest.mark.parametrize("content", [b"[", b"{}", b"[1]", b"\xff", b""])
def test_an_unreadable_list_is_named(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "sources.json"
    file.write_bytes(content)
    with pytest.raises(SettingsError, match=r"sources\.json, the list of the paths you added, is unreadable"):
        read_remembered(file)


def test_new_paths_come_after_remembered_ones_each_once() -> None:
    assert wanted([A, B], [C, A, C], []) == [A, B, C]


def test_forgotten_paths_are_left_out_even_if_named_again() -> None:
    assert wanted([A, B], [A], [A]) == [B]


def test_a_path_that_was_never_added_cannot_be_forgotten() -> None:
    with pytest.raises(SourceError, match=r"/c is not among the paths you added.*Those are: /a, /b\."):
        wanted([A, B], [], [C])
    with pytest.raises(SourceError, match="Those are: none"):
        wanted([], [], [C])
