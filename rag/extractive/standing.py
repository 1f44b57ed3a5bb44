"""Where a topic stands in a roadmap: as a stage of its own, as part of one, as a speciality, or aside."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ingest.places import OF_WORK
from ingest.records import Document, Section, Topic
from rag.curriculum import Curriculum
from rag.extractive.stages import stage_headings, stage_label
from rag.fact import Fact
from rag.library import Library

Level = Literal["stage", "prerequisite", "part", "speciality", "aside", "mention"]

_PREREQUISITE = re.compile(r"\bprerequisite|\bbefore you (?:begin|start)\b", re.IGNORECASE)
_SPECIALITY = re.compile(r"\bspeciali[sz]", re.IGNORECASE)
_TAUGHT = frozenset({"learn", "tools", "why", "other"})  # roles of the sections that teach
_USING = frozenset({"projects", "test", "resources"})  # roles of those that take a topic as learnt


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """How one roadmap has a topic: the section, and the statement where no heading names it.

    `stage` counts from 1, 0 is before the first stage, None outside of all stages.
    """

    roadmap: Document
    level: Level
    section: Section
    fact: Fact | None
    stage: int | None

    @property
    def proof(self) -> Fact | Section:
        """What it can be quoted with: the statement, or else the heading."""
        return self.fact or self.section

    def precedes(self, other: "Standing") -> bool:
        """Whether it comes earlier in the same roadmap: in an earlier stage, or earlier among the prerequisites."""
        if self.stage is None or other.stage is None:
            return False
        if self.stage == other.stage == 0:
            return self.section.order < other.section.order
        return self.stage < other.stage


class Standings:
    """Where each topic stands in each roadmap of a library, worked out once."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._curriculum = Curriculum(library)
        self._found: dict[str, dict[str, Standing]] = {}

    def of(self, topic: Topic) -> dict[str, Standing]:
        """By the ids of the roadmaps that speak of `topic`, in order, where it stands there."""
        if topic.id not in self._found:
            found = {d.id: self._standing(d, topic) for d in self.library.roadmaps}
            self._found[topic.id] = {id_: standing for id_, standing in found.items() if standing}
        return self._found[topic.id]

    @cached_property
    def main(self) -> tuple[Topic, ...]:
        """The topics to learn that at least one roadmap gives a stage of its own."""
        heads = (s for d in self.library.roadmaps for s in stage_headings(self.library, d).values())
        named = {id_ for section in heads for id_ in section.topics}
        return tuple(t for t in self.library.topics.all if t.id in named and t.area not in OF_WORK)

    def _standing(self, document: Document, topic: Topic) -> Standing | None:
        """The plainest sign counts: a stage's heading, then another heading, then a statement that teaches it."""
        heads = stage_headings(self.library, document)
        for number, section in heads.items():
            if topic.id in section.topics:
                return Standing(document, "stage", section, None, number)
        headed = [s for s in self.library.sections_of[document.id] if topic.id in s.topics and s.role not in _USING]
        on_way = next((s for s in headed if self._is_of_way(document, s)), None)
        if on_way:
            return Standing(document, self._level(document, on_way), on_way, None, on_way.stage or 0)
        return self._stated(document, topic, headed)

    def _stated(self, document: Document, topic: Topic, headed: Sequence[Section]) -> Standing | None:
        """Where a statement teaches a topic, else where a heading outside of the stages names it, else a statement."""
        facts = [f for f in self.library.facts_of[document.id] if topic.id in f.topics and f.section.heading_path]
        taught = [f for f in facts if f.section.role in _TAUGHT and self._is_of_way(document, f.section)]
        place = self._curriculum.places(topic).get(document.id)
        if taught and topic.area not in OF_WORK:
            fact = place if place in taught else taught[0]
            return Standing(document, self._level(document, fact.section), fact.section, fact, fact.section.stage or 0)
        if headed:
            return Standing(document, "aside", headed[0], None, None)
        if topic.area in OF_WORK:
            facts = [f for f in facts if f.section.role != "about" and not self._is_of_subject(document, f.section)]
        named = next(iter(facts), None)
        return Standing(document, "mention", named.section, named, None) if named else None

    def _level(self, document: Document, section: Section) -> Level:
        if section.stage is None:
            return "prerequisite"
        head = stage_headings(self.library, document)[section.stage]
        return "speciality" if _SPECIALITY.search(head.heading) else "part"

    def _is_of_way(self, document: Document, section: Section) -> bool:
        """Whether a section belongs to a stage, or to what must be known before, rather than to advice on work."""
        heads = stage_headings(self.library, document)
        if section.stage is None:
            return any(_PREREQUISITE.search(heading) for heading in section.heading_path)
        head = heads[section.stage]
        is_of_work = bool(head.topics) and {self.library.topics.by_id[id_].area for id_ in head.topics} <= OF_WORK
        return not is_of_work and section.heading_path[: len(head.heading_path)] == head.heading_path

    def _is_of_subject(self, document: Document, section: Section) -> bool:
        """Whether a section belongs to a stage on a subject to learn, where words of work mean other things."""
        head = stage_headings(self.library, document).get(section.stage) if section.stage is not None else None
        return head is not None and any(self.library.topics.by_id[id_].area not in OF_WORK for id_ in head.topics)


def place_label(library: Library, standing: Standing) -> str:
    """The place in few words: `Phase 3 of 5`, `prerequisites`, `beside the stages`, `mentioned`."""
    if standing.stage is None:
        return "beside the stages" if standing.level == "aside" else "mentioned"
    if standing.stage == 0:
        return "prerequisites"
    last = max(stage_headings(library, standing.roadmap))
    kind = " (speciality)" if standing.level == "speciality" else ""
    return f"{stage_label(standing.section).capitalize()} of {last}{kind}"
