"""The small nouns of a plan: what is learnt in which weeks, and where the time for it comes from."""

from dataclasses import dataclass
from datetime import date, timedelta

from ingest.records import Topic
from rag.effort import HOURS_A_MONTH
from rag.records import Citation

USUAL_HOURS = 10.0  # a week


@dataclass(frozen=True, slots=True)
class Pace:
    """How much time a learner has: hours a week from `start` on, where a source's month holds `hours_a_month`.

    Without `hours_a_week` the learner has not said how many.
    """

    start: date
    hours_a_week: float | None = None
    hours_a_month: float = HOURS_A_MONTH

    @property
    def weekly(self) -> float:
        """The hours a week that are planned with."""
        return self.hours_a_week or USUAL_HOURS


@dataclass(frozen=True, slots=True)
class Figure:
    """A time that a source states, in its own words, as the least and the most hours, with the quote that does so."""

    said: str
    low: float
    high: float
    citation: Citation

    @property
    def hours(self) -> float:
        """The middle of what is stated."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class StageTime:
    """What the roadmap called `roadmap` states for one of its stages, and how many topics share that time.

    The first figure is the one that counts; others are what the same roadmap states elsewhere.
    """

    roadmap: str
    stage: str
    figures: tuple[Figure, ...]
    shared: int

    @property
    def hours(self) -> float:
        """The share of one topic."""
        return self.figures[0].hours / self.shared


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A topic with its hours and its weeks, counted from 1; `time` is where the hours come from, None if assumed."""

    topic: Topic
    hours: float
    first_week: int
    last_week: int
    time: StageTime | None


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps in order, spread over weeks; `assumptions` says what no source states, `understood` what the learner said.

    `roadmap` is the short name of the one that is followed alone.
    """

    steps: tuple[PlannedStep, ...]
    pace: Pace
    assumptions: tuple[str, ...] = ()
    understood: str = ""
    roadmap: str | None = None

    @property
    def hours(self) -> float:
        """The hours of all steps."""
        return sum(step.hours for step in self.steps)

    @property
    def weeks(self) -> int:
        """The number of its last week; 0 without steps."""
        return self.steps[-1].last_week if self.steps else 0

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The quotes behind its times, in order of their markers."""
        found = {f.citation.marker: f.citation for s in self.steps if s.time for f in s.time.figures}
        return tuple(found[marker] for marker in sorted(found))

    def starts(self, step: PlannedStep) -> date:
        """The first day of a step's first week."""
        return self.pace.start + timedelta(weeks=step.first_week - 1)

    def ends(self, step: PlannedStep) -> date:
        """The last day of a step's last week."""
        return self.pace.start + timedelta(weeks=step.last_week, days=-1)
