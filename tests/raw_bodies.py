"""Bodies that nobody would send in good faith, as they are written to a socket."""

import gzip
import http.client
import socket
from contextlib import closing, suppress
from urllib.parse import urlsplit

PATHS = ("/v1/ask", "/v1/plan", "/v1/chat/completions")

_QUESTION = b'"question": "What is stock?"'
_VALUES = {
    "a number that is none": b"NaN", "infinity": b"Infinity", "minus infinity": b"-Infinity",
    "a number too large": b"1e999", "a number too small": b"-1e999", "5,000 digits": b"9" * 5000,
    "a lone surrogate": b'"\\ud800"', "a surrogate the wrong way round": b'"\\udc00\\ud800"',
    "bad UTF-8": b'"\xff\xfe"', "an overlong form": b'"\xc0\xaf"', "a cut sequence": b'"\xe2\x82"',
    "NUL": b'"\\u0000"', "a raw NUL": b'"\x00"', "a raw line end": b'"a\nb"', "a bell": b'"\\u0007\\u0007\\u0007"',
    "nothing": b"null", "truth": b"true", "a list": b"[]", "an object": b"{}", "a fraction": b"1.5", "zero": b"0",
    "minus one": b"-1", "a huge integer": b"99999999999999999999", "text for a number": b'"10"',
    "4,001 characters": b'"' + b"x" * 4001 + b'"', "100,000 characters": b'"' + b"x" * 100_000 + b'"',
    "an escape that is none": b'"\\x41"', "an open text": b'"abc', "single quotes": b"'abc'", "a hexadecimal": b"0x10",
    "a leading zero": b"012", "a plus sign": b"+1", "an undefined": b"undefined",
}  # fmt: skip
_BODIES = {
    "no body": b"", "white space": b"  \n", "an open object": b"{", "a closed one": b"}", "a list": b"[]",
    "a text": b'"text"', "a number": b"1", "nothing": b"null", "two values": b"{} {}", "a comma too many": b'{"a": 1,}',
    "a comment": b"{/* c */}", "a key that is none": b"{1: 2}", "a BOM": b"\xef\xbb\xbf{}",
    "UTF-16": '{"question": "x"}'.encode("utf-16"), "UTF-32": '{"question": "x"}'.encode("utf-32"),
    "200,000 lists": b"[" * 200_000, "100,000 nested objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "duplicate keys": b'{"question": "a", "question": 5}', "an unknown field": b'{"zzz": 1, ' + _QUESTION + b"}",
    "a prototype": b'{"__proto__": {}, "constructor": 1}', "a form": b"question=stock&k=1", "XML": b"<a/>",
    "noise": bytes(range(256)) * 8, "a long key": b'{"' + b"k" * 200_000 + b'": 1}',
}  # fmt: skip
SENT = {
    **{f"{name} as a value": b'{"question": %b, "k": %b, "hours": %b, "messages": %b, "model": "waymark"}'
       % (value, value, value, value) for name, value in _VALUES.items()},
    **_BODIES,
}  # fmt: skip
READABLE = ("a BOM", "UTF-16", "UTF-32")  # which say how they are to be read
_JSON = "Content-Type: application/json\r\n"


def raw() -> dict[str, tuple[str, bytes]]:
    """What is wrong with the way a body is sent: its header lines, and what follows them."""
    body, bomb = b'{"question": "What is stock?"}', gzip.compress(b" " * 50_000_000)
    large = b'{"question": "' + b"x" * 263_000 + b'"}'
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(large), large)
    return {
        "a Content-Length too small": (f"{_JSON}Content-Length: 5\r\n", body),
        "one that is none": (f"{_JSON}Content-Length: many\r\n", body),
        "two of them": (f"{_JSON}Content-Length: 5\r\nContent-Length: 6\r\n", body),
        "gzip": (f"{_JSON}Content-Encoding: gzip\r\nContent-Length: {len(bomb)}\r\n", bomb),
        "gzip that is not told": (f"{_JSON}Content-Length: {len(bomb)}\r\n", bomb),
        "257 KB": (f"{_JSON}Content-Length: {len(large)}\r\n", large),
        "257 KB in chunks": (f"{_JSON}Transfer-Encoding: chunked\r\n", chunked),
        "a wrong media type": (f"Content-Type: text/plain\r\nContent-Length: {len(body)}\r\n", body),
    }


BY_THE_PARSER = ("one that is none", "two of them")  # which the HTTP parser refuses in words of its own


def exchanged(url: str, path: str, head: str, body: bytes) -> tuple[int, bytes]:
    """The status and the body with which the service answers what is written to its socket as it is."""
    parts = urlsplit(url)
    with socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=20) as connection:
        connection.sendall(f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{head}\r\n".encode())
        with suppress(OSError):  # refused before all of it was sent
            connection.sendall(body)
        with closing(http.client.HTTPResponse(connection)) as response:
            response.begin()
            return response.status, response.read()
