"""What nobody would send in good faith: malformed bodies, and whatever Schemathesis thinks of."""

import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import schemathesis
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from raw_bodies import BY_THE_PARSER, PATHS, READABLE, SENT, exchanged, raw
from serving import calling, kitchen_app, listening

from rag.service.keys import Keys
from rag.service.settings import ServiceSettings

CASES = int(os.environ.get("SCHEMATHESIS_CASES", "30"))  # for each operation


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with listening(kitchen_app(tmp_path_factory.mktemp("home"))) as url:
        yield url


def test_there_are_sixty_of_them() -> None:
    assert len(SENT) + len(raw()) >= 60


@pytest.mark.parametrize("path", PATHS)
def test_a_malformed_body_is_refused_in_json_and_never_repeated(tmp_path: Path, path: str) -> None:
    with calling(kitchen_app(tmp_path)) as client:
        for name, body in SENT.items():
            response = client.post(path, content=body, headers={"Content-Type": "application/json"})
            if name in READABLE and response.status_code == 200:
                continue
            assert 400 <= response.status_code < 500, (name, response.status_code)
            error = response.json()["error"]
            assert error["message"], name
            assert not any(sent in response.text for sent in ("zzz", "__proto__", "xxxx", "kkkk", "0x10")), name


@pytest.mark.parametrize("path", PATHS)
def test_what_is_wrong_with_the_way_a_body_is_sent_is_refused(url: str, path: str) -> None:
    for name, (head, content) in raw().items():
        status, answered = exchanged(url, path, head, content)
        assert 400 <= status < 500, (name, status)
        if name not in BY_THE_PARSER:
            assert json.loads(answered)["error"]["message"], name
        if name.startswith("257"):
            assert status == 413


def test_a_body_that_never_comes_holds_no_place(url: str) -> None:
    parts = urlsplit(url)
    with socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=20) as connection:
        connection.sendall(b"POST /v1/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500\r\n\r\n{")
    status, _ = exchanged(url, "/v1/ask", "Content-Type: application/json\r\nContent-Length: 2\r\n", b"{}")
    assert status == 422


# What Schemathesis makes of the OpenAPI document, in which every operation needs a key.


class _Served:
    """The service that is called: with a key, on a socket."""

    url: str
    key: str


@pytest.fixture(scope="module", autouse=True)
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    home = tmp_path_factory.mktemp("home")
    keys = Keys(home / "keys.json")
    _Served.key = keys.make("fuzz")
    with listening(kitchen_app(home, keys=keys, settings=ServiceSettings(rate=1_000_000))) as _Served.url:
        yield


def _document() -> dict[str, Any]:
    return kitchen_app(Path("unused"), keys=Keys(Path("unused"))).openapi()


schema = schemathesis.openapi.from_dict(_document())


@pytest.mark.slow
@schema.parametrize()
@hypothesis_settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_fails_the_service_or_breaks_its_schema(case: schemathesis.Case) -> None:
    response = case.call(base_url=_Served.url, headers={"Authorization": f"Bearer {_Served.key}"})
    if response.status_code != 413:  # which Schemathesis does not count as a refusal
        case.validate_response(response)
