"""What responses hold of the service itself, and of what went wrong."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field


class ModelShape(BaseModel):
    """The language model that words the answers; while it rests after failures, answers are worded without it."""

    name: str
    state: Literal["ready", "resting"]


class AboutShape(BaseModel):
    """The index in use, and the language model."""

    generation: str
    embedder: str
    documents: int
    passages: int
    built_at: str
    model: ModelShape | None


class HealthShape(BaseModel):
    """The process is there."""

    status: Literal["ok"]


class ReadyShape(BaseModel):
    """Whether questions can be answered, and from which index."""

    status: Literal["ready", "not ready"]
    generation: str | None
    canary: Annotated[str, Field(description="Whether a search for a word of the index found anything.")]
    notice: Annotated[str | None, Field(description="Why answers are made in a lesser way, where they are.")]
    model: Annotated[str, Field(description="The language model: not set, untried, answering or failing.")]


class ErrorDetail(BaseModel):
    """What went wrong."""

    code: str
    message: str
    request_id: str


class ErrorShape(BaseModel):
    """A request that was not served."""

    error: ErrorDetail
