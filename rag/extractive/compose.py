"""Choosing the composer for a question."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from ingest.records import Role
from rag import cues
from rag.asking import last_asked
from rag.case import Case
from rag.extractive import (
    about,
    absent,
    after,
    comparison,
    correct,
    count,
    detail,
    following,
    items,
    lookup,
    meaning,
    next_step,
    overview,
    plan,
    pointed,
    premise,
    projects,
    resource,
    short_form,
    sought,
    source,
    summary,
    supposed,
    versus,
    what_is,
)
from rag.extractive.doubt import doubted, is_doubtful
from rag.extractive.draft import Draft
from rag.extractive.gate import chooses_among_strangers, is_near, seems_off, supposes_a_stranger
from rag.extractive.offers import names_of
from rag.extractive.status import with_status
from rag.learner import Learner
from rag.question import Question
from rag.records import Intent
from rag.stage import is_within, stages_in

# What a summary says answers a question that may be meant for the roadmaps: how near and how far ahead it must be.
_LOOKED_UP = frozenset[Intent]({"what_is", "comparison", "fact"})
_CLEARLY_MEANT, _FAR_AHEAD = 0.6, 0.1
_DOING = frozenset[Role | None]({"projects", "test"})  # parts of a stage that show what was learned in it
_OTHER = re.compile(r"\b(?:which|what|another|any other)((?: [\w-]+){1,2})")  # what of a kind is asked for
_FEW = 2  # units up to which a message with thanks in it is nothing but thanks
Composer = Callable[[Case], Draft | None]

# Composers are tried in turn: those of the intent, those of the part of a roadmap asked for, and then the last resorts.
_OF_INTENT: dict[Intent, tuple[Composer, ...]] = {
    "count": (count.compose,),
    "comparison": (comparison.compose,),
    "plan": (items.compose, overview.of_roadmap, overview.of_stage),
    "projects": (items.compose, projects.compose),
    "resource": (projects.wished, resource.compose),
    "what_is": (overview.of_roadmap, overview.of_stage, short_form.compose, what_is.compose),
    "fact": (items.compose, overview.of_roadmap, overview.of_stage),
}
_OF_ROLE: dict[str | None, tuple[Composer, ...]] = {"projects": (projects.compose,), "resources": (resource.compose,)}
_LAST: tuple[Composer, ...] = (lookup.compose, meaning.compose)
_CORRECTIONS: tuple[Composer, ...] = (
    pointed.compose,
    correct.stage_asked,
    correct.stages_counted,
    correct.months_asked,
    correct.unmentioned,
    supposed.compose,
    source.author,
)


def compose(case: Case, learner: Learner) -> tuple[Intent, Draft]:
    """The draft answer to a case and the intent it was answered under; every case gets one, if only a refusal."""
    small_talk = _small_talk(case)
    if small_talk:
        return small_talk
    intent, draft = _after(case) or from_sources(case, learner)
    draft = draft if draft.corrects or intent == "next_step" else premise.checked(case, draft)
    if draft.abstained or draft.corrects or _is_worked_out(case, intent):
        return intent, draft
    doubt = doubted(case, draft)
    if not is_doubtful(doubt):
        return intent, draft
    if doubt.beyond >= doubt.otherwise or cues.AMOUNT.search(case.question.normal):
        return (intent, draft) if detail.is_quoted(case, draft) else _refusal(case)
    return intent, draft if _supposes_nothing(case) else premise.denied(draft)


def _after(case: Case) -> tuple[Intent, Draft] | None:
    """What comes after the resource asked about; the roadmaps' own order is told elsewhere."""
    draft = None if cues.ROADMAPS.search(case.question.normal) else after.compose(case)
    return ("fact", draft) if draft else None


def _supposes_nothing(case: Case) -> bool:
    """Whether a question asks if something is so, or what sets things apart, and takes nothing for granted."""
    question = case.question
    asked = last_asked(question.normal) if question.leans else question.normal
    asks_whether = cues.YES_NO.match(asked) and not cues.NOT_WHETHER.search(asked)
    granted = (cues.SUPPOSES, cues.PREMISE, cues.TAG, cues.DECLARES)
    return bool(asks_whether or (versus.choice(case) and not any(cue.search(question.normal) for cue in granted)))


def _is_worked_out(case: Case, intent: Intent) -> bool:
    """Whether an answer is worked out, not looked up: a next step, a time, a count over the roadmaps, a bare wish.

    Or all that a stage holds.
    """
    if case.question.stage and not case.question.units:
        return True
    if intent == "count":
        return bool(cues.ROADMAPS.search(case.question.normal))
    if intent in {"resource", "projects", "what_is"} and case.question.topics:  # on a topic alone, whatever it is
        names = {document.title for document in case.question.resources}
        return all(unit.topic or unit.text in names for unit in case.question.units)
    return intent == "next_step" or (intent == "plan" and not case.question.resources)


def from_sources(case: Case, learner: Learner) -> tuple[Intent, Draft]:
    """What the documents tell, or that they do not."""
    detailed = detail.compose(case)
    if detailed:
        sure = sought.compose(case, None if detailed.abstained else detailed)
        if sure and (detail.is_given(case, sure) or not case.question.figure):  # no other sentence will do for a figure
            return "fact", with_status(case, sure)
        return ("fact" if not detailed.abstained else case.question.intent), detailed
    past = _no_such_stage(case) or _past_stage(case)
    if past:
        return "next_step", past
    timed = _on_time(case)
    if timed:
        return "plan", timed
    if case.question.intent == "next_step" and (meant := _meant_by(case)):
        case = replace(case, question=replace(case.question, intent=meant))
    is_next_step = case.question.intent == "next_step" and _is_about_learner(case, learner) and not _chooses(case)
    step = next_step.compose(case, learner) if is_next_step else None
    if step:
        return "next_step", step
    return _answer(case) or _refusal(case)


def _small_talk(case: Case) -> tuple[Intent, Draft] | None:
    """The reply to a message that asks nothing of the documents."""
    question = case.question
    if question.is_empty:
        return "empty", about.ask_back(case)
    if cues.GREETING.match(question.normal):
        return "greeting", about.greet(case)
    if cues.THANKS.match(question.normal) and len(question.units) <= _FEW:
        return "greeting", about.thank(case)
    if question.intent == "greeting":
        return "greeting", about.thank(case) if question.aspect == "thanks" else about.greet(case)
    if question.intent == "about" or cues.ABOUT.search(question.normal):
        return "about", about.describe(case)
    return None


def _is_about_learner(case: Case, learner: Learner) -> bool:
    """Whether a next step can be told: the learner said something of themselves, or asked the bare question."""
    question = case.question
    says_something = bool(learner.known or learner.goals or learner.lacking or learner.beginner)
    is_bare = not question.units or question.stage is not None or bool(cues.BEGIN.search(question.normal))
    asks_on = "next" in question.normal or cues.PAST.search(question.normal)
    return bool(says_something or is_bare or asks_on or "engineer" in question.normal)


def _meant_by(case: Case) -> Intent | None:
    """What a question for what comes next asks for in fact: what to do in the stage, or the months, that one is in.

    Or, after other turns, for another book, course or dataset.
    """
    question = case.question
    in_it = question.stage or question.months
    if in_it and question.sources and question.role in _DOING and is_within(question.normal):
        return "projects"
    other = _OTHER.search(question.normal) if case.said else None
    return "resource" if other and cues.forms_asked(other.group(1)) else None


def _chooses(case: Case) -> bool:
    """Whether a question wants one of several resources chosen, now and not as what comes next."""
    return versus.choice(case) is not None and not cues.NEXT.search(case.question.normal)


def _past_stage(case: Case) -> Draft | None:
    """What follows the stage, or the months, of the one roadmap named that a learner has behind them."""
    question = case.question
    if len(question.sources) != 1 or question.role in _DOING or not cues.PAST.search(question.normal):
        return None
    return following.compose(case, Learner()) if question.stage or question.months else None


def _no_such_stage(case: Case) -> Draft | None:
    """The correction where a question, after naming a stage, ends by asking for another that the roadmap lacks."""
    question = case.question
    asked = stages_in(last_asked(question.rest))
    if not asked or not question.stage or asked == question.stage:
        return None
    return correct.stage_asked(replace(case, question=replace(question, stage=asked)))


def _on_time(case: Case) -> Draft | None:
    """The answer to a question about time or order, whatever else it was taken for; None for any other."""
    draft = _first((plan.compose,), case)
    if draft is None or _first(_CORRECTIONS, case):
        return None
    return correct.claim(case, draft) if premise.begins_with_one(case.question.normal) else draft


def _answer(case: Case) -> tuple[Intent, Draft] | None:
    """The answer from the documents, or the correction of what the question takes for granted."""
    question = case.question
    if seems_off(question):
        draft = _first((summary.compose, lookup.compose), case)
        return ("fact", draft) if draft else None
    if chooses_among_strangers(case):
        return None
    correction = _first(_CORRECTIONS, case)
    if correction:
        sure = sought.compose(case, correction) if question.pointed else None
        if sure and not (correction.abstained and is_doubtful(doubted(case, sure))):
            return "fact", with_status(case, sure)
        correction.corrects = True
        return question.intent, correction
    answered = None if supposes_a_stranger(case) else _told(case)
    sure = sought.compose(case, answered[1] if answered else None)
    return ("fact", with_status(case, sure)) if sure else answered


def _told(case: Case) -> tuple[Intent, Draft] | None:
    """What the documents say to a question that takes nothing for granted that they do not say."""
    question = case.question
    choice = versus.choice(case)
    chosen = versus.compose(choice) if choice else None
    if chosen:
        return "comparison", with_status(case, chosen)
    named = (pointed.instead, summary.compose, _of_resource)
    draft = _first((*named, *_of_intent(question), *_OF_ROLE.get(question.role, ()), *_LAST), case)
    if draft is None and question.intent == "count" and not question.resources:
        draft = lookup.listed(case)
    if draft is None or not detail.is_given(case, draft):
        return None
    return question.intent, with_status(case, correct.claim(case, draft))


def _of_resource(case: Case) -> Draft | None:
    """The look-up where the summary of a resource, unnamed, comes nearest by far and no roadmap was asked for."""
    question, best = case.question, case.scored[:1]
    names = question.sources or question.resources or cues.ROADMAPS.search(question.normal)
    if question.intent not in _LOOKED_UP or names or not best:
        return None
    first = best[0]
    if first.fact.document.kind != "resource" or max(first.asked, first.similarity) < _CLEARLY_MEANT:
        return None
    other = next((s.score for s in case.scored if s.fact.document.kind != "resource"), 0.0)
    draft = lookup.compose(case) if first.score - other >= _FAR_AHEAD else None
    if draft and not any(name in draft.text for name in names_of(first.fact.document)):
        draft.text = f"{first.fact.document.title}: {draft.text}"
    return draft


def _of_intent(question: Question) -> tuple[Composer, ...]:
    """The composers of what the question asks for; what one roadmap holds is counted within it, two are compared."""
    if question.intent == "count" and len(question.sources) > 1 and not cues.HOW_MANY.search(question.normal):
        return (comparison.compose, count.compose)
    if question.intent == "count" and question.aspect == "within":
        return (items.compose,)
    return _OF_INTENT.get(question.intent, ())


def _refusal(case: Case) -> tuple[Intent, Draft]:
    draft = absent.compose(case)
    return case.question.intent if is_near(case) else "out_of_scope", draft


def _first(composers: Iterable[Composer], case: Case) -> Draft | None:
    """The draft of the first composer that has one which says something."""
    return next((draft for composer in composers if (draft := composer(case)) and draft.text), None)
