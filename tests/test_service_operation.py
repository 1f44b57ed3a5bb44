"""The service in operation: who may call, how much, what is logged and measured, and how it ends."""

import json
import logging
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from fastapi import APIRouter
from kitchen import kitchen
from serving import HOW_LONG, Endless, Troubled, calling, kitchen_app, listening, stop

from ingest.errors import NoIndexError, SettingsError
from rag.assistant import Assistant
from rag.errors import StoreError
from rag.library import Library
from rag.service.access import BY_KEY, OPEN, Guarded, is_loopback
from rag.service.app import _ROUTES
from rag.service.failures import RefusedError
from rag.service.keys import Keys
from rag.service.limits import Admission, Rate
from rag.service.logs import JsonLines
from rag.service.media import accepted
from rag.service.settings import ServiceSettings
from rag.service.start import check
from rag.store import Store


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys(tmp_path / "keys.json")


# Who may call


def test_every_route_says_who_may_call_it() -> None:
    routes = [route for module in _ROUTES for route in module.router.routes]
    assert all(isinstance(route, Guarded) for route in routes)
    assert {route.path for route in routes if isinstance(route, Guarded) and route.policy == "open"} == {
        "/healthz", "/readyz", "/docs", "/openapi.json",
    }  # fmt: skip


def test_a_route_that_does_not_say_who_may_call_it_cannot_be_made() -> None:
    router = APIRouter(route_class=Guarded)
    with pytest.raises(RefusedError, match="does not say who may call it"):
        router.get("/v1/new")(lambda: None)


def test_without_a_key_nothing_but_health_and_documentation_answers(tmp_path: Path, keys: Keys) -> None:
    key = keys.make("laptop")
    with calling(kitchen_app(tmp_path, keys=keys)) as client:
        for path, operations in client.get("/openapi.json").json()["paths"].items():
            for method, operation in operations.items():
                given = client.request(method, path, content=b"{broken", headers={"Content-Type": "application/json"})
                assert (given.status_code == 401) == (operation["x-access"] == BY_KEY["x-access"]), path
                assert ("security" in operation) == (operation["x-access"] != OPEN["x-access"])
        assert client.post("/mcp", json={}).status_code == 401
        for header in (f"Bearer {key}x", f"Basic {key}", key, "Bearer ", "Bearer \xe9"):
            refused = client.get("/v1/topics", headers={"Authorization": header.encode("latin-1")})
            assert refused.status_code == 401
            assert key not in refused.text
        for elsewhere in ({"params": {"key": key}}, {"headers": {"X-API-Key": key}}, {"cookies": {"key": key}}):
            assert client.get("/v1/topics", **elsewhere).status_code == 401  # type: ignore[arg-type] # each is one option
        assert client.get("/v1/topics", headers={"Authorization": f"Bearer {key}"}).status_code == 200


def test_keys_are_told_once_and_kept_as_hashes(tmp_path: Path, keys: Keys) -> None:
    key = keys.make("laptop")
    kept = (tmp_path / "keys.json").read_text()
    assert key not in kept
    assert key.removeprefix("wm-") not in kept
    assert (tmp_path / "keys.json").stat().st_mode & 0o077 == 0
    assert keys.owner(key) == keys.all[0].id


def test_a_revoked_key_opens_nothing_from_then_on(tmp_path: Path, keys: Keys) -> None:
    key = keys.make("laptop")
    keys.make("server")
    with calling(kitchen_app(tmp_path, keys=keys), key) as client:
        assert client.get("/v1/topics").status_code == 200
        Keys(tmp_path / "keys.json").revoke("laptop")
        assert client.get("/v1/topics").status_code == 401


def test_a_damaged_file_of_keys_lets_nobody_in(tmp_path: Path, keys: Keys) -> None:
    key = keys.make("laptop")
    with calling(kitchen_app(tmp_path, keys=keys), key) as client:
        (tmp_path / "keys.json").write_text("[]")
        assert client.get("/v1/topics").status_code == 500
    with pytest.raises(SettingsError, match="cannot be read"):
        assert Keys(tmp_path / "keys.json").all


def test_a_name_of_a_key_is_given_once(keys: Keys) -> None:
    keys.make("laptop")
    with pytest.raises(SettingsError, match="called laptop already"):
        keys.make("laptop")
    with pytest.raises(SettingsError, match="no key called phone"):
        keys.revoke("phone")


def test_nobody_reaches_the_conversations_of_another_key(tmp_path: Path, keys: Keys) -> None:
    ann, bob = keys.make("ann"), keys.make("bob")
    app = kitchen_app(tmp_path, keys=keys)
    with calling(app) as client:
        as_ann, as_bob = ({"Authorization": f"Bearer {key}"} for key in (ann, bob))
        id_ = client.post("/v1/conversations", headers=as_ann).json()["id"]
        asked = {"question": HOW_LONG, "conversation_id": id_}
        assert client.get(f"/v1/conversations/{id_}", headers=as_bob).status_code == 404
        assert client.delete(f"/v1/conversations/{id_}", headers=as_bob).status_code == 404
        assert client.post("/v1/ask", json=asked, headers=as_bob).status_code == 404
        assert client.get("/v1/conversations", headers=as_bob).json() == {"conversations": []}
        assert client.get(f"/v1/conversations/{id_}", headers=as_ann).json()["length"] == 0


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "10.0.0.1", "", "[::1", "127.0.0.1.evil.example"]
)
def test_without_keys_a_foreign_name_is_refused(tmp_path: Path, host: str) -> None:
    with calling(kitchen_app(tmp_path)) as client:
        assert client.get("/v1/topics", headers={"Host": host}).status_code == 403
        assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8000", "LOCALHOST", "[::1]:8000", "[::1]"])
def test_without_keys_the_names_of_this_machine_are_served(tmp_path: Path, host: str) -> None:
    with calling(kitchen_app(tmp_path)) as client:
        assert client.get("/v1/topics", headers={"Host": host}).status_code == 200


def test_without_keys_another_address_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: Keys) -> None:
    monkeypatch.setenv("WAYMARK_HOME", str(tmp_path))
    check("127.0.0.1")
    check("localhost")
    with pytest.raises(SettingsError, match=r"waymark keys add NAME"):
        check("0.0.0.0")  # noqa: S104 - which is what is refused
    keys.make("laptop")
    check("0.0.0.0")  # noqa: S104


def test_conversations_of_another_schema_are_told_before_anything_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYMARK_HOME", str(tmp_path))
    with Store(tmp_path / "conversations.sqlite3").transaction() as rows:
        rows.execute("PRAGMA user_version = 9")
    with pytest.raises(StoreError, match="have schema 9"):
        check("127.0.0.1")


def test_loopback_is_told_from_other_addresses() -> None:
    assert all(is_loopback(host) for host in ("127.0.0.1", "127.9.9.9", "::1", "localhost"))
    assert not any(is_loopback(host) for host in ("0.0.0.0", "::", "10.1.2.3", "example.org", ""))  # noqa: S104


def test_other_pages_may_call_only_where_they_are_named(tmp_path: Path) -> None:
    asks = {"Origin": "https://a.example", "Access-Control-Request-Method": "POST"}
    with calling(kitchen_app(tmp_path)) as client:
        assert "access-control-allow-origin" not in client.options("/v1/ask", headers=asks).headers
    named = ServiceSettings(origins=("https://a.example",))
    with calling(kitchen_app(tmp_path, settings=named)) as client:
        allowed = client.options("/v1/ask", headers=asks).headers
        assert allowed["access-control-allow-origin"] == "https://a.example"
        other = client.options("/v1/ask", headers={**asks, "Origin": "https://b.example"})
        assert "access-control-allow-origin" not in other.headers


# How much


def test_who_asks_too_often_is_told_when_to_ask_again(tmp_path: Path, keys: Keys) -> None:
    ann, bob = keys.make("ann"), keys.make("bob")
    app = kitchen_app(tmp_path, keys=keys, settings=ServiceSettings(rate=12))
    with calling(app) as client:
        given = [client.get("/v1/models", headers={"Authorization": f"Bearer {ann}"}) for _ in range(3)]
        assert [g.status_code for g in given] == [200, 200, 429]
        assert int(given[-1].headers["Retry-After"]) in {4, 5}
        assert given[-1].json()["error"]["type"] == "rate_limit_error"
        assert client.get("/v1/models", headers={"Authorization": f"Bearer {bob}"}).status_code == 200


def test_a_bucket_fills_again_with_time() -> None:
    now = 0.0
    rate = Rate(6, clock=lambda: now)
    rate.take("ann")
    with pytest.raises(RefusedError) as refused:
        rate.take("ann")
    assert refused.value.headers == {"Retry-After": "10"}
    now = 10.0
    rate.take("ann")


def test_questions_beyond_what_can_wait_are_refused_at_once_and_health_answers_all_the_while(tmp_path: Path) -> None:
    going, released = threading.Semaphore(0), threading.Event()

    def waits() -> None:
        going.release()
        released.wait(20)

    app = kitchen_app(tmp_path, Troubled(waits), admission=Admission(1, 1))
    with listening(app) as url:
        statuses: list[int] = []

        def ask() -> None:
            statuses.append(httpx.post(f"{url}/v1/ask", json={"question": HOW_LONG}, timeout=30).status_code)

        askers = [threading.Thread(target=ask) for _ in range(2)]
        for asker in askers:
            asker.start()
        going.acquire(timeout=10)
        while app.state.service.desk.admission.inside < 2:
            time.sleep(0.01)
        started = time.perf_counter()
        for json_body in ({"question": HOW_LONG}, {"question": HOW_LONG, "stream": True}):
            refused = httpx.post(f"{url}/v1/ask", json=json_body)
            assert (refused.status_code, refused.headers["Retry-After"]) == (503, "2")
            assert refused.json()["error"]["code"] == "busy"
        assert httpx.get(f"{url}/healthz").status_code == 200
        assert httpx.get(f"{url}/readyz").status_code == 200
        assert time.perf_counter() - started < 2
        released.set()
        for asker in askers:
            asker.join()
    assert statuses == [200, 200]


def test_a_caller_who_leaves_ends_the_answer_and_gives_the_place_back(tmp_path: Path) -> None:
    endless = Endless()
    app = kitchen_app(tmp_path, endless, admission=Admission(1, 0))
    with listening(app) as url:
        for number in range(1, 4):
            with httpx.stream("POST", f"{url}/v1/ask", json={"question": HOW_LONG, "stream": True}) as response:
                lines = response.iter_lines()
                assert next(lines) == "event: passages"
                assert app.state.service.desk.admission.inside == 1
            deadline = time.monotonic() + 1
            while app.state.service.desk.admission.inside and time.monotonic() < deadline:
                time.sleep(0.01)
            assert (app.state.service.desk.admission.inside, endless.closed) == (0, number)


def test_a_stream_that_is_open_when_the_service_stops_is_told(tmp_path: Path) -> None:
    with listening(kitchen_app(tmp_path, Endless()), grace=1) as url, httpx.Client() as client:
        asked = {"question": HOW_LONG, "stream": True}
        with client.stream("POST", f"{url}/v1/ask", json=asked) as response:
            lines = response.iter_lines()
            assert next(lines) == "event: passages"
            stop(url)
            told = [*lines]
    assert told[-3] == "event: error"
    assert json.loads(told[-2].removeprefix("data: "))["error"]["code"] == "stopping"


@pytest.mark.parametrize("streamed", [False, True])
def test_a_caller_who_is_still_waiting_when_the_service_stops_is_told(tmp_path: Path, *, streamed: bool) -> None:
    app = kitchen_app(tmp_path, Endless(), admission=Admission(1, 1))
    asked = {"question": HOW_LONG, "stream": True}
    with (
        listening(app, grace=1) as url,
        ThreadPoolExecutor() as waiting,
        httpx.stream("POST", f"{url}/v1/ask", json=asked, timeout=20) as first,
    ):
        lines = first.iter_lines()
        assert next(lines) == "event: passages"
        second = waiting.submit(httpx.post, f"{url}/v1/ask", json={**asked, "stream": streamed}, timeout=20)
        deadline = time.monotonic() + 10
        while app.state.service.desk.admission.inside < 2 and time.monotonic() < deadline:
            time.sleep(0.01)
        stop(url)
        told = second.result()
    assert (told.status_code, told.json()["error"]["code"], told.headers["Retry-After"]) == (503, "stopping", "5")


# What is told of it


def test_ready_names_the_generation_and_what_a_search_found(tmp_path: Path) -> None:
    with calling(kitchen_app(tmp_path)) as client:
        told = client.get("/readyz").json()
    generation = kitchen().contents.manifest.name
    assert told == {"status": "ready", "generation": generation, "canary": "found", "notice": None, "model": "not set"}


def test_without_an_index_the_process_is_there_and_not_ready(tmp_path: Path) -> None:
    def no_index() -> Library:
        raise NoIndexError("/secret/home holds none")

    with calling(kitchen_app(tmp_path, Assistant(no_index))) as client:
        assert client.get("/healthz").status_code == 200
        ready = client.get("/readyz")
        assert (ready.status_code, ready.json()["canary"]) == (503, "NoIndexError")
        asked = client.post("/v1/ask", json={"question": HOW_LONG})
        assert (asked.status_code, asked.json()["error"]["code"]) == (503, "index_unusable")
        assert asked.headers["Retry-After"] == "5"
        assert "/secret" not in asked.text + ready.text


def test_another_generation_is_followed_without_a_restart(tmp_path: Path, soup: Library) -> None:
    libraries = [kitchen()]
    with calling(kitchen_app(tmp_path, Assistant(lambda: libraries[-1]))) as client:
        before = {d["id"] for d in client.get("/v1/documents").json()["documents"]}
        libraries.append(soup)
        after = {d["id"] for d in client.get("/v1/documents").json()["documents"]}
        assert before != after
        assert client.post("/v1/ask", json={"question": "What is stock?"}).status_code == 200


def test_requests_answers_and_stages_are_measured(tmp_path: Path) -> None:
    with calling(kitchen_app(tmp_path)) as client:
        client.post("/v1/ask", json={"question": HOW_LONG})
        client.post("/v1/ask", json={"question": "What is the weather in Paris?"})
        client.get("/nothing/here")
        told = client.get("/metrics").text
    assert 'waymark_requests_total{method="POST",route="/v1/ask",status="200"} 2.0' in told
    assert 'route="none",status="404"} 1.0' in told
    assert "waymark_refusals_total 1.0" in told
    assert 'waymark_stage_seconds_count{stage="retrieve"} 2.0' in told
    assert "waymark_invalid_markers_total 0.0" in told
    assert "weather" not in told


def test_a_method_that_an_address_does_not_take_is_answered_with_those_that_it_does(tmp_path: Path) -> None:
    with calling(kitchen_app(tmp_path)) as client:
        refused = client.put("/v1/conversations")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, POST")
    assert refused.json()["error"]["code"] == "method_not_allowed"


def test_a_request_keeps_the_id_that_it_brings_if_it_is_one(tmp_path: Path) -> None:
    with calling(kitchen_app(tmp_path)) as client:
        assert client.get("/healthz", headers={"X-Request-ID": "job-7"}).headers["X-Request-ID"] == "job-7"
        for strange in ("a b", "x" * 65, '"'):
            assert client.get("/healthz", headers={"X-Request-ID": strange}).headers["X-Request-ID"] != strange
        refused = client.get("/nothing/here")
        assert refused.json()["error"]["request_id"] == refused.headers["X-Request-ID"]


@pytest.fixture
def log() -> Iterator[list[str]]:
    """The lines that the service logs."""
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(JsonLines().format(record))

    handler, logger = Kept(), logging.getLogger("waymark")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield lines
    logger.removeHandler(handler)
    logger.setLevel(before)


def test_the_log_has_a_line_for_each_request_without_question_or_key(
    tmp_path: Path, keys: Keys, log: list[str]
) -> None:
    key = keys.make("laptop")

    def crashes() -> None:
        raise ZeroDivisionError(HOW_LONG)

    with calling(kitchen_app(tmp_path, Troubled(crashes), keys=keys), key) as client:
        response = client.post("/v1/ask", json={"question": HOW_LONG})
        client.post("/v1/ask", json={"question": HOW_LONG, "k": "many"})
        client.get("/v1/topics", params={"api_key": key})
    assert response.status_code == 500
    assert response.json()["error"]["code"] == "internal"
    lines = [json.loads(line) for line in log]
    assert [line["event"] for line in lines] == ["crashed", "request", "request", "request"]
    assert lines[0]["error"] == "ZeroDivisionError"
    assert lines[1]["status"] == 500
    assert lines[1]["caller"] == keys.all[0].id
    assert lines[1]["request_id"] == response.headers["X-Request-ID"]
    assert not any(secret in "".join(log) + response.text for secret in (key, HOW_LONG, "stock"))


def test_a_traceback_in_the_log_is_a_kind_and_a_place() -> None:
    nothing: dict[str, str] = {}
    with pytest.raises(KeyError) as raised:
        nothing[HOW_LONG]
    caught = (KeyError, raised.value, raised.tb)
    line = JsonLines().format(logging.LogRecord("x", logging.ERROR, __file__, 1, "failed", None, caught))
    assert json.loads(line)["error"] == "KeyError"
    assert Path(__file__).name in json.loads(line)["where"]
    assert HOW_LONG not in line


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        ("*/*", "a/x"), ("", "a/x"), ("a/y", "a/y"), ("a/*;q=0.4, b/z", "b/z"), ("a/x;q=0, */*", "a/y"),
        ("c/c", None), ("a/x;q=nonsense", None), ("A/Y", "a/y"),
    ],
)  # fmt: skip
def test_of_what_is_offered_the_caller_gets_what_they_prefer(header: str, chosen: str | None) -> None:
    assert accepted(header, ("a/x", "a/y", "b/z")) == chosen
