"""Carrying over into a follow-up what it leaves out: roadmap, stage, subject, things named, what is asked of them."""

import re
from dataclasses import dataclass, replace
from typing import Protocol

from ingest.records import Document, Role, Topic
from rag import cues
from rag.cues.follow_up import (
    INSTEAD,
    IT,
    LAST_STAGE,
    NEXT_STAGE,
    OTHERS,
    PLACE,
    PLACES,
    THAT_STAGE,
    THE_TWO,
    THERE,
    THOSE,
    WHICH_ONE,
)
from rag.question import Question, Unit
from rag.records import Intent
from rag.stage import Span, stage_by_name, stages_by_place
from rag.told import Told
from rag.words import stems

_NEAR = 0.75  # of the best score: what the last answer's stage must hold for a follow-up to stay there
_POINTING = re.compile(r"one|two|three|former|latter|sorry|meant|hm|alternatives?")  # words that point, and fillers
_INTENT_OF_PART: dict[Role | None, Intent] = {"resources": "resource", "projects": "projects"}


class Sense(Protocol):
    """What reading a follow-up needs to know of how a question would be answered."""

    def stage_of(self, question: Question) -> int | None:
        """The numbered stage at which the answer to `question` stands."""
        ...

    def weight_of(self, question: Question) -> float:
        """The score of the statement that answers `question` best; 0 without any."""
        ...

    def topic_meant(self, question: Question) -> Topic | None:
        """The topic that `question` describes, among those that it can be answered from."""
        ...


def carried(question: Question, before: Question, told: Told, sense: Sense) -> Question:
    """`question` with what it leaves out taken from the question before it and from what the last answer told."""
    if _was_next_step(before):
        before = _advised(before, told)
    turn = _Turn(question, before, told)
    if WHICH_ONE.match(question.normal) and before.sources and before.units:
        return replace(before, text=question.text, normal=question.normal, sources=(), stage=None, intent="count")
    if turn.step:
        return turn.onward(sense)
    if turn.pointed:
        return turn.at_things()
    return turn.moved(sense) if turn.moves_on else turn.same()


@dataclass(frozen=True)
class _Turn:
    """A follow-up between what was asked before and what was told."""

    question: Question
    before: Question
    told: Told

    @property
    def text(self) -> str:
        return self.question.normal

    @property
    def sources(self) -> tuple[Document, ...]:
        """The roadmaps it names, else those of the question before, else those that the last answer named."""
        named = self.told.roadmaps
        if self.question.sources or self.before.sources:
            return self.question.sources or self.before.sources
        place = PLACE.search(self.text)
        if place and len(named) > 1 and not self.told.resources:
            return named[PLACES[place.group(1)] :][:1]
        is_of_them = (len(named) == 1 and THERE.search(self.text)) or (len(named) > 1 and THE_TWO.search(self.text))
        return named if is_of_them else ()

    @property
    def step(self) -> int:
        """How many stages on from the last one it asks for: 1, or -1 for the stage before; 0 when for none."""
        if _has_subject(self.question) or not self.sources:
            return 0
        return 1 if NEXT_STAGE.search(self.text) else -1 if LAST_STAGE.search(self.text) else 0

    @property
    def pointed(self) -> tuple[Document, ...]:
        """The resources of the last answer, or the one it was about, that it points to by a pronoun."""
        question = self.question
        is_instead = INSTEAD.search(self.text)
        is_of_it = bool(IT.search(self.text) and self.before.resources)
        own = _has_subject(question) and not is_instead and not is_of_it
        part = _asks_for_a_part(question) and not cues.FREE.search(self.text)
        if question.sources or question.stage or own or part:
            return ()
        place = PLACE.search(self.text)
        if place and len(self.told.resources) > 1:
            at = PLACES[place.group(1)]
            return self.told.resources[at:][:1]
        if THOSE.search(self.text):
            return self.told.resources
        return self.before.resources if is_of_it or is_instead else ()

    @property
    def moves_on(self) -> bool:
        """Whether it asks for something else than what was told, in the same roadmaps."""
        points = THOSE.search(self.text) or IT.search(self.text) or PLACE.search(self.text)
        if points or not self.told.facts or self.question.sources or _asks_for_a_part(self.question):
            return False
        return bool(self.question.units or OTHERS.search(self.text))

    def onward(self, sense: Sense) -> Question:
        """The stage after, or before, the last one."""
        last = self._last_stage(sense)
        stage = (last + self.step, last + self.step) if last is not None else None
        is_of_part = not self.told.facts or self.told.role == self.before.role
        changes: dict[str, object] = {} if is_of_part else {"role": None, "form": None, "intent": "fact"}
        return self._with(self.question.units, stage=stage, months=None, **changes)

    def at_things(self) -> Question:
        """Something asked of things that the last answer named."""
        things = self.pointed
        units = (*self.question.units, *self.told.reader.units.of(things, "", ""))
        nothing = {"sources": things, "stage": None, "months": None, "role": None, "form": None}
        return self._with(units, intent="fact", resources=things, pointed=True, **nothing)

    def moved(self, sense: Sense) -> Question:
        """Something beside what was told: from the same stage, if that holds it."""
        firm, about = _has_subject(self.question), self.told.headings
        kept = [u for u in self.before.units if not (u.is_firm and firm) and not u.is_in(about)]
        there = self._with((*self.question.units, *kept), left_out=self.told.spent, resources=())
        stage = self.question.stage or (None if self.question.months else self._stage_told())
        if stage and not there.topics:
            near = replace(there, stage=stage)
            there = near if sense.weight_of(near) >= _NEAR * sense.weight_of(there) else there
        names = [u for u in there.units if u.named and not u.topic]
        meant = sense.topic_meant(there) if names or not there.topics else None
        is_of_name = not there.topics or (meant and any(u.is_in(frozenset(stems(meant.gloss))) for u in names))
        return self.told.reader.meaning(there, meant) if meant and is_of_name else there

    def same(self) -> Question:
        """The same asked of another roadmap or stage, or another thing asked of the same."""
        question, before = self.question, self.before
        stays = not question.stage and not question.months and not question.sources and not _has_subject(question)
        stage, months = question.stage or self._stage_named, question.months
        if stays and not stage:
            stage, months = before.stage, before.months
            if not stage and not months and THAT_STAGE.search(self.text):
                stage = self._stage_told()
        is_part_of_stage = stays and stage and _asks_for_a_part(question)
        units = question.units if is_part_of_stage else self._own_and_carried()
        resources = question.resources or (() if _has_subject(question) else before.resources)
        return self._with(units, stage=stage, months=months, resources=resources)

    def _own_and_carried(self) -> tuple[Unit, ...]:
        """Its own units and those before it: all, or, beside a new subject, what was asked about the old one."""
        kept = [u for u in self.before.units if not (u.is_firm and _has_subject(self.question))]
        return (*self.question.units, *(u for u in kept if u not in self.question.units))

    @property
    def _stage_named(self) -> Span | None:
        """The stage of the roadmap carried over that it names by heading or place."""
        if self.question.sources or len(self.sources) != 1:
            return None
        library = self.told.reader.library
        return stages_by_place(library, self.sources[0], self.text) or stage_by_name(library, self.sources[0], self.text)

    def _stage_told(self) -> Span | None:
        stage = self.told.stage
        return self.before.stage or ((stage, stage) if stage is not None else None)

    def _last_stage(self, sense: Sense) -> int | None:
        """The stage that the last answer was about."""
        named, told = self.before.stage, self.told.stage
        if _was_next_step(self.before):  # the answer named the stage after the learner's
            return told if told is not None else named[1] + 1 if named else sense.stage_of(self.before)
        if named:
            return named[0] if self.step < 0 else named[1]
        return told if told is not None else sense.stage_of(self.before)

    def _with(self, units: tuple[Unit, ...], **changes: object) -> Question:
        """The question with `units`, and what is asked of them carried over."""
        question, before = self.question, self.before
        keeps = not _asks_for_a_part(question)
        units = tuple(u for u in dict.fromkeys(units) if not _POINTING.fullmatch(u.text))
        whole = replace(
            question,
            sources=self.sources,
            units=units,
            role=question.role or (self._part_told if keeps else None),
            form=question.form or (before.form if keeps else None),
            figure=question.figure or (before.figure and keeps),
            intent=self._intent(),
            about=f"{question.about} {' '.join(u.text for u in units if u not in question.units)}".strip(),
        )
        return replace(whole, **changes)  # type: ignore[arg-type]  # names and types are those of the fields

    @property
    def _part_told(self) -> Role | None:
        """The part of a roadmap that the question before asked for, else the one that its answer told of."""
        return self.before.role or self.told.role

    def _intent(self) -> Intent:
        """What is asked now: as before, where it does not say and the one before can be asked of something else."""
        question, before = self.question, self.before
        says_little = not _asks_for_a_part(question) and question.intent in {"fact", "what_is", "comparison", "count"}
        if says_little and before.intent == "count" and len(self.sources) == 1:
            return "fact"
        if says_little and before.intent == "what_is" and self._part_told in _INTENT_OF_PART:
            return _INTENT_OF_PART[self._part_told]
        if says_little and before.intent not in {"next_step", "comparison"}:
            return before.intent
        if not question.sources and len(self.sources) > 1:
            return "comparison"
        is_of_one = question.intent == "comparison" and len(self.sources) == 1
        return "fact" if is_of_one or question.intent == "next_step" else question.intent


def _advised(before: Question, told: Told) -> Question:
    """The question before as one about what its answer advised, where that was a topic and no stage of a roadmap."""
    before = replace(before, role=None, form=None, intent="fact")
    advised = None if before.sources else told.advised
    if advised is None:
        return before
    return replace(before, units=(told.reader.units.of_topic(advised, advised.name),), resources=())


def _asks_for_a_part(question: Question) -> bool:
    """Whether a question says by itself what it wants to hear of its subject: books, projects, tools."""
    return bool(question.role or question.form)


def _has_subject(question: Question) -> bool:
    return any(u.is_firm for u in question.units)


def _was_next_step(before: Question) -> bool:
    return bool(cues.NEXT.search(before.normal))
