"""What OpenAI's chat completions and responses have in common: messages, the model's name, the question in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, cast, get_args

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from rag.bounds import MOST_CHARACTERS, MOST_TURNS
from rag.events import Delta, Event, Replaced
from rag.records import Answer, Speaker, Turn
from rag.service.failures import RefusedError

MODEL = "waymark"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MOST_SAID = 8000  # characters of an earlier message that are read


class Lenient(BaseModel):
    """A body in OpenAI's form: what Waymark has no use for, such as a temperature, may be there."""

    model_config = ConfigDict(strict=True, extra="ignore", allow_inf_nan=False)


class PartBody(Lenient):
    """A part of a message's content; only text is taken."""

    type: Literal["text", "input_text", "output_text"]
    text: str


class MessageBody(Lenient):
    """A message; those of the system, the developer and tools are not read."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[PartBody] | None = None

    @property
    def text(self) -> str:
        """Its content as text."""
        if isinstance(self.content, str):
            return self.content
        return "\n".join(part.text for part in self.content or ())


Messages = Annotated[list[MessageBody], Field(min_length=1, max_length=2000)]
Model = Annotated[str, Field(json_schema_extra={"enum": [MODEL]})]


def asked(messages: Sequence[MessageBody]) -> tuple[str, list[Turn]]:
    """The question, which is the user's last message, and the turns before it; raises RefusedError for a long one."""
    said = [(m.role, _CONTROL.sub("", m.text)) for m in messages]
    last = max((at for at, (role, _) in enumerate(said) if role == "user"), default=None)
    if last is None:
        return "", []
    question = said[last][1]
    if len(question) > MOST_CHARACTERS:
        raise RefusedError(400, "invalid_request", f"The question has more than {MOST_CHARACTERS:,} characters.")
    turns = [Turn(cast("Speaker", role), text[:_MOST_SAID]) for role, text in said[:last] if role in get_args(Speaker)]
    return question, turns[-MOST_TURNS:]


def check_model(name: str) -> None:
    """Raise RefusedError for another model than ours."""
    if name != MODEL:
        raise RefusedError(404, "model_not_found", f"There is no such model. The one here is `{MODEL}`.")


def own_field(answer: Answer) -> dict[str, Any]:
    """What OpenAI's shapes have no place for."""
    return {
        "answer_id": answer.id,
        "intent": answer.intent,
        "abstained": answer.abstained,
        "degraded": answer.degraded,
        "model": answer.model,
        "plan": answer.plan,
    }


def base_of(request: Request) -> str:
    """The address at which the caller reached this service, without a slash."""
    return str(request.base_url).rstrip("/")


def tokens_of(answer: Answer) -> tuple[int, int]:
    """The tokens that a language model read and wrote for an answer; none where none was asked, or it does not tell."""
    if answer.usage is None:
        return 0, 0
    return answer.usage.prompt_tokens or 0, answer.usage.completion_tokens or 0


@dataclass(slots=True)
class Told:
    """What a stream in OpenAI's form has told; nothing of it can be taken back."""

    text: str = ""
    begin: int = 0  # of the answer that counts

    def take(self, event: Event) -> str:
        """The next piece of the text: of an answer that is told anew first why, between empty lines."""
        if isinstance(event, Delta):
            piece = event.text
        elif isinstance(event, Replaced):
            piece = f"\n\n{event.reason}\n\n"
            self.begin = len(self.text) + len(piece)
        else:
            return ""
        self.text += piece
        return piece
