"""A learner's profile: what is kept of them from one day to the next, as a small JSON file to carry along."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ingest.records import Topic
from ingest.topics import Topics
from rag.bounds import LEAST_HOURS_A_WEEK, MOST_HOURS_A_WEEK
from rag.errors import ProfileError
from rag.learner import Learner
from rag.named import goal_named, topics_named
from rag.wishes import Wishes

VERSION = 1


class _File(BaseModel):
    """The file as it is written; what a later version adds is refused rather than lost."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)

    waymark_profile: Literal[1]
    known: list[str] = []
    basics: list[str] = []
    lacking: list[str] = []
    wanted: list[str] = []
    goal: str | None = None
    hours_per_week: Annotated[float, Field(ge=LEAST_HOURS_A_WEEK, le=MOST_HOURS_A_WEEK)] | None = None
    free_only: bool = False
    forms: list[Literal["book", "video", "course"]] = []
    language: str | None = None


def profile_json(learner: Learner) -> dict[str, Any]:
    """The profile of `learner` as plain JSON data, topics and goal by their ids."""
    wishes = learner.wishes
    return {
        "waymark_profile": VERSION,
        "known": _ids(learner.known),
        "basics": _ids(learner.basics),
        "lacking": _ids(learner.lacking),
        "wanted": _ids(learner.goals),
        "goal": learner.aim.id if learner.aim else None,
        "hours_per_week": wishes.hours_per_week,
        "free_only": wishes.free_only,
        "forms": list(wishes.forms),
        "language": wishes.language,
    }


def read_profile(data: Mapping[str, Any], topics: Topics) -> Learner:
    """The learner whose profile `data` is.

    Raises ProfileError for what is no profile of this version, UnknownTopicError for a topic or goal there is not.
    """
    try:
        file = _File.model_validate(data)
    except ValidationError as error:
        raise ProfileError(f"The profile cannot be read: {_reason(error)}. It is left as it is.") from None
    known = topics_named(topics, dict.fromkeys((*file.known, *file.basics)))
    basics = topics_named(topics, file.basics)
    lacking = topics_named(topics, file.lacking)
    both = next((t.id for t in known if t in lacking), None)
    if both:
        raise ProfileError(f"The profile has {both} both as known and as lacking. Take it out of one of them.")
    return Learner(
        known=known,
        lacking=lacking,
        goals=topics_named(topics, file.wanted),
        aim=goal_named(topics, file.goal) if file.goal else None,
        names_aim=file.goal is not None,
        basics=basics,
        wishes=Wishes(file.hours_per_week, file.free_only, tuple(file.forms), file.language),
    )


def _reason(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"it has a key '{field}' that this version does not know; the keys are {', '.join(_File.model_fields)}"
    if field == "waymark_profile":
        return f"waymark_profile must be {VERSION}, the version that this Waymark reads"
    return f"{field}: {first['msg']}"


def _ids(topics: Sequence[Topic]) -> list[str]:
    return [topic.id for topic in topics]
