"""Waymark at a running service."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Literal
from urllib.parse import quote

import httpx2

from ingest.errors import WaymarkError
from rag.errors import UnknownConversationError, UnknownDocumentError, UnknownTopicError
from ui.client.protocol import Data, PageForm, PlanForm, Told

_TIMEOUTS = httpx2.Timeout(30, connect=3)
_BETWEEN_EVENTS = httpx2.Timeout(120, connect=3)  # seconds that a slow language model may be silent
_MOST = 200  # conversations that are listed
_ACCEPT = {"markdown": "text/markdown", "csv": "text/csv", "calendar": "text/calendar", "json": "application/json"}
_KNOWN: dict[str, type[WaymarkError]] = {
    "unknown_conversation": UnknownConversationError,
    "unknown_document": UnknownDocumentError,
    "unknown_topic": UnknownTopicError,
}


class ServiceError(WaymarkError):
    """The service that `WAYMARK_API_URL` names does not answer, or refuses."""


class There:
    """A Client of the service at `url`, for the holder of `key`; safe to share between threads."""

    def __init__(self, url: str, key: str | None = None) -> None:
        self.url = url
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._http = httpx2.Client(base_url=url, headers=headers, timeout=_TIMEOUTS, trust_env=False)

    def stream(  # noqa: PLR0913 - all that a question can come with
        self,
        question: str,
        history: Sequence[Data] = (),
        *,
        k: int = 10,
        conversation_id: str | None = None,
        turn: int | None = None,
        profile: Data | None = None,
    ) -> Iterator[tuple[str, Data]]:
        """See Client."""
        body = {"question": question, "history": list(history), "k": k, "stream": True}
        body |= {"conversation_id": conversation_id, "turn": turn, "profile": profile}
        with self._failures(), self._http.stream("POST", "/v1/ask", json=body, timeout=_BETWEEN_EVENTS) as response:
            if response.is_error:
                response.read()
                raise self._refusal(response)
            name = ""
            for name, data in _events(response.iter_lines()):
                if name == "error":
                    raise _error(data["error"])
                yield name, data
        if name != "done":
            raise self._cut_off()

    def search(self, query: str, k: int = 10) -> list[Data]:
        """See Client."""
        return list(self._json("POST", "/v1/search", {"query": query, "k": k})["passages"])

    def next_step(self, told: Told) -> Data:
        """See Client."""
        return self._json("POST", "/v1/next", told)

    def plan(self, told: Told) -> Data:
        """See Client."""
        return self._json("POST", "/v1/plan", told)

    def plan_as(self, form: PlanForm, told: Told) -> str:
        """See Client."""
        return self._call("POST", "/v1/plan", told, accept=_ACCEPT[form]).text

    def compare(self, topics: Sequence[str] = ()) -> Data:
        """See Client."""
        return self._json("GET", "/v1/compare", params={"topic": list(topics)})

    def topics(self) -> Data:
        """See Client."""
        return self._json("GET", "/v1/topics")

    def documents(self) -> list[Data]:
        """See Client."""
        return list(self._json("GET", "/v1/documents")["documents"])

    def document(self, document_id: str) -> Data:
        """See Client."""
        return self._json("GET", f"/v1/documents/{quote(document_id, safe='')}")

    def about(self) -> Data:
        """See Client."""
        return self._json("GET", "/v1/about")

    def conversations(self, search: str = "") -> list[Data]:
        """See Client."""
        params = {"limit": _MOST, "search": search}
        return list(self._json("GET", "/v1/conversations", params=params)["conversations"])

    def conversation(self, id_: str) -> Data:
        """See Client."""
        return self._json("GET", _conversation(id_))

    def start(self) -> Data:
        """See Client."""
        return self._json("POST", "/v1/conversations")

    def rename(self, id_: str, title: str) -> Data:
        """See Client."""
        return self._json("PATCH", _conversation(id_), {"title": title})

    def forget(self, id_: str) -> None:
        """See Client."""
        self._call("DELETE", _conversation(id_))

    def export(self, id_: str, form: PageForm) -> str:
        """See Client."""
        text = self._call("GET", _conversation(id_), accept=_ACCEPT[form]).text
        return json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n" if form == "json" else text

    def feedback(self, answer_id: str, rating: Literal["up", "down"], comment: str = "") -> None:
        """See Client."""
        self._call("POST", "/v1/feedback", {"answer_id": answer_id, "rating": rating, "comment": comment})

    def profile(self, told: Told) -> Data:
        """See Client."""
        return self._json("POST", "/v1/profile", told)

    def map(self, told: Told) -> Data:
        """See Client."""
        return self._json("POST", "/v1/map", told)

    def topic(self, id_: str) -> Data:
        """See Client."""
        return self._json("GET", f"/v1/topics/{quote(id_, safe='')}")

    def close(self) -> None:
        """Close its connections."""
        self._http.close()

    def _json(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, params: Mapping[str, Any] | None = None
    ) -> Data:
        data = self._call(method, path, body, params).json()
        if not isinstance(data, dict):
            raise self._strange()
        return data

    def _call(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        params: Mapping[str, Any] | None = None,
        accept: str = "application/json",
    ) -> httpx2.Response:
        with self._failures():
            response = self._http.request(
                method, path, json=None if body is None else dict(body), params=params, headers={"Accept": accept}
            )
            if response.is_error:
                raise self._refusal(response)
            return response

    @contextmanager
    def _failures(self) -> Iterator[None]:
        """Turn what can happen on the way into one sentence."""
        try:
            yield
        except (httpx2.ReadTimeout, httpx2.WriteTimeout, httpx2.PoolTimeout):
            raise ServiceError(f"The service at {self.url} takes too long to answer. Try again.") from None
        except (httpx2.ConnectError, httpx2.ConnectTimeout):
            raise ServiceError(
                f"The service at {self.url} does not answer. "
                "Start it with `waymark serve`, or unset WAYMARK_API_URL to answer in this process."
            ) from None
        except httpx2.TransportError:
            raise self._cut_off() from None
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError, KeyError, TypeError):
            raise self._strange() from None

    def _refusal(self, response: httpx2.Response) -> WaymarkError:
        """The error that the service tells, if it is one of Waymark's."""
        try:
            return _error(response.json()["error"])
        except (ValueError, KeyError, TypeError):
            return self._strange()

    def _cut_off(self) -> ServiceError:
        return ServiceError(f"The service at {self.url} ended in the middle of its answer. Ask again once it is back.")

    def _strange(self) -> ServiceError:
        return ServiceError(f"What is at {self.url} is no service of this Waymark. Correct or unset WAYMARK_API_URL.")


def _conversation(id_: str) -> str:
    return f"/v1/conversations/{quote(id_, safe='')}"


def _error(told: Mapping[str, Any]) -> WaymarkError:
    """The error with the service's own sentence."""
    return _KNOWN.get(told["code"], ServiceError)(str(told["message"]))


def _events(lines: Iterator[str]) -> Iterator[tuple[str, Data]]:
    """The server-sent events in `lines`: the name of each and its data."""
    name = ""
    for line in lines:
        field, _, value = line.partition(": ")
        if field == "event":
            name = value
        elif field == "data":
            yield name, json.loads(value)
