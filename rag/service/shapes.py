"""What responses hold, for the OpenAPI document and for typed results of tools."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from ingest.records import Kind
from rag.extractive.standing import Level
from rag.records import Intent


class CitationShape(BaseModel):
    """What a marker stands for: `text[start:end] == quote` in the text of its document, in Unicode characters."""

    marker: int
    document_id: str
    title: str
    kind: Kind
    heading_path: list[str]
    url: str | None
    start: int
    end: int
    quote: str


class FoundShape(BaseModel):
    """Where a passage stands, and its place from 1 in each leg of the search."""

    chunk_id: str
    document_id: str
    title: str
    heading_path: list[str]
    start: int
    end: int
    score: float
    ranks: dict[str, int] = {}


class PassageShape(FoundShape):
    """A passage of a document: `text` is the document's text from `start` to `end`."""

    text: str


class UsageShape(BaseModel):
    """What a language model was used for, in calls and tokens; `cost` where prices are set."""

    calls: int
    prompt_tokens: int | None
    completion_tokens: int | None
    cost: float | None
    unsupported: Annotated[int, Field(description="Sentences that were flagged.")]
    dropped: Annotated[int, Field(description="Markers that led to no passage.")]


class AnswerShape(BaseModel):
    """An answer; each marker like `[1]` in its text stands for the citation of that number."""

    id: str
    question: str
    text: str
    citations: list[CitationShape]
    abstained: bool
    intent: Intent
    passages: list[PassageShape]
    plan: Annotated[dict[str, Any] | None, Field(description="Of a next step: what was understood, and what is next.")]
    degraded: Annotated[str | None, Field(description="Why a lesser way of answering was taken.")]
    model: str
    timings_ms: dict[str, float]
    usage: UsageShape | None


class AskedShape(AnswerShape):
    """An answer, and whether it is kept in the conversation that was named."""

    kept: Annotated[bool | None, Field(description="Null where no conversation was named.")] = None


class SearchShape(BaseModel):
    """Passages, best first."""

    passages: list[PassageShape]


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
    """Where one roadmap has a topic, and the first things that it teaches of it."""

    roadmap: str
    place: str
    level: Level | None
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


class ResourceShape(BaseModel):
    """What is stated of a resource besides its text."""

    form: str
    level: str
    cost: str | None
    teaches: list[str]
    needs: list[str]
    named_by: list[str]
    status: str
    status_note: str | None


class SourceShape(BaseModel):
    """A document without its text."""

    id: str
    kind: Kind
    title: str
    short: str
    author: str | None
    url: str | None
    published: str | None
    basis: str
    file: Annotated[str | None, Field(description="What the file of a user's document is called.")]
    resource: ResourceShape | None
    superseded_by: str | None


class DocumentsShape(BaseModel):
    """All documents."""

    documents: list[SourceShape]


class DocumentShape(BaseModel):
    """A document with the text that offsets refer to."""

    id: str
    kind: Kind
    title: str
    short: str
    author: str | None
    url: str | None
    published: str | None
    basis: str
    resource: ResourceShape | None
    text: str


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
