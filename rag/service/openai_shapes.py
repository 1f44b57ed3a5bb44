"""What responses in OpenAI's form hold, for the OpenAPI document."""

from typing import Any, Literal

from pydantic import BaseModel

from rag.service.shapes.answers import CitationShape


class ModelShape(BaseModel):
    """A model."""

    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class ModelsShape(BaseModel):
    """All models."""

    object: Literal["list"]
    data: list[ModelShape]


class UrlCitationShape(BaseModel):
    """`content[start_index:end_index]` is the sentence, with its markers, that rests on the address."""

    start_index: int
    end_index: int
    url: str
    title: str


class AnnotationShape(BaseModel):
    """A citation of chat completions; `waymark` is the whole of it."""

    type: Literal["url_citation"]
    url_citation: UrlCitationShape
    waymark: CitationShape


class MessageShape(BaseModel):
    """The answer."""

    role: Literal["assistant"]
    content: str
    refusal: None
    annotations: list[AnnotationShape]


class ChoiceShape(BaseModel):
    """The only choice."""

    index: int
    message: MessageShape
    finish_reason: Literal["stop"]
    logprobs: None


class UsageShape(BaseModel):
    """Tokens of a language model; none where none was asked."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class ChatCompletionShape(BaseModel):
    """A chat completion."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[ChoiceShape]
    usage: UsageShape
    waymark: dict[str, Any]


class FlatAnnotationShape(UrlCitationShape):
    """A citation of responses; `waymark` is the whole of it."""

    type: Literal["url_citation"]
    waymark: CitationShape


class OutputTextShape(BaseModel):
    """The text of the answer."""

    type: Literal["output_text"]
    text: str
    annotations: list[FlatAnnotationShape]
    logprobs: list[Any]


class OutputShape(BaseModel):
    """The message that is the answer."""

    type: Literal["message"]
    id: str
    status: Literal["completed"]
    role: Literal["assistant"]
    content: list[OutputTextShape]


class ResponseUsageShape(BaseModel):
    """Tokens of a language model; none where none was asked."""

    input_tokens: int
    input_tokens_details: dict[str, int]
    output_tokens: int
    output_tokens_details: dict[str, int]
    total_tokens: int


class ResponseShape(BaseModel):
    """A response."""

    id: str
    object: Literal["response"]
    created_at: int
    status: Literal["completed"]
    model: str
    output: list[OutputShape]
    usage: ResponseUsageShape
    error: None
    incomplete_details: None
    instructions: None
    metadata: dict[str, str]
    parallel_tool_calls: bool
    temperature: None
    tool_choice: Literal["none"]
    tools: list[Any]
    top_p: None
    waymark: dict[str, Any]


class OpenAIErrorDetail(BaseModel):
    """What went wrong."""

    message: str
    type: str
    param: None
    code: str


class OpenAIErrorShape(BaseModel):
    """A request that was not served."""

    error: OpenAIErrorDetail
