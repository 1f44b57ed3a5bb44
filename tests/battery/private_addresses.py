"""X1: addresses of pages that lead to this machine or its network: by their form, scheme, redirects and names."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from random import Random
from urllib.parse import urlsplit

from web import PUBLIC, listening, network, response

from battery.row import Bench, Row, Trial, Try
from ingest.addresses import is_public
from ingest.errors import FetchError
from ingest.fetch import Network, fetch

# PORT is that of the canary, a server of this machine that nobody may connect to.
_HOSTS = (
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0x7f.1", "0177.0.0.1", "017700000001",
    "0177.0.0.01", "127.0.0.1.", "127.000.000.001", "0", "0.0.0.0", "00000", "localhost", "localhost.", "LOCALHOST",
    "LocalHost", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "[::127.0.0.1]",
    "[64:ff9b::7f00:1]", "[64:ff9b::127.0.0.1]", "[2002:7f00:1::]", "[::]", "[0:0:0:0:0:0:0:1]", "[::1%25lo]",
    "１２７.0.0.1", "127。0。0。1", "①②⑦.⓪.⓪.①", "127．0．0．1", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
    "%31%32%37.0.0.1", "127.0.0.1%00", "127.0.0.1%2f", "[127.0.0.1]",
    "local.example", "mapped.example", "two.example", "user@127.0.0.1", "user:word@127.0.0.1", "site.example@127.0.0.1",
    "site.example:80@127.0.0.1", "127.0.0.1\\@site.example", "site.example\\@127.0.0.1", "127.0.0.1\t", "127.0.0\t.1",
    " 127.0.0.1", "127.0.0.1\r\nX: y", "127.0.0.1 ", "127.0.0.1:1@site.example", "site.example&@127.0.0.1",
    "127.255.255.254", "[::ffff:0:127.0.0.1]", "127.0.0.1\u200b", "127.0.0\u00ad.1", "site.example#@127.0.0.1",
)  # fmt: skip
_SCHEMES = ("file", "ftp", "gopher", "dict", "ldap", "sftp", "ws", "jar", "unix", "javascript")
_REDIRECTED = ("127.0.0.1", "2130706433", "[::1]", "local.example", "[::ffff:127.0.0.1]")


def draw(chance: Random, number: int) -> list[Trial]:
    """Each form, each scheme, redirects over one to four hops, and names that change what they lead to."""
    cases: list[Trial] = [{"url": f"http://{host}:PORT/"} for host in _HOSTS]
    cases += [{"url": f"{scheme}://127.0.0.1:PORT/"} for scheme in _SCHEMES]
    cases += [{"url": "http://site.example/", "hops": hops, "to": to} for hops in (1, 2, 3, 4) for to in _REDIRECTED]
    cases += [{"url": "http://rebinding.example:PORT/", "after": n, "times": n + 1} for n in range(10)]
    chance.shuffle(cases)
    return cases[:number]


def _names(trial: Trial) -> dict[str, list[list[str]]]:
    rebinding = [[PUBLIC]] * trial.get("after", 0) + [["127.0.0.1"]]
    return {"local": [["127.0.0.1"]], "mapped": [["::ffff:127.0.0.1"]], "two": [[PUBLIC, "127.0.0.1"]],
            "rebinding": rebinding}  # fmt: skip


@contextmanager
def subject(_bench: Bench, *, weak: bool) -> Iterator[Try]:
    with listening(lambda connection, _path: connection.sendall(response(b"caught"))) as (canary, caught):

        def attempt(trial: Trial) -> str | None:
            caught.clear()
            end = f"http://{trial.get('to')}:{canary}/"

            def serve(connection: object, path: str) -> None:
                hop = int(path.strip("/") or 0) + 1
                location = end if hop == trial.get("hops") else f"/{hop}"
                status = 302 if "hops" in trial else 404
                connection.sendall(response(b"", status, Location=location))  # type: ignore[attr-defined] # a socket

            with listening(serve) as (site, _):
                net = network(site, **_names(trial))
                net.resolve.told.update({name: [["127.0.0.1"]] for name in ("localhost", "localhost.")})  # type: ignore[attr-defined] # Names
                url = trial["url"].replace("PORT", str(canary))
                for _ in range(trial.get("times", 1)):
                    with suppress(FetchError):
                        _checked_once(url, net, site) if weak else fetch(url, net, 5)
            return f"{url!a} reached a server of this machine" if caught else None

        yield attempt


def _checked_once(url: str, net: Network, site: int) -> None:
    """The weak twin of `fetch`: it looks at the first address, and leaves the rest to whoever opens it."""
    parts = urlsplit(url)
    with suppress(OSError, UnicodeError, ValueError):
        if not all(is_public(address) for address in net.resolve(parts.hostname or "", 80)):
            raise FetchError("not public")
        port = site if parts.hostname == "site.example" else parts.port
        with suppress(urllib.error.URLError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}{parts.path}", timeout=5).read(100)


ROW = Row(
    "X1",
    "the address of a page leads to this machine: by its form, its scheme, a redirect or a name that changes",
    {"change": 100, "nightly": 100},
    draw,
    partial(subject, weak=False),
    partial(subject, weak=True),
    "looks at the first address alone",
)
