"""Where a roadmap or a resource teaches a topic, found in its outline."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from ingest.records import Section, Statement, Topic
from ingest.topics import Topics
from ingest.verbs import is_action

OF_WORK: Final = frozenset({"portfolio", "career"})  # areas that are advised on rather than taught
LISTING: Final = frozenset({"learn", "tools", "other"})  # roles of the sections that list what to learn
_TEACHING: Final = LISTING | {"why"}
_ADVISING: Final = frozenset({"career", "projects", "other"})
_TEACHES: Final = "What it teaches"  # as every summary of a resource has it


@dataclass(frozen=True, slots=True)
class Line:
    """A statement in its section; `row` is its place among all statements of an edition, from 0."""

    row: int
    section: Section
    statement: Statement


@dataclass(frozen=True, slots=True)
class Outline:
    """A document's sections, and all statements in them."""

    sections: list[Section] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one roadmap teaches a topic.

    `first` is the row of the statement by which it first does so, `lessons` has one of each section that does so.
    The first stands in stage `stage`, None outside of all stages; `stages` is the number of the roadmap's last one, 0
    where it has none. `position` runs from 0, its first section, to 1, its last.
    """

    first: int
    lessons: tuple[int, ...]
    stage: int | None
    stages: int
    position: float


def outlines_of(sections: Iterable[Section], ids: Collection[str]) -> dict[str, Outline]:
    """The outlines of those documents of an edition that `ids` names and that have one, by their ids."""
    found: dict[str, Outline] = defaultdict(Outline)
    row = 0
    for section in sections:
        if section.document_id in ids:
            outline = found[section.document_id]
            outline.sections.append(section)
            outline.lines.extend(Line(n, section, s) for n, s in enumerate(section.statements, start=row))
        row += len(section.statements)
    return dict(found)


def row_in(resource: Outline, topic: Topic) -> int | None:
    """The row of the statement that best shows that a resource teaches `topic`; None for a summary without statements.

    It is the first that names the topic, or else the first, where the summary says what the resource teaches.
    """
    told = [line for line in resource.lines if line.section.heading == _TEACHES] or resource.lines
    named = next((line for line in told if topic.id in line.statement.topics), None)
    line = named or next(iter(told), None)
    return line.row if line else None


class Roadmap:
    """One roadmap's outline, asked where it teaches a topic."""

    def __init__(self, outline: Outline, topics: Topics) -> None:
        self._sections, self._lines = outline.sections, outline.lines
        self._taught = [line for line in self._lines if line.section.role in _TEACHING]
        self._stages = max((s.stage for s in self._sections if s.stage is not None), default=0)
        self._topics = topics

    def first(self, topic: Topic) -> Line | None:
        """The statement by which the roadmap first teaches a topic, None where it does not.

        It is the first under a heading that names it, unless one in an earlier section has it for its subject; without
        such a heading, the first that names it.
        """
        if topic.area in OF_WORK:
            return self._first_advice(topic)
        headed = next(iter(self._under_heading(topic)), None)
        named = next((line for line in self._taught if topic.id in line.statement.topics), None)
        if not headed or not named:
            return headed or named
        is_earlier = named.section.order < headed.section.order and self._has_subject(named, topic)
        return named if is_earlier else headed

    def place(self, topic: Topic, first: Line) -> Place:
        """Where the roadmap teaches a topic that it begins with `first`."""
        section = first.section
        depth = section.order / max(1, len(self._sections) - 1)
        return Place(first.row, self._lessons(topic) or (first.row,), section.stage, self._stages, depth)

    def _first_advice(self, topic: Topic) -> Line | None:
        """The first thing that the roadmap advises to do about a topic, else the first statement on it."""
        advice = [line for line in self._lines if line.section.role in _ADVISING]
        about = [a for a in advice if topic.id in a.statement.topics or topic.id in a.section.topics]
        return next((a for a in about if a.statement.is_item and is_action(a.statement.bare)), next(iter(about), None))

    def _has_subject(self, line: Line, topic: Topic) -> bool:
        return topic.id in self._topics.named_in([line.statement.subject])

    def _lessons(self, topic: Topic) -> tuple[int, ...]:
        """The first thing to learn in each section under the roadmap's heading for `topic`; none without one."""
        under = self._under_heading(topic)
        listed = [line for line in under if line.section.role in LISTING and line.statement.is_item]
        first = {line.section.order: line.row for line in reversed(listed or under)}
        return tuple(first[order] for order in sorted(first))

    def _under_heading(self, topic: Topic) -> Sequence[Line]:
        """What the roadmap teaches under its first heading that names a topic."""
        heads = [s.heading_path for s in self._sections if topic.id in s.topics]
        below = ([line for line in self._taught if line.section.heading_path[: len(h)] == h] for h in heads)
        return next(filter(None, below), [])
