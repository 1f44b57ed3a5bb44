"""Starting the service from the environment: the checks before it, and the application in each of its processes."""

import os
from contextlib import closing

import uvicorn
from fastapi import FastAPI

from ingest.errors import SettingsError
from ingest.scratch import Scratch
from ingest.settings import read_settings
from rag.bootstrap import open_assistant
from rag.heap import keep_large_pieces_apart
from rag.service import protocol
from rag.service.access import is_loopback
from rag.service.app import make_app
from rag.service.keys import Keys
from rag.service.logs import set_up_logs
from rag.service.meters import SHARED
from rag.service.settings import read_service_settings
from rag.settings import read_model_settings
from rag.store import FILE, Store

_IDLE = 60  # seconds that a connection stays open between requests: longer than clients keep theirs
_GRACE = 8  # seconds that answers have to come to their end once the service is told to stop


def application() -> FastAPI:
    """The application that the environment describes, in this process; raises WaymarkError."""
    settings, service = read_settings(), read_service_settings()
    set_up_logs()
    keep_large_pieces_apart()
    store, keys = Store(settings.home / FILE), Keys(service.keys_file(settings.home))
    models = read_model_settings()
    assistant = open_assistant(settings, models)
    model = models.waymark_model if models.names_a_model else None
    assistant.warm()
    return make_app(assistant, store, settings=service, keys=keys if keys.all else None, model=model)


def check(host: str) -> None:
    """Raise WaymarkError where the service could not be started, or would be open to strangers at `host`."""
    settings, service = read_settings(), read_service_settings()
    Store(settings.home / FILE).check()
    if not Keys(service.keys_file(settings.home)).all and not is_loopback(host):
        raise SettingsError(
            f"At {host} others could ask too, and there is no API key yet. "
            "Make one with `waymark keys add NAME`, or leave --host out."
        )


def serve(host: str, port: int, workers: int) -> None:
    """Serve at `host`:`port` until the process is told to stop, in `workers` processes."""
    with closing(Scratch()) as shared:
        if workers > 1:
            os.environ[SHARED] = str(shared.path)  # the processes count together in it
        uvicorn.run(
            "rag.service.start:application",
            factory=True,
            host=host,
            port=port,
            workers=workers,
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            http=protocol.NAME,
            timeout_graceful_shutdown=_GRACE,
            timeout_keep_alive=_IDLE,
        )
