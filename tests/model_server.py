"""A language model's endpoint that streams well, or fails in one of the ways in which endpoints are known to fail."""

import asyncio
import json
import random
import re
import socket
import struct
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from threading import Event, Thread
from typing import Any

from endpoint import SECRET
from pydantic import SecretStr

from rag.settings import ModelSettings

Reply = Callable[[str, str], str]  # the instructions and the user's message in, the model's text out

PASSAGE = re.compile(r'<(?P<tag>t\w+) passage id="(?P<id>\w+)">\n(?P<place>.*)\n(?P<text>(?:.*\n)*?)</(?P=tag)>')
FACTS = re.compile(r"<(t\w+) given facts>\n((?:.*\n)*?)</\1>")
QUESTION = re.compile(r"<(t\w+) question>\n((?:.*\n)*?)</\1>")


def honest(_instructions: str, message: str) -> str:
    """Says what the program worked out, with its ids: the least that a model can do."""
    return facts_in(message)


def facts_in(message: str) -> str:
    """The given facts of a prompt."""
    found = FACTS.search(message)
    return found[2].strip() if found else question_in(message)


def question_in(message: str) -> str:
    """The question of a prompt."""
    found = QUESTION.search(message)
    return found[2].strip() if found else ""


@dataclass(slots=True)
class ModelServer:
    """Replies with what `reply` makes of a prompt, in pieces of a few characters, or fails as `mode` says.

    `times` is how many calls fail before the rest go well, None for all; `pause` the seconds between the pieces.
    """

    reply: Reply = honest
    mode: str = "well"
    times: int | None = None
    pause: float = 0.0
    seed: int = 1
    url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    open_now: int = 0
    left: int = 0  # calls whose client went before the end

    @property
    def settings(self) -> ModelSettings:
        """The settings that lead to it."""
        return ModelSettings(openai_base_url=self.url, openai_api_key=SecretStr(SECRET), waymark_model="tiny")

    @property
    def prompts(self) -> list[str]:
        """All that it was sent, call by call."""
        return ["\n".join(m["content"] for m in request["messages"]) for request in self.requests]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection's one request."""
        self.open_now += 1
        try:
            if self.mode == "accept_close":
                self.requests.append({"messages": []})
                return
            request = await _request(reader)
            self.requests.append(request)
            mode = self.mode if self.times is None or len(self.requests) <= self.times else "well"
            failing, gone = (asyncio.ensure_future(w) for w in (MODES[mode](self, writer, request), reader.read()))
            done, pending = await asyncio.wait({failing, gone}, return_when=asyncio.FIRST_COMPLETED)
            for task in pending:
                task.cancel()
            for task in done:
                task.exception()  # or asyncio complains of each client that left that nobody looked at it
            self.left += failing not in done or failing.exception() is not None
        except asyncio.IncompleteReadError:
            self.left += 1
        finally:
            self.open_now -= 1
            writer.close()

    def pieces(self, request: dict[str, Any]) -> list[str]:
        """The reply, cut where tokens might end, in the middle of markers too."""
        instructions, message = (m["content"] for m in request["messages"])
        text, cut, at = self.reply(instructions, message), random.Random(self.seed), 0  # noqa: S311 - nothing secret
        found = []
        while at < len(text):
            size = cut.randint(1, 9)
            found.append(text[at : at + size])
            at += size
        return found


Mode = Callable[[ModelServer, asyncio.StreamWriter, dict[str, Any]], Awaitable[None]]
BEGINNING = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
)


async def _request(reader: asyncio.StreamReader) -> dict[str, Any]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = re.search(r"content-length: (\d+)", head)
    body: dict[str, Any] = json.loads(await reader.readexactly(int(length[1]) if length else 0))
    return body


async def _begin(writer: asyncio.StreamWriter) -> None:
    writer.write(BEGINNING)
    await _send(writer, _chunk({"role": "assistant", "content": ""}))


async def _send(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
    await writer.drain()


async def _end(writer: asyncio.StreamWriter) -> None:
    writer.write(b"0\r\n\r\n")
    await writer.drain()


def _chunk(delta: dict[str, Any], finish: str | None = None, **more: Any) -> bytes:
    return _bare_chunk([{"index": 0, "delta": delta, "finish_reason": finish}], **more)


def _bare_chunk(choices: list[dict[str, Any]], **more: Any) -> bytes:
    return _event(
        {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": choices, **more}
    )


def _event(data: Any) -> bytes:
    return f"data: {json.dumps(data)}\n\n".encode()


async def _well(server: ModelServer, writer: asyncio.StreamWriter, request: dict[str, Any]) -> None:
    if not request.get("stream"):
        await _whole(writer, "".join(server.pieces(request)))
        return
    await _begin(writer)
    for piece in server.pieces(request):
        await _send(writer, _chunk({"content": piece}))
        await asyncio.sleep(server.pause)
    await _send(writer, _chunk({}, "stop"))
    usage = {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}
    await _send(writer, _bare_chunk([], usage=usage))
    await _send(writer, b"data: [DONE]\n\n")
    await _end(writer)


async def _whole(writer: asyncio.StreamWriter, text: str) -> None:
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    body = {"id": "c", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice]}
    await _respond(writer, 200, json.dumps(body).encode())


async def _respond(writer: asyncio.StreamWriter, status: int, body: bytes, **headers: str) -> None:
    lines = {"Content-Type": "application/json", "Content-Length": str(len(body)), "Connection": "close", **headers}
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in lines.items())
    writer.write(f"HTTP/1.1 {status} X\r\n{head}\r\n".encode() + body)
    await writer.drain()


async def _half(server: ModelServer, writer: asyncio.StreamWriter, request: dict[str, Any]) -> None:
    """The first half of the reply, which holds at least a sentence."""
    await _begin(writer)
    pieces = server.pieces(request)
    for piece in pieces[: len(pieces) // 2]:
        await _send(writer, _chunk({"content": piece}))


async def _for_ever(writer: asyncio.StreamWriter, data: bytes = b"", seconds: float = 0.02) -> None:
    """Send `data`, or nothing, again and again."""
    while True:
        if data:
            await _send(writer, data)
        await asyncio.sleep(seconds)


def _failing(status: int, **headers: str) -> Mode:
    async def mode(_server: ModelServer, writer: asyncio.StreamWriter, _request: dict[str, Any]) -> None:
        body = json.dumps({"error": {"message": f"Incorrect API key provided: {SECRET}", "type": "x"}}).encode()
        await _respond(writer, status, body, **headers)

    return mode


def _ending(data: bytes = b"", *, is_cut: bool = False) -> Mode:
    """Half the reply, then `data`, then an end in order or a cut."""

    async def mode(server: ModelServer, writer: asyncio.StreamWriter, request: dict[str, Any]) -> None:
        await _half(server, writer, request)
        if data:
            await _send(writer, data)
        if not is_cut:
            await _end(writer)

    return mode


async def _hang(_server: ModelServer, writer: asyncio.StreamWriter, _request: dict[str, Any]) -> None:
    await _for_ever(writer)


async def _hang_in_the_middle(server: ModelServer, writer: asyncio.StreamWriter, request: dict[str, Any]) -> None:
    await _half(server, writer, request)
    await _for_ever(writer)


async def _drip(server: ModelServer, writer: asyncio.StreamWriter, request: dict[str, Any]) -> None:
    await _half(server, writer, request)
    await _for_ever(writer, _chunk({"content": " word"}), 0.1)


async def _keep_alive(_server: ModelServer, writer: asyncio.StreamWriter, _request: dict[str, Any]) -> None:
    await _begin(writer)
    await _for_ever(writer, b": ping\n\n")


async def _reset(server: ModelServer, writer: asyncio.StreamWriter, request: dict[str, Any]) -> None:
    await _half(server, writer, request)
    sock: socket.socket = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def _html(_server: ModelServer, writer: asyncio.StreamWriter, _request: dict[str, Any]) -> None:
    await _respond(writer, 200, b"<html><body>Sign in to the network</body></html>", Content_Type="text/html")


async def _empty_choices(_server: ModelServer, writer: asyncio.StreamWriter, _request: dict[str, Any]) -> None:
    writer.write(BEGINNING)
    for _ in range(3):
        await _send(writer, _bare_chunk([]))
    await _send(writer, b"data: [DONE]\n\n")
    await _end(writer)


async def _flood(server: ModelServer, writer: asyncio.StreamWriter, request: dict[str, Any]) -> None:
    """Three hundred megabytes of chunks that say nothing."""
    await _half(server, writer, request)
    many = _chunk({"content": ""}) * 5000
    for _ in range(300_000_000 // len(many)):
        await _send(writer, many)
    await _end(writer)


async def _long_line(server: ModelServer, writer: asyncio.StreamWriter, request: dict[str, Any]) -> None:
    """One line of four hundred megabytes."""
    await _half(server, writer, request)
    await _send(writer, b'data: {"choices": [{"index": 0, "delta": {"content": "')
    for _ in range(400):
        await _send(writer, b"x" * 1_000_000)
    await _end(writer)


async def _packed(_server: ModelServer, writer: asyncio.StreamWriter, _request: dict[str, Any]) -> None:
    await _respond(writer, 200, b"\x1f\x8b\x08", Content_Encoding="gzip")


_LATER = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
# The 26 ways to fail; `refused` is a port at which nobody listens.
FAULTS: dict[str, Mode] = {
    "refused": _hang,
    "accept_close": _hang,  # closed before the request is read
    "hang_before_headers": _hang,
    "hang_mid_stream": _hang_in_the_middle,
    "drip": _drip,
    "keep_alive_comments": _keep_alive,
    "rst": _reset,
    "fin_mid_stream": _ending(is_cut=True),
    "clean_end_without_finish": _ending(),
    "length": _ending(_chunk({}, "length")),
    "malformed_json": _ending(b'data: {"choices": [{"index"\n\n'),
    "error_event": _ending(_event({"error": {"message": f"boom {SECRET}", "type": "server_error"}})),
    "html_200": _html,
    "empty_choices": _empty_choices,
    "429_in_2": _failing(429, Retry_After="2"),
    "429_in_30": _failing(429, Retry_After="30"),
    "429_in_600": _failing(429, Retry_After="600"),
    "429_at_a_date": _failing(429, Retry_After=_LATER),
    "429_garbage": _failing(429, Retry_After="soon; maybe"),
    "500": _failing(500),
    "503": _failing(503),
    "401": _failing(401),
    "400_too_long": _failing(400),
    "300_mb_of_chunks": _flood,
    "400_mb_line": _long_line,
    "bad_utf8": _ending(b'data: {"choices": [{"index": 0, "delta": {"content": "\xff\xfe"}}]}\n\n'),
}
MODES: dict[str, Mode] = {"well": _well, "packed": _packed, "filtered": _ending(_chunk({}, "content_filter")), **FAULTS}
STAY = {"400_too_long", "401", "429_in_30", "429_in_600", "429_at_a_date"}  # which asking once more would not mend
SILENT = {"hang_before_headers", "keep_alive_comments"}  # which have taken all the time there is to begin
IN_THE_MIDDLE = {
    "hang_mid_stream", "drip", "rst", "fin_mid_stream", "clean_end_without_finish", "length", "malformed_json",
    "error_event", "300_mb_of_chunks", "400_mb_line", "bad_utf8",
}  # fmt: skip


@contextmanager
def listening(server: ModelServer) -> Iterator[ModelServer]:
    """The server at its `url`, in a thread of its own, for as long as the block runs."""
    loop, ready, stop = asyncio.new_event_loop(), Event(), asyncio.Event()

    async def main() -> None:
        listener = await asyncio.start_server(server.serve, "127.0.0.1", 0)
        server.url = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}/v1"
        if server.mode == "refused":
            listener.close()
        ready.set()
        await stop.wait()
        listener.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
            with suppress(asyncio.CancelledError, ConnectionError):
                await task

    thread = Thread(target=loop.run_until_complete, args=(main(),), daemon=True)
    thread.start()
    ready.wait()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(5)
        loop.close()
