import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from chroma import free_port
from commands import fake_parts, run
from endpoint import SECRET, Endpoint, serving

from ingest.embed import FORM, ModelCard, model_folder, what_to_teach
from ingest.errors import NoIndexError, SettingsError
from ingest.settings import Settings


def card(settings: Settings) -> ModelCard:
    """The card of an export that this version made."""
    name = settings.embedder
    return ModelCard(name, "", dimension=384, most_pieces=256, taught=what_to_teach(name), form=FORM)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with an exported model in it."""
    settings = Settings(home=tmp_path)
    folder = model_folder(settings.models, settings.embedder)
    folder.mkdir(parents=True)
    (folder / "model.onnx").write_bytes(b"")
    card(settings).write(folder)
    return tmp_path


def findings(home: Path, status: int, **changes: Any) -> dict[str, Any]:
    result = run(fake_parts(home, **changes), "doctor", "--json")
    assert result.exit_code == status
    data = json.loads(result.stdout)
    assert data["ok"] is (status == 0)
    return {f["name"]: f for f in data["findings"]}


def test_a_sound_installation_needs_nothing(home: Path) -> None:
    found = findings(home, 0)
    assert found["waymark"]["value"] == "0.1.0"
    assert "chromadb 1." in found["packages"]["value"]
    assert found["home"]["value"].startswith(f"{home}, there, writable")
    assert "documents 3, passages 4" in found["index"]["value"]
    assert run(fake_parts(home), "doctor").stdout.splitlines()[-1] == "Nothing needs doing."


def test_a_missing_index_names_the_command_that_builds_it(home: Path) -> None:
    def no_index(_settings: Settings) -> None:
        raise NoIndexError("There is no index yet. Run `waymark ingest` to build it.")

    assert (
        findings(home, 1, open_assistant=no_index)["index"]["remedy"]
        == "There is no index yet. Run `waymark ingest` to build it."
    )
    result = run(fake_parts(home, open_assistant=no_index), "doctor")
    assert "index: not usable\n    There is no index yet. Run `waymark ingest` to build it.\n" in result.stdout
    assert "Nothing needs doing" not in result.stdout


def test_an_index_that_breaks_its_library_is_reported_and_not_raised(home: Path) -> None:
    def broken(_settings: Settings) -> None:
        raise RuntimeError("database disk image is malformed")

    found = findings(home, 1, open_assistant=broken)["index"]
    assert found["value"] == "cannot be opened (RuntimeError: database disk image is malformed)"
    assert found["remedy"] == "Run `waymark ingest --rebuild`."


def test_a_model_that_another_version_exported_is_to_be_exported_anew(home: Path) -> None:
    settings = Settings(home=home)
    replace(card(settings), form=FORM - 1).write(model_folder(settings.models, settings.embedder))
    found = findings(home, 1)["model"]
    assert found["value"].endswith("exported by another Waymark")
    assert found["remedy"] == "Run `waymark ingest`."


def test_a_missing_model_is_exported_by_an_ingest(tmp_path: Path) -> None:
    assert findings(tmp_path, 1)["model"]["remedy"] == "Run `waymark ingest`, which exports it."


def test_settings_that_make_no_sense_are_a_finding(home: Path) -> None:
    def unusable() -> Settings:
        raise SettingsError("WAYMARK_CORPUS names /nowhere, which is not a folder.")

    assert (
        findings(home, 1, read_settings=unusable)["settings"]["remedy"]
        == "WAYMARK_CORPUS names /nowhere, which is not a folder."
    )


def test_a_home_that_cannot_be_made_is_a_finding(home: Path) -> None:
    (home / "file").write_text("", encoding="utf-8")
    found = findings(home, 1, read_settings=lambda: Settings(home=home / "file"))["home"]
    assert "not writable" in found["value"]
    assert "WAYMARK_HOME" in found["remedy"]


def test_a_corpus_without_documents_is_a_finding(home: Path) -> None:
    (home / "corpus").mkdir()
    found = findings(home, 1, read_settings=lambda: Settings(home=home, corpus=home / "corpus"))["corpus"]
    assert found["value"] == f"{home / 'corpus'}, 0 documents"
    assert "WAYMARK_CORPUS" in found["remedy"]


def test_a_key_is_never_printed(home: Path) -> None:
    for arguments in (["doctor"], ["doctor", "--json"]):
        result = run(fake_parts(home), *arguments, OPENAI_API_KEY="sk-secret")
        assert "secret" not in result.output
        assert "OPENAI_API_KEY" in result.output
    assert "OPENAI_API_KEY: set" in run(fake_parts(home), "doctor", OPENAI_API_KEY="sk-secret").stdout
    assert "OPENAI_API_KEY: not set" in run(fake_parts(home), "doctor", OPENAI_API_KEY="").stdout


def test_a_language_model_is_asked_whether_it_is_there(home: Path) -> None:
    assert findings(home, 0)["language model"]["value"] == "none set; answers are in Waymark's own words"
    with serving(Endpoint()) as endpoint:
        result = run(fake_parts(home), "doctor", "--json", **endpoint.environment)
        endpoint.status = 401
        broken = run(fake_parts(home), "doctor", **endpoint.environment)
    assert {"name": "language model", "value": "tiny, answers", "remedy": None} in json.loads(result.stdout)["findings"]
    assert "language model: tiny, does not answer" in broken.stdout
    assert "Check OPENAI_BASE_URL, OPENAI_API_KEY and WAYMARK_MODEL." in broken.stdout
    assert SECRET not in result.output + broken.output


def test_a_setting_of_the_language_model_that_makes_no_sense_is_a_finding(home: Path) -> None:
    result = run(fake_parts(home), "doctor", WAYMARK_PATIENCE="soon")
    assert result.exit_code == 1
    assert "WAYMARK_PATIENCE is not usable" in result.stdout


def test_a_chroma_server_and_a_shared_folder_are_looked_at_where_they_are_set(home: Path, tmp_path: Path) -> None:
    assert not {"chroma server", "shared folder"} & findings(home, 0).keys()
    url, folder = f"http://127.0.0.1:{free_port()}", tmp_path / "shared"
    settings = Settings(home=home, chroma_url=url, shared=str(folder))
    found = findings(home, 1, read_settings=lambda: settings)
    assert found["chroma server"]["value"] == f"{url}, not usable"
    assert found["chroma server"]["remedy"].startswith(f"The Chroma server at {url} cannot be reached. See that it")
    assert found["shared folder"] == {"name": "shared folder", "value": "no index there yet", "remedy": None}
    folder.mkdir()
    (folder / "current").write_text("nonsense")
    assert "names 'nonsense' as" in findings(home, 1, read_settings=lambda: settings)["shared folder"]["remedy"]
    (folder / "current").write_text("20250102T030405000000-abcdef01")
    shown = findings(home, 1, read_settings=lambda: settings)["shared folder"]["value"]
    assert shown == "the index in use there is 20250102T030405000000-abcdef01"
