"""What responses hold of topics, goals and who teaches them."""

from pydantic import BaseModel

from rag.extractive.standing import Level
from rag.service.shapes.answers import CitationShape


class RequirementShape(BaseModel):
    """A topic that comes first, and why."""

    topic: str
    why: str


class TopicShape(BaseModel):
    """A topic."""

    id: str
    name: str
    area: str
    requires: list[RequirementShape]


class GoalShape(BaseModel):
    """A goal, and the topics that lead to it."""

    id: str
    name: str
    topics: list[str]


class AreaShape(BaseModel):
    """An area that topics belong to."""

    id: str
    name: str


class TopicsShape(BaseModel):
    """All topics, areas and goals."""

    topics: list[TopicShape]
    areas: list[AreaShape]
    goals: list[GoalShape]


class NamedShape(BaseModel):
    """A topic by its id and name."""

    id: str
    name: str


class OrderShape(BaseModel):
    """A roadmap's order of two topics, quoted."""

    roadmap: str
    first: CitationShape | None
    then: CitationShape | None


class NeedShape(NamedShape):
    """A topic that comes first, why, and the roadmaps that have the two in this order or in the other."""

    why: str
    backed_by: list[OrderShape]
    against: list[OrderShape]


class LessonsShape(BaseModel):
    """Where one roadmap has a topic, and the first things that it teaches of it.

    Where it teaches the topic, it begins to in stage `stage` (null outside of all) of `stages`, which may be none, and
    at `position` from 0, its first section, to 1, its last.
    """

    roadmap: str
    place: str
    level: Level | None
    stage: int | None
    stages: int | None
    position: float | None
    citation: CitationShape | None
    lessons: list[CitationShape]


class MeansShape(BaseModel):
    """A resource that teaches a topic."""

    id: str
    title: str
    url: str | None
    form: str | None
    level: str | None
    cost: str | None
    status: str | None
    named_by: list[str]
    citation: CitationShape


class ProjectShape(BaseModel):
    """What a roadmap gives to do."""

    roadmap: str
    citation: CitationShape


class TeachingShape(NamedShape):
    """A topic, and who teaches it."""

    area: str
    area_name: str
    gloss: str
    requires: list[NeedShape]
    leads_to: list[NamedShape]
    roadmaps: list[LessonsShape]
    resources: list[MeansShape]
    projects: list[ProjectShape]
