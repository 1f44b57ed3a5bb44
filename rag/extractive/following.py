"""What follows: the next stage or list item of one named roadmap."""

from collections.abc import Sequence
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
    if question.stage:
        finished = finished_in(question.normal)
        return after_stage(case, question.sources[0], question.stage[1] if finished is None else finished)
    if question.months:
        return after_months(case, question.months)
    return _after_item(case, question.sources[0], learner)


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
    question = case.question
    if not question.months or question.stage:
        return finished_in(question.normal)
    return _over(case, question.months)


def _over(case: Case, done: Months) -> int | None:
    """The last stage of the one roadmap named that has begun when these months are over."""
    spans = {n: months_of(s.duration) for n, s in stage_headings(case.library, case.question.sources[0]).items()}
    return max((n for n, months in spans.items() if months and months[0] <= done[1]), default=None)


def after_months(case: Case, done: Months) -> Draft | None:
    """The stage of the one roadmap named that begins when these months are over."""
    source = case.question.sources[0]
    over = _over(case, done)
    return after_stage(case, source, over) if over is not None else None


def after_stage(case: Case, source: Document, done: int) -> Draft | None:
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
    draft.plan = _plan(case, draft, head, facts)
    return draft


def _plan(case: Case, draft: Draft, head: Section, facts: Sequence[Fact]) -> dict[str, Any] | None:
    """The next stage as data: its first topic, and the topics that follow in it."""
    topics = dict.fromkeys([*head.topics, *(id_ for f in facts if f.section.role == "learn" for id_ in f.topics)])
    named = [case.library.topics.by_id[id_] for id_ in topics]
    if not named:
        return None
    why = f"{titled(head.heading)} comes next {draft.cite_heading(head)}."
    return step_data(named[: 1 + _MOST_ITEMS], why, profile=None, time=head.duration)


def _after_item(case: Case, source: Document, learner: Learner) -> Draft | None:
    """What comes right after the last thing that the learner knows of a roadmap."""
    facts = [f for f in case.library.facts_of[source.id] if f.statement.is_item]
    taught = [f for f in facts if f.section.role in {"learn", "other", "tools"}]
    known = {t.id for t in learner.known}
    done = [i for i, f in enumerate(taught) if known & set(f.statement.topics) and f.section.stage is not None]
    after = taught[done[-1] + 1 :] if done else []
    if not after:
        return None
    section = after[0].section
    items = [f for f in after if f.section is section][:_MOST_ITEMS]
    draft = Draft(case.library)
    names = capital(listed([phrase_of(f, labelled=True) for f in items]))
    draft.say(f"{names}: that comes next in {source.short} {draft.cite(*items)}.")
    if section is not taught[done[-1]].section:
        draft.say(f"It stands under {heading_line(section)} {draft.cite_heading(section)}.")
    return draft
