"""A Chroma server, asked within bounds: whatever goes wrong with it becomes one named error."""

import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import TypedDict
from urllib.parse import urlsplit

import httpx
from chromadb.api.fastapi import FastAPI
from chromadb.config import Settings as ChromaSettings
from chromadb.config import System
from chromadb.errors import AuthorizationError, ChromaAuthError, NotFoundError, QuotaError, RateLimitError

from ingest.errors import DenseLegAwayError, SettingsError
from ingest.settings import Settings

_MOST_BYTES = 20_000_000  # of one response; the largest, a list of collections, has some thousand a collection
_MISSING, _NOT_LET_IN = "does not hold this index", "does not accept WAYMARK_CHROMA_TOKEN"
_LOOK = "See that it runs, or correct or unset WAYMARK_CHROMA_URL"
_ADVICE = {  # by how the server fails
    _MISSING: "Run `waymark ingest` to build it there, or correct or unset WAYMARK_CHROMA_URL",
    _NOT_LET_IN: "Correct it, or unset WAYMARK_CHROMA_URL",
    "has no database": "Make it, or correct WAYMARK_CHROMA_TENANT and WAYMARK_CHROMA_DATABASE",
}


class Place(TypedDict):
    """Where on the server collections are."""

    tenant: str
    database: str


class ChromaServer:
    """The server that `settings` name, each of whose answers has to be there within `patience` seconds.

    This is the layer below Chroma's `HttpClient`, which asks the server three things without a timeout when it is made,
    and makes whatever embedding function a collection names before it adds to it (CVE-2026-45829). This layer asks
    nothing by itself and sends vectors only.
    """

    def __init__(self, settings: Settings, patience: float) -> None:
        url = urlsplit(settings.chroma_url or "")
        token = settings.chroma_token
        self.url = settings.chroma_url
        self.place: Place = {"tenant": settings.chroma_tenant, "database": settings.chroma_database}
        system = System(
            ChromaSettings(
                anonymized_telemetry=False,
                chroma_api_impl="chromadb.api.fastapi.FastAPI",
                chroma_server_host=url.hostname,
                chroma_server_http_port=url.port or (443 if url.scheme == "https" else 80),
                chroma_server_ssl_enabled=url.scheme == "https",
                chroma_server_headers={"x-chroma-token": _header(token.get_secret_value())} if token else {},
            )
        )
        self._api = system.instance(FastAPI)
        self._session = self._api._session  # noqa: SLF001 - has no timeout, and Chroma offers no way to set one
        self._session.timeout = httpx.Timeout(patience)
        self._session.headers["Accept-Encoding"] = "identity"
        self._session.event_hooks = {"response": [lambda response: _look_at(response, patience)]}
        self._closing = weakref.finalize(self, self._session.close)

    @contextmanager
    def asked(self) -> Iterator[FastAPI]:
        """Chroma's interface, for calls with `place`; what fails in the block becomes DenseLegAwayError."""
        try:
            yield self._api
        except DenseLegAwayError:
            raise
        except Exception as error:  # noqa: BLE001 - Chroma raises bare Exceptions, and whatever an answer of another form leads to
            raise self.away(_how(error)) from None

    def away(self, how: str) -> DenseLegAwayError:
        """The error that says how the server fails."""
        what = next((advice for beginning, advice in _ADVICE.items() if how.startswith(beginning)), _LOOK)
        return DenseLegAwayError(f"The Chroma server at {self.url} {how}. {what}.", how)

    def refused(self, why: str) -> DenseLegAwayError:
        """The error that says why a collection on the server is not used."""
        return self.away(f"{_MISSING} as it was built: {why}")

    def close(self) -> None:
        """Let go of all connections, which happens without it too, once nobody has the server any more."""
        self._closing()


def _header(token: str) -> str:
    if not (token.isascii() and token.isprintable()):
        raise SettingsError("WAYMARK_CHROMA_TOKEN holds characters that no token has. Correct or unset it.")
    return token


class _NotLetInError(Exception):
    """The server, or a proxy before it, does not let us in."""


class _PackedError(Exception):
    """An answer is packed, which nobody asked for, and which may be a thousand times as long unpacked."""


_HOW: dict[type[Exception], str] = {
    httpx.TimeoutException: "takes too long to answer",
    httpx.TransportError: "cannot be reached",
    NotFoundError: _MISSING,
    AuthorizationError: _NOT_LET_IN,
    ChromaAuthError: _NOT_LET_IN,
    _NotLetInError: _NOT_LET_IN,
    QuotaError: "asks for fewer requests",
    RateLimitError: "asks for fewer requests",
}


def _how(error: Exception) -> str:
    """How the server failed, as the end of a sentence; what it sent is told to nobody."""
    return next((how for kind, how in _HOW.items() if isinstance(error, kind)), "answers with an error")


def _look_at(response: httpx.Response, seconds: float) -> None:
    """Refuse a response, or bound what is read of it: a hook of the HTTP client's, called before the body is read."""
    if response.status_code in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        raise _NotLetInError
    if response.headers.get("content-encoding", "identity") != "identity":
        raise _PackedError
    if isinstance(response.stream, httpx.SyncByteStream):
        response.stream = _Bounded(response.stream, seconds)


class _Bounded(httpx.SyncByteStream):
    """A response's body that has to end within `seconds`: a read timeout alone starts again with every byte."""

    def __init__(self, body: httpx.SyncByteStream, seconds: float) -> None:
        self._body = body
        self._until = time.monotonic() + seconds

    def __iter__(self) -> Iterator[bytes]:
        left = _MOST_BYTES
        for part in self._body:
            left -= len(part)
            if left < 0 or time.monotonic() > self._until:
                raise httpx.ReadTimeout("the answer does not end")
            yield part

    def close(self) -> None:
        self._body.close()
