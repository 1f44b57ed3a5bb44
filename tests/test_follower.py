import weakref
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import pipeline
from ingest.errors import DamagedIndexError, NoIndexError, StaleIndexError
from ingest.generation import current
from ingest.settings import Settings
from rag.assistant import Assistant
from rag.follower import Follower
from rag.heap import give_back
from rag.library import Library


def point(home: Path, name: str) -> None:
    """Bring the generation called `name` into use."""
    (home / "generations" / name).mkdir(parents=True, exist_ok=True)
    (home / "current").write_text(name, encoding="utf-8")


class Opening:
    """Opens any generation as the soup library, but fails on those that are `gone`, as the pointer moves to another."""

    def __init__(self, soup: Library, gone: dict[str, str] | None = None) -> None:
        self.soup, self.gone = soup, gone or {}
        self.opened: list[str] = []

    def __call__(self, folder: Path, settings: Settings) -> Library:
        self.opened.append(folder.name)
        if folder.name in self.gone:
            point(settings.home, self.gone[folder.name])
            raise DamagedIndexError(f"{folder.name} is gone")
        soup = self.soup
        contents = replace(soup.contents, manifest=replace(soup.contents.manifest, name=folder.name))
        return Library(contents, soup.dense, soup.keyword, soup.embedder)


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    """A home whose generation in use is called one."""
    point(tmp_path, "one")
    return Settings(home=tmp_path)


def test_without_an_index_there_is_nothing_to_follow(tmp_path: Path) -> None:
    with pytest.raises(NoIndexError):
        Follower(Settings(home=tmp_path))()


def test_a_generation_is_opened_once(home: Settings, soup: Library) -> None:
    opening = Opening(soup)
    follower = Follower(home, opening)
    assert follower() is follower()
    assert opening.opened == ["one"]


def test_the_pointer_is_followed_from_call_to_call(home: Settings, soup: Library) -> None:
    follower = Follower(home, Opening(soup))
    first = follower()
    point(home.home, "two")
    assert (first.contents.manifest.name, follower().contents.manifest.name) == ("one", "two")


def test_what_an_old_generation_took_is_given_back_once_it_is_left(home: Settings, soup: Library) -> None:
    left: list[str] = []
    follower = Follower(home, Opening(soup), lambda: left.append("one"))
    follower()
    follower()
    assert left == []
    point(home.home, "two")
    follower()
    follower()
    assert left == ["one"]


def test_giving_back_collects_what_is_held_in_circles() -> None:
    circle = Opening.__new__(Opening)
    circle.soup = circle  # type: ignore[assignment] # a circle
    gone = weakref.ref(circle)
    del circle
    give_back()
    assert gone() is None


def test_a_generation_removed_while_it_is_opened_is_tried_again_as_the_next(home: Settings, soup: Library) -> None:
    opening = Opening(soup, gone={"one": "two", "two": "three"})
    assert Follower(home, opening)().contents.manifest.name == "three"
    assert opening.opened == ["one", "two", "three"]


def test_a_broken_generation_in_use_is_named_at_once(home: Settings, soup: Library) -> None:
    opening = Opening(soup, gone={"one": "one"})
    with pytest.raises(DamagedIndexError, match="one is gone"):
        Follower(home, opening)()
    assert opening.opened == ["one"]


def test_an_older_generation_that_is_whole_stands_in_for_a_damaged_one_and_says_so(
    home: Settings, soup: Library, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("two", "three"):
        point(home.home, name)
    follower = Follower(home, Opening(soup, gone={"three": "three"}))
    library = follower()
    assert library.contents.manifest.name == "two"
    assert library.notice == Assistant(follower).ask("What is stock?").degraded
    assert "newest whole one gave this answer; `waymark ingest` builds it anew" in library.notice
    assert [record.reason for record in caplog.records] == ["three is gone"]
    assert follower() is library
    point(home.home, "four")
    assert (follower().contents.manifest.name, follower().notice) == ("four", None)


def test_a_generation_that_comes_after_the_pointer_takes_over_from_the_one_that_stood_in(
    home: Settings, soup: Library
) -> None:
    (home.home / "current").write_text("two", encoding="utf-8")
    follower = Follower(home, Opening(soup))
    stood_in = follower()
    assert (stood_in.contents.manifest.name, follower() is stood_in) == ("one", True)
    (home.home / "generations" / "two").mkdir()
    assert (follower().contents.manifest.name, follower().notice) == ("two", None)


@pytest.mark.parametrize("pointer", [None, b"\xff", b"nowhere"])
def test_without_a_pointer_the_newest_generation_that_is_whole_answers(
    home: Settings, soup: Library, pointer: bytes | None
) -> None:
    point(home.home, "two")
    if pointer is None:
        (home.home / "current").unlink()
    else:
        (home.home / "current").write_bytes(pointer)
    library = Follower(home, Opening(soup))()
    assert (library.contents.manifest.name, bool(library.notice)) == ("two", True)


def test_an_older_generation_does_not_stand_in_for_one_of_another_embedder(home: Settings, soup: Library) -> None:
    def stale(folder: Path, settings: Settings) -> Library:
        if folder.name == "two":
            raise StaleIndexError("built with another embedder")
        return Opening(soup)(folder, settings)

    point(home.home, "two")
    with pytest.raises(StaleIndexError):
        Follower(home, stale)()


def test_an_index_that_never_rests_is_given_up(home: Settings, soup: Library) -> None:
    opening = Opening(soup, gone={"one": "two", "two": "one"})
    with pytest.raises(DamagedIndexError, match="changes faster than it can be opened"):
        Follower(home, opening)()
    assert len(opening.opened) == 5


@pytest.mark.slow
def test_a_real_index_is_followed_and_the_old_one_still_answers(settings: Settings) -> None:
    pipeline.ingest(settings)
    follower = Follower(settings)
    old = follower()
    path = settings.corpus / "roadmaps" / "soup.md"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n- Serving, tool: a ladle.\n", encoding="utf-8")
    pipeline.ingest(settings)
    new = follower()
    assert new.contents.manifest.name == current(settings.home).name
    assert any("ladle" in fact.content for fact in new.facts_of["soup"])
    assert old.dense.search(old.contents.vectors[0], 1)
