"""Web pages are fetched from the public internet alone, within bounds, and kept with their address."""

import time
from pathlib import Path

import pytest
from web import ARTICLE, PUBLIC, drip, listening, network, pages, response

from ingest.addresses import is_public
from ingest.errors import FetchError, SourceError
from ingest.fetch import MOST_BYTES, Network, fetch
from ingest.load import load
from ingest.pages import file_of, is_address, keep_page


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", f"::ffff:{PUBLIC}"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1",
        "192.0.0.192", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "192.88.99.1", "::", "::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::", "fe80::1", "fe80::1%eth0",
        "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1", "3fff::1", "not an address", "",
    ],
)  # fmt: skip
def test_addresses_of_networks_of_one_s_own_are_not(address: str) -> None:
    assert not is_public(address)


def test_a_page_is_fetched_through_redirects_from_where_it_ends() -> None:
    moved = {"/a": response(b"", 302, Location="/b"), "/b": response(b"", 308, Location="//site.example/c?d=e%20f")}
    with listening(pages({**moved, "/c?d=e%20f": response(ARTICLE)})) as (port, asked):
        page = fetch("http://site.example/a", network(port))
    assert (page.url, page.suffix, page.data) == ("http://site.example/c?d=e%20f", ".html", ARTICLE)
    assert asked == ["/a", "/b", "/c?d=e%20f"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (response(b"", 404), "the status 404"),
        (response(b"x", Content_Type="image/png"), "of the kind 'image/png'"),
        (response(b"x", Content_Encoding="gzip"), "packed"),
        (response(b"", 302, Location="/"), "more than 3 times"),
        (response(b"", 302, Location="file:///etc/passwd"), "no address of a web page"),
        (response(b"", 302, Location="http://[127.0.0.1"), "no address of a web page"),
        (response(b"", 302, Location="http://user@site.example/"), "user name"),
        (response(b"x" * (MOST_BYTES + 1)), "longer than 10,000,000 bytes"),
        (b"nonsense\r\n\r\n", "cannot be reached"),
    ],
)
def test_what_is_no_page_is_refused_with_the_reason(answer: bytes, reason: str) -> None:
    served = listening(lambda connection, _path: connection.sendall(answer))
    with served as (port, _), pytest.raises(FetchError, match=reason):
        fetch("http://site.example/", network(port))


def test_a_page_that_drips_is_given_up_in_time() -> None:
    with listening(drip) as (port, _), pytest.raises(FetchError, match="longer than 1 seconds"):
        fetch("http://site.example/", network(port), seconds=1)


def test_the_address_that_was_looked_at_is_the_one_that_is_connected_to() -> None:
    with listening(pages({"/": response(ARTICLE)})) as (port, _):
        net = network(port, rebinding=[[PUBLIC], ["127.0.0.1"]])
        assert fetch("http://rebinding.example/", net).data == ARTICLE
        with pytest.raises(
            FetchError, match=r"rebinding.example leads to 127.0.0.1, which is no address of the public"
        ):
            fetch("http://rebinding.example/", net)


def test_a_name_that_leads_to_several_addresses_must_be_public_in_all_of_them() -> None:
    with listening(pages({})) as (port, asked), pytest.raises(FetchError, match=r"leads to 10.0.0.1"):
        fetch("http://two.example/", network(port, two=[[PUBLIC, "10.0.0.1"]]))
    assert asked == []


def test_a_resolver_that_fails_is_a_refusal() -> None:
    with pytest.raises(FetchError, match="leads to no address"):
        fetch("http://unknown.example/", network(1, unknown=[]))


def test_a_resolver_that_takes_too_long_is_a_refusal() -> None:
    def waits(_host: str, _port: int) -> list[str]:
        time.sleep(3)
        return [PUBLIC]

    with pytest.raises(FetchError, match="leads to no address"):
        fetch("http://slow.example/", Network(waits), seconds=0.2)


def test_a_page_is_kept_with_its_address_title_and_day(tmp_path: Path) -> None:
    url = "http://site.example/guides/Broth"
    with listening(pages({"/guides/Broth": response(ARTICLE)})) as (port, _):
        file = keep_page(tmp_path, url, network(port))
        assert keep_page(tmp_path, url, network(port)) == file == file_of(tmp_path, url)
    document, _ = load(file, shipped=False)
    assert (document.title, document.url, document.kind) == ("On Broth", url, "user")
    assert "simmers for 8 hours" in document.text
    assert "fetched: '20" in file.read_text()
    assert [path.name for path in (tmp_path / "pages").iterdir()] == [file.name]


def test_a_page_that_cannot_be_fetched_anew_stays_as_it_was(tmp_path: Path) -> None:
    served = {"/": response(ARTICLE)}
    with listening(pages(served)) as (port, _):
        file = keep_page(tmp_path, "http://site.example/", network(port))
        before = file.read_bytes()
        for worse in (response(b"", 500), response(b"<html></html>")):
            served["/"] = worse
            with pytest.raises(SourceError, match=r"^http://site.example/: "):
                keep_page(tmp_path, "http://site.example/", network(port))
    assert file.read_bytes() == before


def test_text_and_markdown_pages_are_kept_as_they_are(tmp_path: Path) -> None:
    with listening(pages({"/a": response(b"# Bread\n\nKnead.\n", Content_Type="text/markdown; charset=utf-8")})) as (
        port,
        _,
    ):
        file = keep_page(tmp_path, "http://site.example/a", network(port))
    assert load(file, shipped=False)[0].text == "# Bread\n\nKnead.\n"


def test_addresses_are_told_from_paths() -> None:
    assert is_address("https://example.org")
    assert is_address("HTTP://EXAMPLE.ORG")
    assert not any(is_address(name) for name in ("notes.md", "/https:/x", "ftp://x", "file:///x"))
