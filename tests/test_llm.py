import logging
import traceback

import pytest
from endpoint import SECRET, Endpoint, serving
from pydantic import SecretStr

from ingest.errors import SettingsError
from rag.errors import ModelError
from rag.llm import LanguageModel, open_model
from rag.settings import ModelSettings


def settings(endpoint: Endpoint) -> ModelSettings:
    return ModelSettings(openai_base_url=endpoint.url, openai_api_key=SecretStr(SECRET), waymark_model="tiny")


def test_a_prompt_is_completed_by_the_model_that_the_settings_name() -> None:
    with serving(Endpoint(reply=lambda prompt: prompt.upper())) as endpoint:
        assert LanguageModel(settings(endpoint)).complete("Shout.", "hello") == "HELLO"
    (request,) = endpoint.requests
    assert (request["model"], endpoint.keys) == ("tiny", [SECRET])
    assert [m["content"] for m in request["messages"]] == ["Shout.", "hello"]


def test_a_local_endpoint_needs_no_key() -> None:
    with serving(Endpoint()) as endpoint:
        model = open_model(ModelSettings(openai_base_url=endpoint.url, openai_api_key=None, waymark_model="tiny"))
        assert model is not None
        assert (model.name, model.complete("", "hello")) == ("tiny", "Yes.")


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        pytest.param(Endpoint(status=401), "answered with the status 401", id="wrong_key"),
        pytest.param(Endpoint(status=404), "answered with the status 404", id="unknown_model"),
        pytest.param(Endpoint(silent=True), "took longer than 0.5 seconds", id="silence"),
        pytest.param(Endpoint(body=b"<html>"), "did not answer in the form", id="no_json"),
        pytest.param(Endpoint(body=b"[]"), "did not answer in the form", id="other_json"),
        pytest.param(Endpoint(body=b'{"choices": []}'), "did not answer in the form", id="no_choice"),
        pytest.param(Endpoint(body=b'{"choices": [{"message": null}]}'), "did not answer in the form", id="no_message"),
        pytest.param(Endpoint(reply=lambda _: ""), "did not answer in the form", id="no_words"),
    ],
)
def test_an_endpoint_that_fails_is_named_without_its_key(
    broken: Endpoint, says: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(broken), pytest.raises(ModelError, match=f"The language model tiny at 127.0.0.1 {says}") as raised:
        LanguageModel(settings(broken), seconds=0.5 if broken.silent else 20).complete("", "hello")
    told = "".join(traceback.format_exception(raised.value)) + caplog.text
    assert SECRET not in told


def test_an_endpoint_that_is_not_there_is_named() -> None:
    with serving(Endpoint()) as endpoint:
        pass
    with pytest.raises(ModelError, match=r"The language model tiny at 127\.0\.0\.1 cannot be reached"):
        LanguageModel(settings(endpoint), seconds=20).complete("", "hello")


@pytest.mark.parametrize(
    "given",
    [
        {"OPENAI_API_KEY": SECRET},
        {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"},
        {"WAYMARK_MODEL": "tiny"},
        {"WAYMARK_MODEL": "tiny", "OPENAI_API_KEY": ""},
    ],
)
def test_without_a_model_and_a_way_to_it_nothing_is_asked(
    given: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "WAYMARK_MODEL"):
        monkeypatch.setenv(name, given.get(name, ""))
    assert open_model(ModelSettings()) is None


@pytest.mark.parametrize("url", ["127.0.0.1:8000", "ftp://host/v1", "http://", "http://[", "http://host:port/v1"])
def test_an_address_that_is_none_is_named_with_its_setting(url: str) -> None:
    with pytest.raises(SettingsError, match="OPENAI_BASE_URL is not an address"):
        ModelSettings(openai_base_url=url)


def test_a_key_is_not_shown_with_the_settings() -> None:
    assert SECRET not in repr(ModelSettings(openai_api_key=SecretStr(SECRET)))
