"""The service as `waymark serve` starts it, in a process of its own: `python real_service.py PORT [leaking | narrow]`.

The weak twins: `leaking` keeps a handle of every request for good, `narrow` lets in one at a time and none to wait.
"""

import os
import socket
import subprocess
import sys
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from battery.builders import environment
from battery.lost_turns import Service
from ingest.settings import Settings
from rag.service import start
from rag.service.limits import Admission


class RealService(Service):
    """The service over the index in a home, with the variables that are given; its log stays in the home."""

    def __init__(self, settings: Settings, twin: str = "", **variables: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        told = {"WAYMARK_HOME": str(settings.home), "WAYMARK_CORPUS": str(settings.corpus), **variables}
        with (settings.home / "service.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, __file__, str(port), twin],
                stdout=subprocess.DEVNULL,
                stderr=log,
                text=True,
                env={**environment(), **told},
            )
        self.url = f"http://127.0.0.1:{port}"
        self.await_readiness()


class Leaking:
    """Opens something for each request, and forgets it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.kept = app, list[Any]()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass it on."""
        if scope["type"] == "http":
            self.kept.append(open(os.devnull, "rb"))  # noqa: ASYNC230, PTH123, SIM115 - which is what is wrong with it
        await self.app(scope, receive, send)


def main(port: int, twin: str) -> None:
    """Serve until told to stop."""
    if not twin:
        start.serve("127.0.0.1", port, 1)
        return
    app = start.application()
    if twin == "narrow":
        app.state.service.desk.admission = Admission(1, 0)
    uvicorn.run(Leaking(app) if twin == "leaking" else app, port=port, log_config=None, access_log=False)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
