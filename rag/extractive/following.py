"""What follows: the next stage or list item of one named roadmap."""

from collections.abc import Collection, Container, Iterable, Sequence
from itertools import groupby
from typing import Any

from ingest.records import Document, Role, Section, Topic
from rag.case import Case
from rag.extractive.as_data import step_data
from rag.extractive.draft import Draft
from rag.extractive.kinds import say_kinds
from rag.extractive.phrase import phrase_of
from rag.extractive.place import heading_line
from rag.extractive.stages import stage_headings, titled
from rag.extractive.wording import capital, listed
from rag.fact import Fact
from rag.learner import Learner
from rag.months import Months, months_of
from rag.stage import finished_in

_TOLD: tuple[Role, ...] = ("learn", "tools", "resources", "projects", "test")
_MOST_OF_EACH = 4
_MOST_ITEMS = 3


def compose(case: Case, learner: Learner) -> Draft | None:
    """What a named roadmap puts after the stage that the question names, or after what the learner knows; else None."""
    question = case.question
    if len(question.sources) != 1:
        return None
    known = {topic.id for topic in learner.known}
    done = _finished(case)
    if question.stage:
        return after_stage(case, question.sources[0], question.stage[1] if done is None else done, known)
    if question.months:
        return after_stage(case, question.sources[0], done, known) if done is not None else None
    return _after_item(case, question.sources[0], known)


def behind(case: Case) -> tuple[Topic, ...]:
    """The topics of the stages that a learner has finished of the one roadmap named."""
    question = case.question
    done = _finished(case) if len(question.sources) == 1 else None
    if done is None:
        return ()
    source = question.sources[0].id
    sections = (s for s in case.library.sections_of[source] if s.stage is not None and s.stage <= done)
    headed = {id_ for section in sections for id_ in section.topics}
    learnt = (f for f in case.library.facts_of[source] if f.section.role == "learn" and f.section.stage is not None)
    ids = headed.union(*(f.topics for f in learnt if (f.section.stage or 0) <= done))
    return tuple(topic for topic in case.library.topics.all if topic.id in ids)


def _finished(case: Case) -> int | None:
    """The last stage of the one roadmap named that a learner has behind them, by its number or by their months."""
    stage = finished_in(case.question.normal)
    return _over(case, case.question.months) if stage is None and case.question.months else stage


def _over(case: Case, done: Months) -> int | None:
    """The last stage of the one roadmap named that has begun when these months are over."""
    spans = {n: months_of(s.duration) for n, s in stage_headings(case.library, case.question.sources[0]).items()}
    return max((n for n, months in spans.items() if months and months[0] <= done[1]), default=None)


def after_stage(case: Case, source: Document, done: int, known: Container[str] = ()) -> Draft | None:
    """The stage after a finished one: what it teaches, its resources, its projects and how it is tested."""
    stages = stage_headings(case.library, source)
    following = min((n for n in stages if n > done), default=None)
    if following is None:
        return None
    draft = Draft(case.library)
    head = stages[following]
    draft.say(f"{titled(head.heading)} comes next in {source.short} {draft.cite_heading(head)}.")
    facts = [f for f in case.library.facts_of[source.id] if f.section.stage == following]
    say_kinds(draft, facts, _TOLD, _MOST_OF_EACH)
    draft.behind += [next(own) for _, own in groupby(facts, key=lambda f: f.section.order)]
    why = f"{titled(head.heading)} comes next {draft.cite_heading(head)}."
    draft.plan = _plan(case, why, _topics_of(head, facts), known, head.duration)
    return draft


def _topics_of(head: Section, facts: Sequence[Fact]) -> list[str]:
    """The ids of the topics of a stage: those that it teaches, else those of what it has one build and read."""
    learnt = [id_ for f in facts if f.section.role == "learn" for id_ in _in_order(f)]
    return [*head.topics, *(learnt or [id_ for f in facts for id_ in _in_order(f)])]


def _in_order(fact: Fact) -> tuple[str, ...]:
    """The ids of a fact's topics: what it names itself before what it stands under."""
    return *fact.statement.topics, *fact.section.topics


def _plan(
    case: Case, why: str, topics: Iterable[str], known: Container[str], time: str | None = None
) -> dict[str, Any] | None:
    """What follows as data: the first topic that is not known yet, and the topics after it."""
    ids = list(dict.fromkeys(topics))
    named = [case.library.topics.by_id[id_] for id_ in [i for i in ids if i not in known] or ids]
    return step_data(named[: 1 + _MOST_ITEMS], why, profile=None, time=time) if named else None


def _after_item(case: Case, source: Document, known: Collection[str]) -> Draft | None:
    """What comes right after the last thing that the learner knows of a roadmap."""
    facts = [f for f in case.library.facts_of[source.id] if f.statement.is_item]
    taught = [f for f in facts if f.section.role in {"learn", "other", "tools"}]
    done = [
        i for i, f in enumerate(taught) if not set(f.statement.topics).isdisjoint(known) and f.section.stage is not None
    ]
    after = taught[done[-1] + 1 :] if done else []
    if not after:
        return None
    section = after[0].section
    items = [f for f in after if f.section is section][:_MOST_ITEMS]
    draft = Draft(case.library)
    names = capital(listed([phrase_of(f, labelled=True) for f in items]))
    draft.say(f"{names}: that comes next in {source.short} {draft.cite(*items)}.")
    why = f"It comes next in {source.short} {draft.cite(*items)}."
    draft.plan = _plan(case, why, [id_ for f in items for id_ in _in_order(f)], known)
    if section is not taught[done[-1]].section:
        draft.say(f"It stands under {heading_line(section)} {draft.cite_heading(section)}.")
    return draft
