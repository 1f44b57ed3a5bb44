"""What the routes work with, and how they get at it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from rag.assistant import Assistant
from rag.conversations import Conversations
from rag.feedback import Feedback
from rag.service.desk import Desk
from rag.service.meters import Meters
from rag.service.readiness import Readiness


@dataclass(frozen=True, slots=True)
class Service:
    """The parts of one service."""

    desk: Desk
    conversations: Conversations
    feedback: Feedback
    meters: Meters
    readiness: Readiness

    @property
    def assistant(self) -> Assistant:
        """The assistant behind the desk."""
        return self.desk.assistant


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


def _caller(request: Request) -> str:
    caller: str = request.state.caller
    return caller


Here = Annotated[Service, Depends(_service)]
Caller = Annotated[str, Depends(_caller)]  # the id of the key, nothing where there are no keys
