"""What the corpus links to is looked up on a real server, noted, and drafted for review; the corpus stays as it is."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from commands import fake_parts, run
from web import ARTICLE, PUBLIC, Dial, Names, listening, pages, response

from ingest.fetch import Network
from ingest.load import load
from ingest.refresh import Link, links_of, refresh, spaced

SERVED = {
    "/": response(ARTICLE),
    "/old": response(b"", 301, Location="/new"),
    "/new": response(ARTICLE),
    "/closed": response(b"no", 403),
    "/menu": response(b"<html><body></body></html>"),
}
Look = Callable[..., dict[str, Link]]


@pytest.fixture
def linked(corpus: Path) -> Path:
    """The made-up corpus, with links in every state."""
    roadmap = corpus / "roadmaps" / "soup.md"
    more = "\n- Serving, more: [old](http://school.example.org/old), [lost](http://school.example.org/lost), "
    more += "[closed](http://school.example.org/closed), [inner](http://inner.example.org/).\n"
    text = roadmap.read_text(encoding="utf-8").replace("https://soup", "http://soup")
    roadmap.write_text(text + more, encoding="utf-8")
    resource = corpus / "resources" / "ladle-school.md"
    text = resource.read_text(encoding="utf-8").replace("https://school", "http://school")
    resource.write_text(text, encoding="utf-8")
    return corpus


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def look(linked: Path, tmp_path: Path, asked: list[str]) -> Iterator[Look]:
    """Refreshes over a small web in which `inner` leads into a network of one's own."""
    with listening(pages(SERVED)) as (port, paths):
        names = {"soup.example.org": [[PUBLIC]], "school.example.org": [[PUBLIC]], "inner.example.org": [["10.0.0.1"]]}
        net = Network(Names(names), Dial(port))

        def look(**options: Any) -> dict[str, Link]:
            paths.clear()
            told: dict[str, Any] = {"network": net, "pause": 0.0, **options}
            emit = told.pop("emit", lambda _event: None)
            found = refresh(linked, tmp_path / "drafts", emit, **told)
            asked[:] = paths
            return {link.url.removeprefix("http://"): link for link in found}

        yield look


def test_every_link_of_the_corpus_is_found_once(linked: Path) -> None:
    found = links_of(linked)
    assert {url.removeprefix("http://"): resource and resource.id for url, resource in found.items()} == {
        "school.example.org/": "ladle-school",
        "soup.example.org/": None,
        "school.example.org/old": None,
        "school.example.org/lost": None,
        "school.example.org/closed": None,
        "inner.example.org/": None,
    }


def test_the_state_of_each_link_is_told(look: Look) -> None:
    found = look()
    assert {url: link.state for url, link in found.items()} == {
        "school.example.org/": "ok",
        "soup.example.org/": "ok",
        "school.example.org/old": "moved",
        "school.example.org/lost": "gone",
        "school.example.org/closed": "refused",
        "inner.example.org/": "refused",
    }
    assert found["school.example.org/old"].to == "http://school.example.org/new"
    assert "status 403" in str(found["school.example.org/closed"].reason)
    assert "no address of the public internet" in str(found["inner.example.org/"].reason)
    assert all(link.checked == datetime.now(UTC).date().isoformat() for link in found.values())


def test_a_summary_is_drafted_as_the_corpus_has_it_and_the_corpus_stays_as_it_is(
    look: Look, linked: Path, tmp_path: Path
) -> None:
    before = {path: path.read_bytes() for path in linked.rglob("*.md")}
    draft = Path(str(look()["school.example.org/"].draft))
    assert {path: path.read_bytes() for path in linked.rglob("*.md")} == before
    assert draft == tmp_path / "drafts" / "ladle-school.md"
    told = draft.read_text(encoding="utf-8")
    assert f"fetched: '{datetime.now(UTC).date()}'\nlink: ok\n" in told
    document, _ = load(draft, shipped=True)
    assert (document.id, document.kind, document.basis, document.title) == (
        "ladle-school", "resource", "fetched", "Ladle School",
    )  # fmt: skip
    assert document.resource == load(linked / "resources" / "ladle-school.md", shipped=True)[0].resource
    assert "## What it is\nParagraph 0: a broth of bones simmers for 3 hours" in document.text
    assert "## What it teaches\n- On Broth" in document.text
    assert "## Where it fits\nLadle School belongs to the first step" in document.text


def test_a_draft_that_is_there_stays_as_it_is(look: Look) -> None:
    draft = Path(str(look()["school.example.org/"].draft))
    draft.write_text("mended", encoding="utf-8")
    again = look(anew=True)["school.example.org/"]
    assert (again.state, again.draft) == ("ok", None)
    assert "stays as it is" in str(again.reason)
    assert draft.read_text(encoding="utf-8") == "mended"


def test_a_page_without_content_is_no_draft(look: Look, linked: Path) -> None:
    resource = linked / "resources" / "ladle-school.md"
    text = resource.read_text(encoding="utf-8").replace("example.org/\n", "example.org/menu\n", 1)
    resource.write_text(text, encoding="utf-8")
    found = look()["school.example.org/menu"]
    assert (found.state, found.draft) == ("ok", None)
    assert "No main content" in str(found.reason)


def test_a_run_that_was_cut_short_goes_on_where_it_ended(look: Look, asked: list[str]) -> None:
    def cut(event: Mapping[str, Any]) -> None:
        if event["done"] == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        look(emit=cut)
    assert len(look()) == 6
    first = len(asked)
    look()
    assert asked == ["/closed"]  # what was refused may be had the next time
    look(anew=True)
    assert len(asked) > first > 0


def test_what_was_noted_a_week_ago_is_looked_up_again(look: Look, asked: list[str], tmp_path: Path) -> None:
    look()
    notes, old = tmp_path / "drafts" / "links.json", datetime.now(UTC).date() - timedelta(days=7)
    told = json.loads(notes.read_text(encoding="utf-8"))
    told["http://soup.example.org/"]["checked"] = old.isoformat()
    notes.write_text(json.dumps(told), encoding="utf-8")
    look()
    assert asked == ["/", "/closed"]
    notes.write_text("{", encoding="utf-8")
    assert len(look()) == 6


def test_progress_is_told(look: Look) -> None:
    told: list[Mapping[str, Any]] = []
    look(emit=told.append)
    assert [(event["done"], event["total"]) for event in told] == [(n, 6) for n in range(7)]


def test_requests_to_one_host_are_kept_apart_and_others_go_between() -> None:
    started, times = time.monotonic(), dict[str, float]()
    for url in spaced(["https://a.example/1", "https://a.example/2", "https://b.example/1"], 0.2):
        times[url] = time.monotonic() - started
    assert list(times) == ["https://a.example/1", "https://b.example/1", "https://a.example/2"]
    assert times["https://b.example/1"] < 0.1
    assert times["https://a.example/2"] >= 0.2


# The command


def test_the_command_tells_what_has_become_of_the_links(tmp_path: Path) -> None:
    told = run(fake_parts(tmp_path), "ingest", "--refresh-resources")
    assert told.exit_code == 0
    assert told.stdout.splitlines() == [
        "Links: 1 ok, 1 moved, 1 gone, 1 refused; 1 summaries drafted.",
        "Moved: https://b.example/ leads to https://c.example/.",
        "Not drafted: https://b.example/: No main content was found in the page.",
        "Gone: https://d.example/: It was answered with the status 404.",
        "Refused: https://e.example/: It took longer than 15 seconds.",
        f"Drafts for review are in {tmp_path / 'drafts'}; the corpus is as it was.",
    ]


def test_the_command_gives_the_links_to_programs(tmp_path: Path) -> None:
    told = json.loads(run(fake_parts(tmp_path), "ingest", "--refresh-resources", "--rebuild", "--json").stdout)
    assert [link["state"] for link in told] == ["ok", "moved", "gone", "refused"]
    assert {link["checked"] for link in told} == {"2025-01-02"}


@pytest.mark.parametrize("more", [["notes.md"], ["--forget", "notes.md"], ["--dry-run"]])
def test_the_command_does_nothing_else_at_once(tmp_path: Path, more: list[str]) -> None:
    told = run(fake_parts(tmp_path), "ingest", "--refresh-resources", *more)
    assert told.exit_code == 2
    assert "--refresh-resources" in told.stderr
