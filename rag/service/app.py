"""The service as an application: its parts, its routes, and what stands around them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Route

from ingest.errors import WaymarkError
from rag.assistant import Assistant
from rag.conversations import Conversations
from rag.feedback import Feedback
from rag.service.access import Gate, GuardedApp
from rag.service.body import MOST_BYTES, BoundedBody
from rag.service.desk import Desk, answering_threads
from rag.service.failures import on_failure, on_http_error, on_invalid
from rag.service.journal import Journal
from rag.service.keys import Keys
from rag.service.limits import Admission, Rate
from rag.service.meters import Meters
from rag.service.openapi import described
from rag.service.parts import Service
from rag.service.readiness import Readiness
from rag.service.routes import (
    about,
    ask,
    chat_completions,
    compare,
    conversations,
    documents,
    feedback,
    health,
    learner,
    metrics,
    models,
    next_step,
    plan,
    reference,
    responses,
    search,
    topics,
)
from rag.service.settings import USUAL_RATE, ServiceSettings
from rag.service.tools import make_tools
from rag.store import Store

_ROUTES = (
    ask, search, next_step, learner, plan, compare, topics, documents, conversations, feedback,
    chat_completions, responses, models, about, health, metrics, reference,
)  # fmt: skip

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def make_app(  # noqa: PLR0913 - the parts of a service
    assistant: Assistant,
    store: Store,
    *,
    settings: ServiceSettings | None = None,
    keys: Keys | None = None,
    model: str | None = None,
    admission: Admission | None = None,
) -> FastAPI:
    """The service over an assistant; with `keys` for their holders, without for this machine alone.

    `model` is the name of the language model that the assistant asks. Each call makes a new one, to be started once.
    """
    settings = settings or ServiceSettings()
    gate = Gate(keys, _rate(settings, keys))
    meters, readiness = Meters(), Readiness(assistant, model)
    desk = Desk(assistant, (meters.note_answer, readiness.note), admission)
    tools = make_tools(desk)
    mounted = tools.streamable_http_app(
        stateless_http=True, json_response=True, max_request_body_size=MOST_BYTES, host="" if keys else "127.0.0.1"
    )
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=_lifespan(tools.session_manager.run))
    app.state.service = Service(desk, Conversations(store), Feedback(store), meters, readiness)
    app.state.gate = gate
    _add_routes(app)
    app.router.routes.append(Route("/mcp", GuardedApp(mounted, gate), include_in_schema=False))
    app.openapi = lambda: described(app, has_keys=gate.has_keys)  # type: ignore[method-assign] # FastAPI's own way
    _add_surroundings(app, settings, meters)
    return app


def _rate(settings: ServiceSettings, keys: Keys | None) -> Rate | None:
    """How much each caller may ask; on one's own machine as much as one likes, unless it is set."""
    if settings.rate:
        return Rate(settings.rate)
    return Rate(USUAL_RATE) if keys else None


def _add_routes(app: FastAPI) -> None:
    app.state.routes = [route for module in _ROUTES for route in module.router.routes]
    for module in _ROUTES:
        app.include_router(module.router)
    app.add_exception_handler(WaymarkError, on_failure)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(HTTPException, on_http_error)


def _add_surroundings(app: FastAPI, settings: ServiceSettings, meters: Meters) -> None:
    """What a request passes before its route; what is added last is passed first."""
    if settings.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.origins,
            allow_methods=["GET", "POST", "PATCH", "DELETE"],
            allow_headers=["Authorization", "Content-Type", "X-Request-ID"],
        )
    app.add_middleware(BoundedBody)
    app.add_middleware(Journal, meters=meters)


def _lifespan(sessions: Callable[[], AbstractAsyncContextManager[None]]) -> Lifespan:
    """What is there for as long as the service runs: the threads that answer, and the sessions of the tools."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        threads = answering_threads()
        asyncio.get_running_loop().set_default_executor(threads)
        async with sessions():
            yield
        threads.shutdown(wait=False, cancel_futures=True)

    return lifespan
