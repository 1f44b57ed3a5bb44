from pathlib import Path

import pytest
from pydantic import SecretStr

from ingest.errors import SettingsError
from ingest.request import Request
from ingest.settings import SHIPPED_CORPUS, Settings, read_settings


def test_settings_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WAYMARK_HOME", "~/way")
    monkeypatch.setenv("WAYMARK_CORPUS", "")
    monkeypatch.setenv("WAYMARK_EMBEDDER", "other")
    settings = read_settings()
    assert (settings.home, settings.corpus, settings.embedder) == (Path.home() / "way", SHIPPED_CORPUS, "other")
    assert Settings(home=Path("here")).home == tmp_path / "here"


def test_a_corpus_that_is_no_folder_is_named_with_its_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYMARK_CORPUS", str(tmp_path / "nothing"))
    with pytest.raises(SettingsError, match=r"WAYMARK_CORPUS names .*nothing, which is not a folder"):
        read_settings()


@pytest.mark.parametrize("url", ["chroma:8001", "ftp://chroma", "http://", "http://chroma/path", "http://chroma?x=1"])
def test_the_address_of_a_chroma_server_is_a_host_and_a_port(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYMARK_CHROMA_URL", url)
    with pytest.raises(SettingsError, match=r"WAYMARK_CHROMA_URL is not usable: .*http://HOST:PORT"):
        read_settings()


def test_a_secret_in_the_address_is_refused_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYMARK_CHROMA_URL", "https://me:hush@chroma")
    with pytest.raises(SettingsError, match="belongs into WAYMARK_CHROMA_TOKEN") as failure:
        read_settings()
    assert "hush" not in str(failure.value)


def test_the_settings_of_a_server_reach_the_builder_and_its_token_no_log(tmp_path: Path) -> None:
    token = SecretStr("hush")
    settings = Settings(home=tmp_path, chroma_url="https://chroma:8001/", chroma_token=token, shared="s3://bucket/it")
    read = Request.from_line(Request(settings).to_line()).settings
    assert read == settings
    assert (read.chroma_url, read.shared) == ("https://chroma:8001", "s3://bucket/it")
    assert read.chroma_token
    assert read.chroma_token.get_secret_value() == "hush"
    assert "hush" not in repr(settings)
    assert Request.from_line(Request(Settings(home=tmp_path)).to_line()).settings == Settings(home=tmp_path)


def test_a_shared_folder_is_the_same_for_every_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings(shared="here").shared == str(tmp_path / "here")
