"""Carrying over into a follow-up what it leaves out: roadmap, stage, subject, things named, what is asked of them."""

from dataclasses import replace
from typing import Protocol

from ingest.records import Document, Role, Topic
from rag import cues
from rag.cues.follow_up import NEXT_STAGE, WHICH_ONE, asks_what_follows
from rag.leaning import POINTING, Leaning
from rag.normal import normal
from rag.question import Question, Unit
from rag.records import Intent
from rag.rephrasing import of_another, of_part, rephrased
from rag.stage import Span
from rag.thing import thing_asked_of
from rag.told import Told
from rag.words import stems

_FEW_SECTIONS = 3  # beside the one told of: up to which all of them are what is asked for
_NEAR = 0.75  # of the best score: what the last answer's stage must hold for a follow-up to stay there
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
    advised = before.intent == "next_step" or bool(cues.NEXT.search(before.normal))
    leaning = Leaning(question, _on_advice(before, told) if advised else before, told, advised)
    thing = thing_asked_of(leaning)
    of_which = WHICH_ONE.match(question.normal) and not thing
    if of_which and before.units and before.intent not in {"next_step", "count"}:
        return replace(before, text=question.text, normal=question.normal, sources=(), stage=None, intent="count")
    if leaning.stages_on:
        return _onward(leaning, sense)
    if question.intent == "next_step" and not NEXT_STAGE.search(question.normal):
        return question
    if (advised or asks_what_follows(before.normal)) and before.stage and told.stage is not None:
        leaning = replace(leaning, before=replace(leaning.before, stage=(told.stage, told.stage)))
    things = leaning.things
    if thing and things in {(), before.resources}:
        things = (thing,)
    if things:
        return _of_things(leaning, things)
    again = _asked_again(leaning)
    if again:
        return again
    return _moved(leaning, sense) if leaning.moves_on else _same(leaning)


def _asked_again(leaning: Leaning) -> Question | None:
    """The question before, put once more of the roadmap, stage or thing that is named and nothing else."""
    reader, before, question = leaning.told.reader, leaning.before, leaning.question
    again = rephrased(reader, before, question, leaning.stage_named) if leaning.is_bare else None
    return again or of_another(reader, before, question) or of_part(reader, before, question, leaning.sources)


def _on_advice(before: Question, told: Told) -> Question:
    """A question for a next step as one about what its answer advised, where that was a topic and no stage."""
    before = replace(before, role=None, form=None, intent="fact")
    topic = None if before.sources else told.advised
    if topic is None:
        return before
    return replace(before, units=(told.reader.units.of_topic(topic, topic.name),), resources=())


def _onward(leaning: Leaning, sense: Sense) -> Question:
    """The stage after, or before, the last one."""
    last = leaning.last_stage
    if last is None:
        last = sense.stage_of(leaning.before)
    to = leaning.stage_beside(last) if last is not None else None
    told, before = leaning.told, leaning.before
    is_of_part = not told.facts or told.role == before.role or (before.role is None and told.is_of_one_part)
    is_of_part = is_of_part and (before.figure or not told.is_of_a_stage)
    whole: dict[str, object] = {"role": None, "form": None, "intent": "fact"}
    changes = {} if is_of_part or leaning.asks_for_a_part else whole
    stage = (to, to) if to is not None else None
    return _with(leaning, leaning.question.units, stage=stage, months=None, **changes)


def _of_things(leaning: Leaning, things: tuple[Document, ...]) -> Question:
    """Something asked of `things` that the last answer named."""
    units = (*leaning.question.units, *leaning.told.reader.units.of(things, "", ""))
    nothing = {"stage": None, "months": None, "role": None, "form": None}
    return _with(leaning, units, intent="fact", resources=things, sources=things, pointed=True, **nothing)


def _moved(leaning: Leaning, sense: Sense) -> Question:
    """Something beside what was told: from the same stage, if that holds it."""
    question, about = leaning.question, leaning.told.headings
    kept = (u for u in leaning.asked_before if not (u.is_firm and leaning.has_subject) and not u.is_in(about))
    there = _with(leaning, (*question.units, *kept), left_out=leaning.told.spent, resources=())
    stage = leaning.stage_named or (None if question.months else leaning.stage_told)
    if stage and leaning.names_that_stage:
        return replace(there, stage=stage)
    if stage and not there.topics:
        near = replace(there, stage=stage)
        there = near if sense.weight_of(near) >= _NEAR * sense.weight_of(there) else there
    elif leaning.asks_for_the_rest and leaning.told.beside:
        return _beside(leaning, there)
    names = [u for u in there.units if u.named and not u.topic]
    meant = sense.topic_meant(there) if names or not there.topics else None
    if meant is None or (there.topics and not any(u.is_in(frozenset(stems(meant.gloss))) for u in names)):
        return there
    return leaning.told.reader.meaning(there, meant)


def _same(leaning: Leaning) -> Question:
    """The same asked of another roadmap or stage, or another thing asked of the same."""
    question, before = leaning.question, leaning.before
    stage, months = leaning.stage_named, question.months
    stays = not stage and not months and not question.sources and not leaning.has_subject
    if stays:
        stage, months = before.stage, before.months
        if not stage and not months and leaning.is_about_that_stage:
            stage = leaning.stage_told
    elif leaning.names_that_stage and not question.sources and not stage and not months:
        stage = leaning.stage_told
    if stays and stage and leaning.asks_for_a_part:
        return _part_of_stage(leaning, stage)
    kept = (u for u in leaning.asked_before if not (u.is_firm and leaning.has_subject))
    resources = question.resources or (() if leaning.has_subject else before.resources)
    return _with(leaning, (*question.units, *kept), stage=stage, months=months, resources=resources)


def _part_of_stage(leaning: Leaning, stage: Span) -> Question:
    """A part, such as projects, of the stage told of; where that has none, of the same topic elsewhere."""
    question, resources = leaning.question, leaning.question.resources or leaning.before.resources
    if not leaning.part_of(stage):
        return _of_its_topic(leaning, stage)
    whole = _with(leaning, question.units, stage=stage, months=leaning.before.months, resources=resources)
    return whole if leaning.has_form(stage) else replace(whole, form=None)


def _beside(leaning: Leaning, there: Question) -> Question:
    """What stands beside what was told, asked for under its own headings where there are few of them."""
    reader, beside = leaning.told.reader, leaning.told.beside
    inside = {f.number for f in beside}
    left_out = frozenset(f.number for f in reader.library.facts if f.number not in inside)
    headings = list(dict.fromkeys(normal(f.section.heading) for f in beside))
    if len(headings) > _FEW_SECTIONS:
        return replace(there, left_out=left_out)
    about = " ".join(headings)
    units = tuple(reader.units.of((), about, about))
    return replace(there, left_out=left_out, about=about, units=units, role=None, form=None, figure=False)


def _of_its_topic(leaning: Leaning, stage: Span) -> Question:
    """A part, such as projects, that a stage has not got: of the same topic elsewhere."""
    heading = leaning.heading_of(stage)
    units = leaning.told.reader.units.of((), normal(heading), heading.lower())
    return _with(leaning, tuple(u for u in units if u.topic), stage=None, months=None, resources=())


def _with(leaning: Leaning, units: tuple[Unit, ...], **changes: object) -> Question:
    """The question with `units`, and what is asked of them carried over."""
    question, before = leaning.question, leaning.before
    keeps = not leaning.asks_for_a_part
    units = tuple(u for u in dict.fromkeys(units) if not POINTING.fullmatch(u.text))
    whole = replace(
        question,
        sources=leaning.sources,
        units=units,
        role=question.role or (leaning.part if keeps else None),
        form=question.form or (before.form if keeps else None),
        figure=question.figure or (before.figure and keeps),
        intent=_intent(leaning),
        about=f"{question.about} {' '.join(u.text for u in units if u not in question.units)}".strip(),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]  # names and types are those of the fields


def _intent(leaning: Leaning) -> Intent:
    """What is asked now: as before, where it does not say and the one before can be asked of something else."""
    asked, before, sources = leaning.question.intent, leaning.before.intent, leaning.sources
    says_little = not leaning.asks_for_a_part and asked in {"fact", "what_is", "comparison", "count"}
    if says_little and before == "count" and len(sources) == 1:
        return "fact"
    if says_little and before == "what_is" and leaning.part in _INTENT_OF_PART:
        return _INTENT_OF_PART[leaning.part]
    if says_little and before not in {"next_step", "comparison"}:
        return before
    if not leaning.question.sources and len(sources) > 1:
        return "comparison"
    is_of_one = asked == "comparison" and len(sources) == 1
    return "fact" if is_of_one or asked in {"next_step", "greeting"} else asked
