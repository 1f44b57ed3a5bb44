"""A language model's endpoint on a real socket of this machine, in the form of OpenAI's chat completions."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

SECRET = "sk-a-key-that-nobody-may-see"  # noqa: S105 - made up


@dataclass(slots=True)
class Endpoint:
    """Replies to each prompt with what `reply` makes of it, under `status`; `body`, where given, is sent as it is."""

    reply: Callable[[str], str] = lambda _prompt: "Yes."
    status: int = 200
    body: bytes | None = None
    silent: bool = False
    url: str = ""
    prompts: list[str] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    closed: Event = field(default_factory=Event)

    def answer(self, request: Mapping[str, Any]) -> bytes:
        """The body of the response to one request."""
        prompt = request["messages"][-1]["content"]
        self.requests.append(dict(request))
        self.prompts.append(prompt)
        if self.body is not None:
            return self.body
        if self.status != 200:
            return json.dumps({"error": {"message": f"Incorrect API key provided: {self.keys[-1]}"}}).encode()
        message = {"role": "assistant", "content": self.reply(prompt)}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        return json.dumps(
            {"id": "c1", "object": "chat.completion", "created": 0, "model": request["model"], "choices": [choice]}
        ).encode()

    @property
    def environment(self) -> dict[str, str]:
        """The environment variables that lead to it."""
        return {"OPENAI_BASE_URL": self.url, "OPENAI_API_KEY": SECRET, "WAYMARK_MODEL": "tiny"}


@contextmanager
def serving(endpoint: Endpoint) -> Iterator[Endpoint]:
    """The endpoint, reachable at its `url` for as long as the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            endpoint.keys.append(self.headers["Authorization"].removeprefix("Bearer "))
            body = endpoint.answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            if endpoint.silent:
                endpoint.closed.wait()
                return
            self.send_response(endpoint.status if self.path == "/v1/chat/completions" else 404)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Nothing is logged."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        endpoint.url = f"http://127.0.0.1:{server.server_port}/v1"
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            yield endpoint
        finally:
            endpoint.closed.set()
            server.shutdown()
