import json
import shutil
import time
from pathlib import Path

import pytest
from commands import FakeIngest, fake_parts
from soup import write_edition

from ingest.build import build
from ingest.embed import model_folder
from ingest.errors import (
    DamagedIndexError,
    IngestFailedError,
    SettingsError,
    SharedFolderError,
    StaleIndexError,
)
from ingest.generation import in_use, load_contents
from ingest.pull import pull
from ingest.request import Request
from ingest.settings import Settings
from ingest.shared import SharedFolder, shared_folder
from rag.bootstrap import open_assistant
from ui.building import build_if_none


def ingest(settings: Settings) -> str:
    """Build in this process, and tell the name of the generation."""
    return build(Request(settings), lambda _event: None).generation


def folder_of(settings: Settings) -> SharedFolder:
    shared = shared_folder(settings)
    assert shared
    return shared


def another(settings: Settings, tmp_path: Path) -> Settings:
    """Another machine's settings: a home of its own without an index."""
    home = tmp_path / "another"
    home.mkdir()
    (home / "models").symlink_to(settings.models, target_is_directory=True)
    return settings.model_copy(update={"home": home})


@pytest.fixture
def publisher(settings: Settings, tmp_path: Path) -> Settings:
    return settings.model_copy(update={"shared": str(tmp_path / "shared")})


def test_an_address_that_cannot_be_opened_is_named_with_its_package(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"WAYMARK_SHARED names s3://bucket/it, .*s3fs"):
        SharedFolder("s3://bucket/it", tmp_path)
    with pytest.raises(SettingsError, match=r"names nonsense://host, which cannot be opened") as failure:
        SharedFolder("nonsense://user:word@host", tmp_path)
    assert "word" not in str(failure.value)


def test_a_folder_that_is_gone_or_holds_something_else_is_named(tmp_path: Path) -> None:
    shared = SharedFolder(str(tmp_path), tmp_path)
    assert shared.in_use() is None
    (tmp_path / "current").write_text("../../etc")
    with pytest.raises(SharedFolderError, match=r"names '\.\./\.\./etc' as the index in use"):
        shared.in_use()
    (tmp_path / "current").unlink()
    (tmp_path / "current").mkdir()
    with pytest.raises(SharedFolderError, match=r"cannot be used \(Is a directory\)"):
        shared.in_use()


@pytest.mark.slow
def test_another_machine_follows_and_answers_alike(publisher: Settings, tmp_path: Path) -> None:
    first = ingest(publisher)
    replica = another(publisher, tmp_path)
    assert pull(replica, folder_of(replica))
    assert in_use(replica.home) == first
    assert not pull(replica, folder_of(replica))
    here, there = open_assistant(publisher), open_assistant(replica)
    assert here.ask("What is stock?").text == there.ask("What is stock?").text
    write_edition(publisher.corpus, 1)
    second = ingest(publisher)
    until = time.monotonic() + 5  # by a thread of its own, which looks once a second
    while there.about()["generation"] != second:
        assert time.monotonic() < until
        time.sleep(0.02)
    assert "Edition 1" in there.search("simmer bones", 1)[0].chunk.text
    assert {path.name for path in (tmp_path / "shared").iterdir()} == {"generations", "current"}


@pytest.mark.slow
def test_a_copy_that_is_altered_or_foreign_is_not_used(publisher: Settings, tmp_path: Path) -> None:
    first = ingest(publisher)
    replica = another(publisher, tmp_path)
    pull(replica, folder_of(replica))
    write_edition(publisher.corpus, 1)
    second = ingest(publisher)
    copy = tmp_path / "shared" / "generations" / second
    whole = (copy / "documents.json").read_bytes()
    (copy / "documents.json").write_bytes(whole[:-2])
    with pytest.raises(DamagedIndexError, match=r"documents\.json is missing or altered"):
        pull(replica, folder_of(replica))
    (copy / "documents.json").unlink()
    with pytest.raises(SharedFolderError, match=r"cannot be used \(FileNotFoundError\)"):
        pull(replica, folder_of(replica))
    (copy / "documents.json").write_bytes(whole)
    manifest = json.loads((copy / "manifest.json").read_text())
    foreign = {**manifest, "checksums": {**manifest["checksums"], "../../../mine": "0"}}
    (copy / "manifest.json").write_text(json.dumps(foreign))
    with pytest.raises(DamagedIndexError, match=r"names the file '\.\./\.\./\.\./mine'"):
        pull(replica, folder_of(replica))
    (copy / "manifest.json").write_text(json.dumps({**manifest, "schema": 99}))
    with pytest.raises(StaleIndexError):
        pull(replica, folder_of(replica))
    assert in_use(replica.home) == first
    assert not list((replica.home / "generations").glob(".*"))


@pytest.mark.slow
def test_an_index_of_another_model_is_left_where_it_is(publisher: Settings, tmp_path: Path) -> None:
    ingest(publisher)
    replica = another(publisher, tmp_path).model_copy(update={"embedder": "another/model"})
    with pytest.raises(StaleIndexError, match="WAYMARK_EMBEDDER asks for another/model"):
        pull(replica, folder_of(replica))
    assert in_use(replica.home) is None
    assert not model_folder(replica.models, "another/model").exists()


@pytest.mark.slow
def test_who_publishes_second_gives_way_and_goes_on_from_the_first(publisher: Settings, tmp_path: Path) -> None:
    ingest(publisher)
    other = another(publisher, tmp_path)
    shared = folder_of(other)
    pull(other, shared)
    write_edition(publisher.corpus, 1)
    faster = ingest(publisher)
    with pytest.raises(IngestFailedError, match=f"Another machine brought the index {faster} into use"):
        shared.publish("20990101T000000000000-abcdef01")
    assert shared.in_use() == faster
    assert ingest(other) == faster  # brought here, and found unchanged
    assert load_contents(other.home / "generations" / faster).manifest.name == faster


@pytest.mark.slow
def test_a_shared_folder_that_was_lost_is_filled_again(publisher: Settings, tmp_path: Path) -> None:
    first = ingest(publisher)
    shutil.rmtree(tmp_path / "shared")
    second = ingest(publisher)
    assert (second != first, folder_of(publisher).in_use()) == (True, second)


@pytest.mark.slow
def test_a_machine_without_an_index_gets_the_shared_one_before_it_serves(publisher: Settings, tmp_path: Path) -> None:
    name = ingest(publisher)
    replica, builder = another(publisher, tmp_path), FakeIngest()
    build_if_none(fake_parts(replica.home, ingest=builder), replica)
    assert (in_use(replica.home), builder.asked) == (name, [])
