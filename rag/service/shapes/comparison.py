"""What responses hold of the roadmaps side by side."""

from pydantic import BaseModel

from rag.extractive.standing import Level
from rag.service.shapes.answers import CitationShape


class PlaceShape(BaseModel):
    """Where one roadmap has a topic."""

    roadmap: str
    place: str
    level: Level | None
    citation: CitationShape | None


class RowShape(BaseModel):
    """One topic over all roadmaps."""

    topic: str
    name: str
    taught_by: int
    places: list[PlaceShape]


class HolderShape(BaseModel):
    """A roadmap that takes a side, and its words."""

    roadmap: str
    citation: CitationShape | None


class SideShape(BaseModel):
    """A side of a disagreement."""

    says: str
    held_by: list[HolderShape]


class DisagreementShape(BaseModel):
    """What the roadmaps disagree on."""

    kind: str
    matter: str
    sides: list[SideShape]


class ComparisonShape(BaseModel):
    """The roadmaps side by side."""

    topics: list[RowShape]
    disagreements: list[DisagreementShape]
