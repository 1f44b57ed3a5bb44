"""A mention: a stretch of a question that names parts of a roadmap's timetable."""

from dataclasses import dataclass

from ingest.records import Topic
from rag.months import Months


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a question that names parts of a timetable, `low` to `high` by index.

    `name` is what it calls them; `is_inside` tells that it names something that is taught in the part, not the part;
    `month` is the last month that it names, which `has_passed` where it counts the months done, and `topic` the topic;
    `is_share` tells that it names a half or a quarter of the whole.
    """

    start: int
    end: int
    low: int
    high: int
    name: str
    is_inside: bool = False
    month: int | None = None
    has_passed: bool = False
    is_share: bool = False
    topic: Topic | None = None

    @property
    def reached(self) -> Months | None:
        """The month that one is in by it: the next one, where it counts months that have passed."""
        return (self.month + 1, self.month + 1) if self.month is not None and self.has_passed else None

    @property
    def is_time(self) -> bool:
        """Whether it names the parts by a time: months, or a share of the whole."""
        return self.month is not None or self.is_share
