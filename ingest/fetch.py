"""Fetching one page of the public internet, and nothing else.

What a name leads to is decided when the connection is made, on the address that is then connected to, for every hop.
"""

import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from ssl import SSLContext
from threading import Thread
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import httpcore2

from ingest.addresses import Resolve, is_public, resolve
from ingest.errors import FetchError, GoneError

MOST_BYTES = 10_000_000
SECONDS = 15.0  # for all hops together
MOST_HOPS = 3  # redirects that are followed
SUFFIXES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/markdown": ".md",
    "application/pdf": ".pdf",
}  # fmt: skip

_REDIRECTS = {301, 302, 303, 307, 308}
_GONE = {404, 410}
_PORTS = {"http": 80, "https": 443}
_NO_ADDRESS = "It is no address of a web page. Name one that begins with https:// or http://."
_HEADERS = {
    "User-Agent": "Waymark (reads a page that its user named)",
    "Accept": ", ".join(SUFFIXES),
    "Accept-Encoding": "identity",  # what is packed may be a thousand times as long unpacked
}


@dataclass(frozen=True, slots=True)
class Page:
    """What was fetched: the address where it was found in the end, the suffix of its kind, and its bytes."""

    url: str
    suffix: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Network:
    """How names are resolved, and how an address is connected to; tests bring their own."""

    resolve: Resolve = resolve
    dial: httpcore2.NetworkBackend = field(default_factory=httpcore2.SyncBackend)


def fetch(url: str, network: Network | None = None, seconds: float = SECONDS) -> Page:
    """The page at `url`; raises FetchError saying what was wrong with it, and never connects to a private address."""
    guarded = _Guarded(network or Network(), time.monotonic() + seconds)
    try:
        for _ in range(MOST_HOPS + 1):
            found = _one_hop(url, guarded)
            if isinstance(found, Page):
                return found
            url = found
    except httpcore2.TimeoutException:
        raise FetchError(
            f"It took longer than {seconds:.0f} seconds. Try again, or save the page and name the file."
        ) from None
    except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError) as error:
        why = " ".join(str(error).split())[:200] or type(error).__name__
        raise FetchError(f"It cannot be reached ({why}). Check the address and the connection.") from None
    raise FetchError(f"It leads on more than {MOST_HOPS} times. Name the address at which it ends.")


def _one_hop(url: str, network: "_Guarded") -> Page | str:
    """The page at `url`, or the address to which it leads on."""
    target = _target(url)
    with (
        httpcore2.ConnectionPool(network_backend=network) as pool,
        pool.stream("GET", target, headers=[*_HEADERS.items()]) as response,
    ):
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
        if response.status in _REDIRECTS and "location" in headers:
            return _onwards(url, headers["location"])
        if response.status != 200:
            missing = GoneError if response.status in _GONE else FetchError
            raise missing(f"It was answered with the status {response.status}. Check the address.")
        media = headers.get("content-type", "").partition(";")[0].strip().lower()
        if media not in SUFFIXES:
            raise FetchError(f"It is of the kind {media[:50]!a}, which is not read. Those are: {', '.join(SUFFIXES)}.")
        if headers.get("content-encoding", "identity").strip().lower() != "identity":
            raise FetchError("It is packed, though it was asked for as it is. Save the page and name the file.")
        return Page(url, SUFFIXES[media], b"".join(response.iter_stream()))


def _onwards(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:  # brackets that make no sense
        raise FetchError(_NO_ADDRESS) from None


def _target(url: str) -> httpcore2.URL:
    """The parts of an address; raises FetchError for one that can be read in two ways, or is not of the web."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except ValueError:  # UnicodeError is one
        raise FetchError(_NO_ADDRESS) from None
    if parts.scheme not in _PORTS or not host:
        raise FetchError(_NO_ADDRESS)
    if parts.username is not None or "\\" in url or any(c.isspace() or not c.isprintable() for c in url):
        raise FetchError("It holds a user name, a backslash or a space. Name the address without it.")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (
        f"?{quote(parts.query, safe='/%:@!$&()*+,;=~?')}" if parts.query else ""
    )
    return httpcore2.URL(scheme=parts.scheme, host=host, port=port or _PORTS[parts.scheme], target=path)


class _Guarded(httpcore2.NetworkBackend):
    """Connects to public addresses alone: the very ones that were looked at, whatever a second look would give."""

    def __init__(self, network: Network, until: float) -> None:
        self._network, self._until = network, until

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the time that is left for all counts
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first address of `host`; raises FetchError where one of them is not public."""
        addresses = self._resolved(host, port)
        if not addresses:
            raise FetchError(f"The name {host} leads to no address. Check it.")
        if hidden := [address for address in addresses if not is_public(address)]:
            raise FetchError(
                f"{host} leads to {hidden[0]}, which is no address of the public internet. "
                "Save the page and name the file."
            )
        left = max(0.1, self._until - time.monotonic())
        opened = self._network.dial.connect_tcp(addresses[0], port, left, local_address, socket_options)
        return _Watched(opened, self._until)

    def _resolved(self, host: str, port: int) -> Sequence[str]:
        """The addresses of `host`, none where that fails or takes too long: a resolver can keep one waiting."""
        found: list[str] = []

        def ask() -> None:
            with suppress(OSError, UnicodeError):
                found.extend(self._network.resolve(host, port))

        asking = Thread(target=ask, daemon=True)
        asking.start()
        asking.join(max(0.1, self._until - time.monotonic()))
        return [] if asking.is_alive() else found


class _Watched(httpcore2.NetworkStream):
    """A connection that ends when the time is up or when more came than is read, byte by byte."""

    def __init__(self, stream: httpcore2.NetworkStream, until: float) -> None:
        self._stream, self._until, self._room = stream, until, MOST_BYTES

    def _left(self) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout
        return left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - see connect_tcp
        """What came; raises FetchError when it is too much, ReadTimeout when it is too late."""
        data = self._stream.read(max_bytes, self._left())
        self._room -= len(data)
        if self._room < 0:
            raise FetchError(f"It is longer than {MOST_BYTES:,} bytes. Save the part that matters and name the file.")
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - see connect_tcp
        """Send it."""
        self._stream.write(buffer, self._left())

    def close(self) -> None:
        """Let go."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - see connect_tcp
    ) -> httpcore2.NetworkStream:
        """The same, encrypted; the certificate has to be that of the name."""
        secured = _Watched(self._stream.start_tls(ssl_context, server_hostname, self._left()), self._until)
        secured._room = self._room
        return secured

    def get_extra_info(self, info: str) -> Any:
        """What the connection tells of itself."""
        return self._stream.get_extra_info(info)
