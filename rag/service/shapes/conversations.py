"""What responses hold of conversations."""

from typing import Annotated, Any

from pydantic import BaseModel, Field

from rag.records import Intent
from rag.service.shapes.answers import CitationShape, FoundShape, UsageShape


class FeedbackShape(BaseModel):
    """The note that was taken."""

    id: str


class ConversationShape(BaseModel):
    """A conversation; its id cannot be guessed."""

    id: str
    title: Annotated[str, Field(description="The one it was given, else the beginning of its first question.")]
    started_at: str
    length: Annotated[int, Field(description="How many turns it has.")]
    waiting: Annotated[str | None, Field(description="A question whose answer is being told, or was cut off.")]


class ConversationsShape(BaseModel):
    """Your conversations, newest first."""

    conversations: list[ConversationShape]


class KeptAnswerShape(BaseModel):
    """An answer as it is kept: whole but for the text of its passages."""

    id: str
    question: str
    text: str
    citations: list[CitationShape]
    abstained: bool
    intent: Intent
    passages: list[FoundShape]
    plan: dict[str, Any] | None
    degraded: str | None
    model: str
    usage: UsageShape | None


class TurnShape(BaseModel):
    """A question and its answer."""

    asked_at: str
    answer: KeptAnswerShape


class WholeConversationShape(ConversationShape):
    """A conversation with its turns, oldest first."""

    turns: list[TurnShape]
