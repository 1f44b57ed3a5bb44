from pathlib import Path

import pytest

from ingest.errors import SettingsError
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
