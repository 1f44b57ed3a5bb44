"""Opening the chat: a free port, an index, then the server."""

import errno
import os
import socket
from typing import TYPE_CHECKING

import typer

from ingest.errors import WaymarkError
from ui.building import build_if_none

if TYPE_CHECKING:
    from ui.parts import Parts


HOST = "127.0.0.1"  # where ui.serve binds the server


class PortError(WaymarkError):
    """The port cannot be used."""


def chat(parts: "Parts", port: int) -> int:
    """Serve the chat at `port` until it is ended, and give the server's exit status; raises WaymarkError."""
    check_port(port, HOST, "waymark chat")
    settings = parts.read_settings()
    build_if_none(parts, settings)
    typer.echo(f"Waymark is at http://{HOST}:{port} (Ctrl-C ends it).")
    return parts.run(parts.chat_command(port))


def check_port(port: int, host: str, command: str) -> None:
    """Raise PortError when `command` could serve nothing at `host`:`port`."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        if os.name == "posix":  # without it, a server that has just ended would count as taken for a minute
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            why = "is taken" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
            raise PortError(f"Port {port} {why}. Choose another one with `{command} --port NUMBER`.") from None
