"""What nobody would send in good faith: malformed bodies, and whatever Schemathesis thinks of."""

import gzip
import http.client
import json
import os
import socket
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import schemathesis
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from serving import calling, kitchen_app, listening

from rag.service.keys import Keys
from rag.service.settings import ServiceSettings

PATHS = ("/v1/ask", "/v1/plan", "/v1/chat/completions")
CASES = int(os.environ.get("SCHEMATHESIS_CASES", "30"))  # for each operation

_QUESTION = b'"question": "What is stock?"'
_VALUES = {
    "a number that is none": b"NaN", "infinity": b"Infinity", "minus infinity": b"-Infinity",
    "a number too large": b"1e999", "a number too small": b"-1e999", "5,000 digits": b"9" * 5000,
    "a lone surrogate": b'"\\ud800"', "a surrogate the wrong way round": b'"\\udc00\\ud800"',
    "bad UTF-8": b'"\xff\xfe"', "an overlong form": b'"\xc0\xaf"', "a cut sequence": b'"\xe2\x82"',
    "NUL": b'"\\u0000"', "a raw NUL": b'"\x00"', "a raw line end": b'"a\nb"', "a bell": b'"\\u0007\\u0007\\u0007"',
    "nothing": b"null", "truth": b"true", "a list": b"[]", "an object": b"{}", "a fraction": b"1.5", "zero": b"0",
    "minus one": b"-1", "a huge integer": b"99999999999999999999", "text for a number": b'"10"',
    "4,001 characters": b'"' + b"x" * 4001 + b'"', "100,000 characters": b'"' + b"x" * 100_000 + b'"',
    "an escape that is none": b'"\\x41"', "an open text": b'"abc', "single quotes": b"'abc'", "a hexadecimal": b"0x10",
    "a leading zero": b"012", "a plus sign": b"+1", "an undefined": b"undefined",
}  # fmt: skip
_BODIES = {
    "no body": b"", "white space": b"  \n", "an open object": b"{", "a closed one": b"}", "a list": b"[]",
    "a text": b'"text"', "a number": b"1", "nothing": b"null", "two values": b"{} {}", "a comma too many": b'{"a": 1,}',
    "a comment": b"{/* c */}", "a key that is none": b"{1: 2}", "a BOM": b"\xef\xbb\xbf{}",
    "UTF-16": '{"question": "x"}'.encode("utf-16"), "UTF-32": '{"question": "x"}'.encode("utf-32"),
    "200,000 lists": b"[" * 200_000, "100,000 nested objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "duplicate keys": b'{"question": "a", "question": 5}', "an unknown field": b'{"zzz": 1, ' + _QUESTION + b"}",
    "a prototype": b'{"__proto__": {}, "constructor": 1}', "a form": b"question=stock&k=1", "XML": b"<a/>",
    "noise": bytes(range(256)) * 8, "a long key": b'{"' + b"k" * 200_000 + b'": 1}',
}  # fmt: skip
_SENT = {
    **{f"{name} as a value": b'{"question": %b, "k": %b, "hours": %b, "messages": %b, "model": "waymark"}'
       % (value, value, value, value) for name, value in _VALUES.items()},
    **_BODIES,
}  # fmt: skip
_READABLE = ("a BOM", "UTF-16", "UTF-32")  # which say how they are to be read
_RAW = ("a Content-Length too small", "one too large", "one that is none", "two of them", "gzip that is not told")
_RAW += ("gzip", "257 KB", "257 KB in chunks", "a wrong media type")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with listening(kitchen_app(tmp_path_factory.mktemp("home"))) as url:
        yield url


def test_there_are_sixty_of_them() -> None:
    assert len(_SENT) + len(_RAW) >= 60


@pytest.mark.parametrize("path", PATHS)
def test_a_malformed_body_is_refused_in_json_and_never_repeated(tmp_path: Path, path: str) -> None:
    with calling(kitchen_app(tmp_path)) as client:
        for name, body in _SENT.items():
            response = client.post(path, content=body, headers={"Content-Type": "application/json"})
            if name in _READABLE and response.status_code == 200:
                continue
            assert 400 <= response.status_code < 500, (name, response.status_code)
            error = response.json()["error"]
            assert error["message"], name
            assert not any(sent in response.text for sent in ("zzz", "__proto__", "xxxx", "kkkk", "0x10")), name


def exchanged(url: str, path: str, head: str, body: bytes) -> tuple[int, bytes]:
    """The status and the body with which the service answers what is written to its socket as it is."""
    parts = urlsplit(url)
    with socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=20) as connection:
        connection.sendall(f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{head}\r\n".encode())
        with suppress(OSError):  # refused before all of it was sent
            connection.sendall(body)
        with closing(http.client.HTTPResponse(connection)) as response:
            response.begin()
            return response.status, response.read()


@pytest.mark.parametrize("path", PATHS)
def test_what_is_wrong_with_the_way_a_body_is_sent_is_refused(url: str, path: str) -> None:
    body, json_type = b'{"question": "What is stock?"}', "Content-Type: application/json\r\n"
    bomb, large = gzip.compress(b" " * 50_000_000), b'{"question": "' + b"x" * 263_000 + b'"}'
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(large), large)
    sent = {
        "a Content-Length too small": (f"{json_type}Content-Length: 5\r\n", body),
        "one that is none": (f"{json_type}Content-Length: many\r\n", body),
        "two of them": (f"{json_type}Content-Length: 5\r\nContent-Length: 6\r\n", body),
        "gzip": (f"{json_type}Content-Encoding: gzip\r\nContent-Length: {len(bomb)}\r\n", bomb),
        "gzip that is not told": (f"{json_type}Content-Length: {len(bomb)}\r\n", bomb),
        "257 KB": (f"{json_type}Content-Length: {len(large)}\r\n", large),
        "257 KB in chunks": (f"{json_type}Transfer-Encoding: chunked\r\n", chunked),
        "a wrong media type": (f"Content-Type: text/plain\r\nContent-Length: {len(body)}\r\n", body),
    }
    for name, (head, content) in sent.items():
        status, answered = exchanged(url, path, head, content)
        assert 400 <= status < 500, (name, status)
        if name not in {"one that is none", "two of them"}:  # which the HTTP parser refuses in words of its own
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
