"""What requests may hold: strict, bounded, and nothing that is not known."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from rag.bounds import (
    LEAST_HOURS_A_WEEK,
    MOST_CHARACTERS,
    MOST_HOURS_A_MONTH,
    MOST_HOURS_A_WEEK,
    MOST_OF_ONESELF,
    MOST_PASSAGES,
    MOST_TURNS,
    USUAL_PASSAGES,
)
from rag.effort import HOURS_A_MONTH

_TEXT = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"  # no control characters but tabs and line ends
_MOST_SAID = 8000  # characters of one earlier message: an answer may be longer than a question
_MOST_NAMES = 200  # more than there are topics: who ticks off what they know may know most of them


def _whole(value: object) -> object:
    """16.0 is an integer in JSON."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Day = Annotated[date, BeforeValidator(lambda v: date.fromisoformat(v) if isinstance(v, str) else v)]
Name = Annotated[str, Field(min_length=1, max_length=100, pattern=_TEXT)]
Hours = Annotated[float, Field(ge=LEAST_HOURS_A_WEEK, le=MOST_HOURS_A_WEEK)]
Names = Annotated[list[Name], Field(max_length=_MOST_NAMES)]
Asked = Annotated[str, Field(min_length=1, max_length=MOST_CHARACTERS, pattern=_TEXT)]
Passages = Annotated[
    int,
    Field(ge=1, le=MOST_PASSAGES, description="How many passages to retrieve."),
    BeforeValidator(_whole),
]
Turn = Annotated[int, Field(ge=1, le=100_000), BeforeValidator(_whole)]
Id = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]


class Body(BaseModel):
    """A request's body."""

    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)


class TurnBody(Body):
    """One earlier message."""

    role: Literal["user", "assistant"]
    content: Annotated[str, Field(max_length=_MOST_SAID, pattern=_TEXT)]


class ProfileBody(Body):
    """What was kept of a learner: the `profile` of an earlier next step, as it was given."""

    waymark_profile: Literal[1]
    known: Names = []
    basics: Names = []
    lacking: Names = []
    wanted: Names = []
    goal: Name | None = None
    hours_per_week: Hours | None = None
    free_only: bool = False
    forms: Annotated[list[Literal["book", "video", "course"]], Field(max_length=3)] = []
    language: Name | None = None


class AskBody(Body):
    """A question, and what it follows on."""

    question: Asked
    history: Annotated[list[TurnBody], Field(max_length=MOST_TURNS, description="The earlier messages.")] = []
    k: Passages = USUAL_PASSAGES
    stream: Annotated[bool, Field(description="Whether to answer as server-sent events.")] = False
    conversation_id: Annotated[
        Id | None, Field(description="A conversation whose turns come before `history`, and which keeps the answer.")
    ] = None
    turn: Annotated[
        Turn | None,
        Field(
            description="The turn of the conversation, from 1, that the answer takes the place of, with all after it."
        ),
    ] = None
    profile: Annotated[
        ProfileBody | None, Field(description="What was kept of the learner; a next step goes on from it.")
    ] = None

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"question": "I know Python. What should I learn next?"}]}
    )

    @property
    def kept(self) -> dict[str, Any] | None:
        """The profile as JSON data."""
        return self.profile.model_dump() if self.profile else None


class SearchBody(Body):
    """What to look for."""

    query: Asked
    k: Passages = USUAL_PASSAGES

    model_config = ConfigDict(json_schema_extra={"examples": [{"query": "vector databases", "k": 5}]})


class LearnerBody(Body):
    """What is known of a learner: in their own words, and by the names that GET /v1/topics lists.

    Their words count over a profile, and what is named over both.
    """

    about: Annotated[
        str, Field(max_length=MOST_OF_ONESELF, pattern=_TEXT, description="The learner in their own words.")
    ] = ""
    know: Annotated[Names, Field(description="Topics that the learner knows.")] = []
    lack: Annotated[Names, Field(description="Topics that the learner does not know.")] = []
    goal: Annotated[Name | None, Field(description="Where the learner wants to get to.")] = None
    hours: Annotated[Hours | None, Field(description="Hours a week; ten if nothing tells how many.")] = None
    profile: ProfileBody | None = None

    model_config = ConfigDict(json_schema_extra={"examples": [{"know": ["python"], "goal": "nlp-engineer"}]})

    @property
    def kept(self) -> dict[str, Any] | None:
        """The profile as JSON data."""
        return self.profile.model_dump() if self.profile else None


class PlanBody(LearnerBody):
    """A learner and their pace."""

    hours_per_month: Annotated[
        float, Field(ge=1, le=MOST_HOURS_A_MONTH, description="Hours of work that a source's month is taken as.")
    ] = HOURS_A_MONTH
    start: Annotated[Day | None, Field(description="The first day; today if left out.")] = None
    roadmap: Annotated[Name | None, Field(description="The id of a roadmap to follow alone.")] = None

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"know": ["python"], "goal": "nlp-engineer", "hours": 8}]}
    )


class FeedbackBody(Body):
    """What somebody says of an answer."""

    answer_id: Id
    rating: Literal["up", "down"]
    comment: Annotated[str, Field(max_length=2000, pattern=_TEXT)] = ""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"answer_id": "0f8fad5bd9cb469fa16570867728950e", "rating": "up"}]}
    )


class RenameBody(Body):
    """A conversation's title; an empty one gives back the beginning of its first question."""

    title: Annotated[str, Field(max_length=200, pattern=_TEXT)]

    model_config = ConfigDict(json_schema_extra={"examples": [{"title": "From Python to NLP"}]})


class CompareQuery(BaseModel):
    """What to compare."""

    topic: Annotated[list[Name], Field(max_length=10, description="Topics; without any, all that have a stage.")] = []

    model_config = ConfigDict(extra="forbid")


class ListQuery(BaseModel):
    """How much to list."""

    limit: Annotated[int, Field(ge=1, le=200, description="How many.")] = 50
    search: Annotated[
        str, Field(max_length=200, pattern=_TEXT, description="What their titles, questions or answers hold.")
    ] = ""

    model_config = ConfigDict(extra="forbid")
