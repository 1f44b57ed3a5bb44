"""What a follow-up leans on: the roadmaps, stage and things of the turns before it that it points to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.records import Document, Role
from rag import cues
from rag.asking import last_asked
from rag.cues.follow_up import (
    INSTEAD,
    IT,
    LAST_STAGE,
    OTHERS,
    PART,
    PLACE,
    PLACES,
    SELECTS,
    STAGES,
    THAT_ROADMAP,
    THAT_STAGE,
    THE_TWO,
    THERE,
    THOSE,
    asks_what_follows,
    names_that_stage,
)
from rag.fact import Fact
from rag.question import Question, Unit
from rag.stage import Span, stage_by_name, stages_by_place
from rag.told import Told
from rag.words import stems

# Words that point, and fillers.
POINTING = re.compile(rf"one|two|three|{'|'.join(PLACES)}|end|sorry|meant|hm|alternatives?|same|name")
_LISTED: frozenset[Role | None] = frozenset({"resources", "tools"})  # what an answer may name several of


@dataclass(frozen=True)
class Leaning:
    """A follow-up between the question before it and what its answer told.

    `advised` tells that the question before asked for a next step.
    """

    question: Question
    before: Question
    told: Told
    advised: bool

    @property
    def has_subject(self) -> bool:
        """Whether it says by itself what it is about."""
        return any(u.is_firm for u in self.question.units)

    @property
    def asked_before(self) -> tuple[Unit, ...]:
        """What the question before asked about, without the words of sentences that only led up to it."""
        asking = last_asked(self.before.rest)
        led_up = frozenset(stems(self.before.rest.removesuffix(asking))).difference(stems(asking))
        return tuple(u for u in self.before.units if u.is_firm or not u.is_in(led_up))

    @property
    def asks_for_a_part(self) -> bool:
        """Whether it says by itself what it wants to hear of its subject: books, projects, tools."""
        return bool(self.question.role or self.question.form)

    @property
    def sources(self) -> tuple[Document, ...]:
        """The roadmaps it names, else those of the question before, else those that the last answer named."""
        named = self.told.roadmaps
        if self.question.sources or self.before.sources:
            return self.question.sources or self.before.sources
        place = PLACE.search(self._text)
        if place and len(named) > 1 and not self.told.resources:
            return named[PLACES[place.group(1)] :][:1]
        is_of_them = (len(named) == 1 and THERE.search(self._text)) or (len(named) > 1 and THE_TWO.search(self._text))
        return named if is_of_them else ()

    @property
    def things(self) -> tuple[Document, ...]:
        """The resources of the last answer, or the one it was about, that it points to by a pronoun."""
        is_instead = bool(INSTEAD.search(self._text))
        is_of_it = bool(IT.search(self._text) and self.before.resources)
        asks_of_thing = cues.FREE.search(self._text) or cues.PRICE.search(self._text) or cues.STATUS.search(self._text)
        if asks_of_thing and IT.search(self._text) and not self.has_subject and len(self.told.resources) == 1:
            return self.told.resources
        selects = bool(SELECTS.search(self._text)) and len(self.told.resources) > 1
        has_own = self.has_subject and not is_instead and not is_of_it
        asks_for_a_part = self.asks_for_a_part and not cues.FREE.search(self._text)
        is_of_roadmap = bool(THAT_ROADMAP.search(self._text)) and self.has_subject
        names_another = self.question.sources or self.question.stage or is_of_roadmap
        if names_another or ((has_own or asks_for_a_part) and not selects):
            return ()
        place = PLACE.search(self._text)
        if place and len(self.told.resources) > 1 and not self._stage_by_place:
            return self.told.resources[PLACES[place.group(1)] :][:1]
        if THOSE.search(self._text):
            return self.told.resources
        is_of_told = IT.search(self._text) and len(self.told.resources) == 1 and not self.before.resources
        if is_of_told and not self.before.sources and not has_own:
            return self.told.resources
        return self.before.resources if is_of_it or is_instead else ()

    @property
    def moves_on(self) -> bool:
        """Whether it asks for something else than what was told, in the same roadmaps."""
        points = THOSE.search(self._text) or IT.search(self._text) or PLACE.search(self._text)
        if points or not self.told.facts or self.question.sources or self.asks_for_a_part:
            return False
        return bool(self.question.units or OTHERS.search(self._text))

    @property
    def is_bare(self) -> bool:
        """Whether it names another roadmap or stage and nothing else."""
        names = self.question.sources or self.stage_named
        return bool(names) and not self.asks_for_a_part and all(POINTING.fullmatch(u.text) for u in self.question.units)

    @property
    def asks_for_the_rest(self) -> bool:
        """Whether it asks for what stands beside what was told: another part, the rest, more."""
        return bool(PART.search(self._text) or OTHERS.search(self._text)) and not self.has_subject

    def part_of(self, stage: Span) -> Sequence[Fact]:
        """The statements of the part that it asks for at `stage` of the one roadmap it is about."""
        return [f for f in self._facts_at(stage) if f.section.role == self.question.role]

    def has_form(self, stage: Span) -> bool:
        """Whether that part holds something of the form asked for."""
        named = (self.told.reader.library.resource_of(f) for f in self.part_of(stage))
        return any(d.resource and d.resource.form == self.question.form for d in named if d)

    def heading_of(self, stage: Span) -> str:
        """The heading of `stage`, its number left out; empty where it is not known."""
        facts = self._facts_at(stage)
        return facts[0].section.heading_path[0].partition(":")[2] if facts else ""

    def _facts_at(self, stage: Span) -> Sequence[Fact]:
        facts = self.told.reader.library.facts_in(self.sources[:1])
        return [f for f in facts if f.section.stage is not None and stage[0] <= f.section.stage <= stage[1]]

    @property
    def stages_on(self) -> int:
        """How many stages on from the last one it asks for: 1, or -1 for the stage before; 0 when for none."""
        if self.has_subject or not self.sources:
            return 0
        return 1 if asks_what_follows(self._text) else -1 if LAST_STAGE.search(self._text) else 0

    def stage_beside(self, stage: int) -> int:
        """The number of the stage that the roadmap has next on the way from `stage`; one that it skips is none."""
        sections = self.told.reader.library.sections_of[self.sources[0].id]
        on = self.stages_on
        distances = [(s.stage - stage) * on for s in sections if s.stage is not None and (s.stage - stage) * on > 0]
        return stage + on * min(distances, default=1)

    @property
    def stage_named(self) -> Span | None:
        """The stage that it names by number, or of the roadmap carried over by heading or place."""
        if self.question.stage or self.question.sources or len(self.sources) != 1:
            return self.question.stage
        if self._stage_by_place:
            return self._stage_by_place
        library, source = self.told.reader.library, self.sources[0]
        return stages_by_place(library, source, self._text) or stage_by_name(library, source, self._text)

    @property
    def _stage_by_place(self) -> Span | None:
        """The stage that it picks out by its place, as in `and the second one?`, after a question about a stage."""
        place = PLACE.search(self._text)
        asked_for_stages = self.before.stage is not None or STAGES.search(self.before.normal)
        if not place or not asked_for_stages or len(self.sources) != 1 or self.before.role in _LISTED:
            return None
        if SELECTS.search(self._text) and len(self.told.resources) > 1:
            return None
        stages = [s.stage for s in self.told.reader.library.sections_of[self.sources[0].id] if s.stage is not None]
        index = PLACES[place.group(1)]
        stage = max(stages, default=0) if index < 0 else index + 1
        return (stage, stage) if stage in stages else None

    @property
    def stage_told(self) -> Span | None:
        """The stage that the turns before were about."""
        told = self.told.stage
        return self.before.stage or ((told, told) if told is not None else None)

    @property
    def is_about_that_stage(self) -> bool:
        """Whether it points to the stage of the turns before."""
        return bool(THAT_STAGE.search(self._text))

    @property
    def names_that_stage(self) -> bool:
        """Whether it does so by a word for it, as in `in that phase`."""
        return names_that_stage(self._text)

    @property
    def last_stage(self) -> int | None:
        """The stage to go on or back from, as far as the turns before name it."""
        named, told = self.before.stage, self.told.stage
        if self.advised:  # the answer named the stage after the learner's
            return told if told is not None else named[1] + 1 if named else None
        if named:
            return named[0] if self.stages_on < 0 else named[1]
        return told

    @property
    def part(self) -> Role | None:
        """The part of a roadmap that the question before asked for, else the one that its answer told of."""
        return self.before.role or self.told.role

    @property
    def _text(self) -> str:
        return self.question.normal
