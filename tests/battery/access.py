"""N: every route, called by every kind of caller, as the OpenAPI document lists them."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import httpx
import serving
from fastapi import APIRouter
from serving import HOW_LONG, kitchen_app

from battery.row import Bench, Row, Trial, Try
from rag.service.keys import Keys
from rag.service.settings import ServiceSettings

_CALLERS = (
    "nobody", "a wrong key", "the key and a letter", "the key without its last letter", "the key in another header",
    "the key in the address", "the key in a cookie", "the key as Basic", "a revoked key", "an empty key",
    "another user", "its user", "another user with a guess", "a foreign page", "a foreign name",
)  # fmt: skip
_NEW_TITLE = "Mine now"
_OPEN = {"/healthz", "/readyz", "/docs", "/openapi.json"}


def operations(document: dict[str, Any]) -> list[tuple[str, str]]:
    """The method and path of each operation, and of the mounted tools, which the document does not list."""
    listed = [(method, path) for path, its in document["paths"].items() for method in its]
    return [*listed, ("post", "/mcp"), ("get", "/mcp")]


def _document() -> dict[str, Any]:
    return kitchen_app(Path("unused"), keys=Keys(Path("unused"))).openapi()


def draw(chance: Random, number: int) -> list[Trial]:
    """Every operation by every caller, in an order of chance."""
    cases: list[Trial] = [
        {"method": method, "path": path, "caller": caller}
        for method, path in operations(_document())
        for caller in _CALLERS
    ]
    chance.shuffle(cases)
    return (cases * (1 + number // len(cases)))[:number] if number else cases


class Callers:
    """A service with two users, one of whom has a conversation; what each kind of caller sends."""

    def __init__(self, keys: Keys, url: str) -> None:
        self.client = httpx.Client(base_url=url, timeout=30)
        self.ann, self.bob, revoked = keys.make("ann"), keys.make("bob"), keys.make("eve")
        keys.revoke("eve")
        self.mine = {"Authorization": f"Bearer {self.ann}"}
        key = self.ann
        self.given: dict[str, dict[str, Any]] = {
            "nobody": {},
            "a wrong key": _bearer("wm-" + "x" * 43),
            "the key and a letter": _bearer(key + "x"),
            "the key without its last letter": _bearer(key[:-1]),
            "the key in another header": {"headers": {"X-API-Key": key, "Api-Key": key}},
            "the key in the address": {"params": {"key": key, "api_key": key, "token": key, "access_token": key}},
            "the key in a cookie": {"headers": {"Cookie": f"key={key}; session={key}; Authorization=Bearer {key}"}},
            "the key as Basic": {"headers": {"Authorization": f"Basic {key}"}},
            "a revoked key": _bearer(revoked),
            "an empty key": {"headers": {"Authorization": "Bearer"}},
            "another user": _bearer(self.bob),
            "another user with a guess": _bearer(self.bob),
            "its user": _bearer(self.ann),
            "a foreign page": {"headers": {"Origin": "https://evil.example", "Cookie": f"key={key}"}},
            "a foreign name": {"headers": {"Host": "evil.example", "X-Forwarded-For": "127.0.0.1"}},
        }

    def conversation(self) -> str:
        """A conversation of Ann's with one question."""
        id_ = self.client.post("/v1/conversations", headers=self.mine).json()["id"]
        asked = {"question": HOW_LONG, "conversation_id": id_}
        assert self.client.post("/v1/ask", json=asked, headers=self.mine).json()["kept"]
        return str(id_)

    def is_untouched(self, id_: str) -> bool:
        """Whether Ann finds her conversation as she left it."""
        found = self.client.get(f"/v1/conversations/{id_}", headers=self.mine)
        return found.status_code == 200 and found.json()["length"] == 1 and found.json()["title"] != _NEW_TITLE


def _bearer(key: str) -> dict[str, Any]:
    return {"headers": {"Authorization": f"Bearer {key}"}}


@contextmanager
def subject(bench: Bench, *, weak: bool) -> Iterator[Try]:
    keys = Keys(bench.folder / "keys.json")
    keys.make("first")
    app = kitchen_app(bench.folder, keys=keys, settings=ServiceSettings(rate=1_000_000))
    if weak:  # a route whose policy somebody forgot, as other frameworks let one do
        router = APIRouter()
        router.get("/v1/topics")(lambda: {"topics": []})
        app.router.routes.insert(0, router.routes[0])
    with serving.listening(app) as url:
        callers = Callers(keys, url)

        def attempt(trial: Trial) -> str | None:
            id_ = callers.conversation()
            path = trial["path"].replace("{conversation_id}", id_).replace("{document_id}", "soup")
            if trial["caller"] == "another user with a guess":
                path = path.replace(id_, id_[:-1] + ("A" if id_[-1] != "A" else "B"))
            given = callers.given[trial["caller"]]
            asked = {"question": HOW_LONG, "conversation_id": id_} if trial["path"] == "/v1/ask" else {}
            bodies = {"post": asked, "patch": {"title": _NEW_TITLE}}
            sent = {"json": bodies[trial["method"]]} if trial["method"] in bodies else {}
            with callers.client.stream(trial["method"], path, **given, **sent) as response:
                is_endless = "event-stream" in response.headers.get("content-type", "")  # MCP's, which stays open
                text = "" if is_endless else response.read().decode("utf-8", "replace")
            return judged(trial, response, text, id_, callers)

        yield attempt


def judged(trial: Trial, response: httpx.Response, text: str, id_: str, callers: Callers) -> str | None:
    """What is wrong with what a caller got."""
    status, caller = response.status_code, trial["caller"]
    is_own, is_user = caller == "its user", caller in {"its user", "another user", "another user with a guess"}
    is_hers = "{conversation_id}" in trial["path"]
    wrong = {
        "a key is told": callers.ann in text or callers.bob in text,
        "the service failed": status >= 500,
        "a foreign page may read it": "access-control-allow-origin" in response.headers,
        "let in without a key": trial["path"] not in _OPEN and not is_user and status != 401,
        "its user is kept out": is_own and status in {401, 403},
        "another user's conversation is told": not is_own and id_ in text,
        "another user's conversation is answered": is_hers and not is_own and is_user and status != 404,
        "another user's conversation is changed": not is_own and not callers.is_untouched(id_),
    }
    return next((f"{what} ({status})" for what, is_so in wrong.items() if is_so), None)


_ALL = 0  # trials: every route by every caller
ROW = Row(
    "N",
    "a route is called without a key, with a wrong, revoked or misplaced one, by another user, page or name",
    {"change": _ALL, "nightly": _ALL},
    draw,
    partial(subject, weak=False),
    partial(subject, weak=True),
    "has a route whose policy was forgotten",
)
