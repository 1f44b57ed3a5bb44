"""The times that roadmaps state for what they teach, each with its quote."""

from collections.abc import Iterable, Sequence

from ingest.outline import duration_in
from ingest.records import Document, Section, Topic
from rag.citations import citation_of
from rag.curriculum import Curriculum
from rag.effort import hours_of
from rag.extractive.draft import Span
from rag.extractive.stages import timed, untimed
from rag.extractive.timetable import timetable
from rag.fact import Fact
from rag.plan import Figure, StageTime
from rag.records import Citation


class StatedTimes:
    """What the roadmaps state, the one called `first` asked before the others; citations are numbered as they come."""

    def __init__(self, curriculum: Curriculum, hours_a_month: float, first: Document | None = None) -> None:
        self.curriculum = curriculum
        self._library = curriculum.library
        self._hours_a_month = hours_a_month
        self._first = [first] if first else []
        self._cited: dict[Span, Citation] = {}

    def stage(self, topic: Topic) -> Section | None:
        """The part of a roadmap from whose heading the time for `topic` comes, or None where none states one.

        It is the part that the topic names, in the first roadmap that states a time for such a one, else the part in
        which a roadmap first teaches it; a roadmap that is asked before the others counts in both ways before them.
        """
        first, others = self._first, [d for d in self._library.roadmaps if d not in self._first]
        found = (
            *self._named(topic, first), *self._around(topic, first),
            *self._named(topic, others), *self._around(topic, others),
        )  # fmt: skip
        return next((section for section in found if self._counts(section)), None)

    def teaches(self, stage: Section, topic: Topic) -> bool:
        """Whether a stage names a topic, or its roadmap first teaches it there."""
        path, place = stage.heading_path, self.curriculum.places(topic).get(stage.document_id)
        return topic.id in stage.topics or (place is not None and place.section.heading_path[: len(path)] == path)

    def time(self, stage: Section, shared: int) -> StageTime | None:
        """What is stated for a stage whose time `shared` topics share; None where it cannot be quoted."""
        found = [
            self._figure(duration_in(stage.heading), _heading_of(stage)),
            *(self._figure(duration_in(f.statement.subject), _place_of(f)) for f in self._elsewhere(stage)),
        ]
        figures = [f for f in found if f]
        apart = [f for f in figures[1:] if (f.low, f.high) != (figures[0].low, figures[0].high)]
        roadmap = self._library.documents[stage.document_id].short
        return StageTime(roadmap, untimed(stage), (figures[0], *apart), shared) if found[0] else None

    def _named(self, topic: Topic, roadmaps: Sequence[Document]) -> Iterable[Section]:
        for document in roadmaps:
            yield from (s for s in self._library.sections_of[document.id] if topic.id in s.topics)

    def _around(self, topic: Topic, roadmaps: Sequence[Document]) -> Iterable[Section]:
        places = self.curriculum.places(topic)
        for document in roadmaps:
            if document.id in places and (section := timed(self._library, places[document.id].section)):
                yield section

    def _counts(self, section: Section) -> bool:
        """Whether a section's own heading states how long it takes, and is not that of a timeline of the whole."""
        stated = duration_in(section.heading)
        return bool(stated and hours_of(stated, self._hours_a_month)) and section.role != "time"

    def _elsewhere(self, stage: Section) -> list[Fact]:
        """What a timeline of the same roadmap states for that stage."""
        parts = timetable(self._library, self._library.documents[stage.document_id])
        return [p.by for p in parts if p.by and p.section.order == stage.order]

    def _figure(self, said: str | None, span: Span) -> Figure | None:
        hours = hours_of(said, self._hours_a_month) if said else None
        citation = self._cite(span) if hours else None
        return Figure(said.lower(), *hours, citation) if said and hours and citation else None

    def _cite(self, span: Span) -> Citation | None:
        found = self._cited.get(span) or citation_of(self._library, span, len(self._cited) + 1)
        if found:
            self._cited[span] = found
        return found


def _heading_of(section: Section) -> Span:
    return Span(section.document_id, section.heading_path, section.start, section.heading_end)


def _place_of(fact: Fact) -> Span:
    return Span(fact.document.id, fact.section.heading_path, fact.statement.start, fact.statement.end)
