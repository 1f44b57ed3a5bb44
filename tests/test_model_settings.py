"""The settings of a language model, and who is opened with one."""

from pathlib import Path
from typing import Any

import pytest
from commands import fake_parts
from endpoint import SECRET, Endpoint
from fakes import FakeAssistant
from pydantic import SecretStr

from ingest.errors import SettingsError
from rag.deadlines import Deadlines
from rag.llm import LanguageModel
from rag.settings import ModelSettings, read_model_settings


def test_prices_are_two_numbers_and_patience_stretches_the_deadlines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYMARK_PRICES", "0.15, 0.60")
    monkeypatch.setenv("WAYMARK_PATIENCE", "4")
    settings = read_model_settings()
    assert settings.waymark_prices == (0.15, 0.6)
    assert LanguageModel(settings).deadlines == Deadlines(12, 40, 60, 240, 20, 8)


@pytest.mark.parametrize(
    ("name", "value"),
    [("WAYMARK_PRICES", "cheap"), ("WAYMARK_PRICES", "1"), ("WAYMARK_PATIENCE", "soon"), ("WAYMARK_PATIENCE", "0"),
     ("WAYMARK_PATIENCE", "nan")],
)  # fmt: skip
def test_a_value_that_makes_no_sense_is_named_with_its_setting(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"{name} is not usable: .*Correct or unset it") as raised:
        read_model_settings()
    assert SECRET not in str(raised.value)


def test_commands_open_the_assistant_with_the_model_that_the_environment_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[Any, ...]] = []

    def open_assistant(*arguments: Any) -> FakeAssistant:
        opened.append(arguments[1:])
        return FakeAssistant()

    parts = fake_parts(tmp_path, open_assistant=open_assistant)
    parts.assistant()
    for name, value in Endpoint(url="http://127.0.0.1:9/v1").environment.items():
        monkeypatch.setenv(name, value)
    parts.assistant()
    expected = ModelSettings(
        openai_base_url="http://127.0.0.1:9/v1", openai_api_key=SecretStr(SECRET), waymark_model="tiny"
    )
    assert opened == [(), (expected,)]
