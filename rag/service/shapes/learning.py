"""What responses hold of a learner: the profile, the map, the next step, the plan."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from rag.service.shapes.answers import CitationShape
from rag.service.shapes.topics import AreaShape, NamedShape


class ProfileShape(BaseModel):
    """What was understood of a learner, as it can be sent back."""

    waymark_profile: int
    known: list[str]
    basics: list[str]
    lacking: list[str]
    wanted: list[str]
    goal: str | None
    hours_per_week: float | None
    free_only: bool
    forms: list[str]
    language: str | None


class StandingShape(NamedShape):
    """How a learner stands to a topic; `step` counts along their way."""

    area: str
    standing: Literal["known", "next", "later", "aside"]
    step: int | None
    needs: Annotated[list[str], Field(description="Direct prerequisites that no other one implies.")]


class AreaProgressShape(AreaShape):
    """How many topics of an area the goal rests on, and how many of them are known."""

    needed: int
    known: int


class MapShape(BaseModel):
    """A learner's map."""

    goal: str
    understood: str
    topics: list[StandingShape]
    areas: list[AreaProgressShape]


class StepShape(BaseModel):
    """A next step; `next` is null where nothing is left to learn."""

    profile: dict[str, Any] | None
    next: dict[str, Any] | None
    then: list[Any]
    disagreements: list[Any]
    gap: Annotated[dict[str, Any] | None, Field(description="What is missing for a goal, where that was asked.")] = None
    text: str
    citations: list[CitationShape]
    timings_ms: dict[str, float]


class FigureShape(BaseModel):
    """A time that a source states; `citation` is its marker."""

    said: str
    low_hours: float
    high_hours: float
    citation: int


class TimeShape(BaseModel):
    """Where a step's hours come from."""

    roadmap: str
    stage: str
    shared_by: int
    figures: list[FigureShape]


class PlannedStepShape(BaseModel):
    """A topic with its weeks; `time` is null where its hours are assumed."""

    topic: str
    name: str
    first_week: int
    last_week: int
    from_: Annotated[str, Field(alias="from")]
    to: str
    hours: float
    time: TimeShape | None


class PlanShape(BaseModel):
    """A plan, step by step."""

    start: str
    hours_a_week: float
    hours_a_month: float
    roadmap: str | None
    hours: float
    weeks: int
    steps: list[PlannedStepShape]
    assumptions: list[str]
    understood: str
    citations: list[CitationShape]
