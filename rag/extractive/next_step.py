"""What to learn next: one step from the roadmaps' own order, with why now, what with, how long and what follows."""

import re
from dataclasses import replace

from ingest.outline import duration_in
from ingest.places import OF_WORK
from ingest.records import Topic
from rag import cues
from rag.aims import aim_of
from rag.case import Case
from rag.curriculum import first_items
from rag.extractive import following
from rag.extractive import gap as gaps
from rag.extractive.as_data import step_data
from rag.extractive.disagreement import on_step
from rag.extractive.draft import MARK, Draft
from rag.extractive.goal import goals_of
from rag.extractive.offers import best_for
from rag.extractive.phrase import is_clause, is_instruction, label_of, phrase_of, short_phrase
from rag.extractive.stages import stage_of, timed, untimed
from rag.extractive.way import Way, find_way, route
from rag.extractive.wording import in_a_breath, listed, share, verb
from rag.fact import Fact
from rag.learner import Learner, joined
from rag.library import Library
from rag.planner import planner_of
from rag.profile import profile_json

_ASIDE = re.compile(r", (?:among|as|for|to|unless)\b.*")  # what a source adds to a thing after naming it
_MOST_CITED = 5
_MOST_STARTS = 3
_MOST_THEN = 2
_MOST_ADVISED = 2
_ENOUGH_AHEAD = 3  # roadmaps that put the step ahead of what follows, for that to be the reason given


def compose(case: Case, learner: Learner) -> Draft | None:
    """The next step for `learner`; of a named roadmap what follows there; None when nothing is left to learn.

    Who has finished a stage knows what it teaches, and is led on by its roadmap unless they name another goal.
    """
    learner = joined(learner, Learner(known=following.behind(case)))
    ahead = [topic for topic in learner.goals if topic not in learner.known]
    is_led = not ahead and learner.aim in {None, *case.library.topics.goals[:1]}
    follows = following.compose(case, learner) if is_led or not learner.known else None
    if follows and follows.plan:
        follows.plan["profile"] = profile_json(learner)
    if follows:
        return follows
    goals = goals_of(case, learner)
    way = find_way(case, replace(learner, aim=aim_of(planner_of(case.library), learner, goals)), goals)
    if not way.steps:
        return None
    way = way.admitted
    if cues.ROUTE.search(case.question.normal):
        return route(case, way)
    gap = cues.GAP.search(case.question.normal) and gaps.compose(case, way)
    return gap or _step(case, way)


def nothing_left(case: Case, learner: Learner) -> Draft:
    """What is said to a learner who knows all that their goal takes."""
    goal = (learner.aim or planner_of(case.library).usual_goal).name
    return Draft(case.library).say(
        f"Nothing is left to learn on the way to {goal}: what you know covers all that the roadmaps teach for it.",
        "Tell me of another goal, or of something that you do not know.",
    )


def _step(case: Case, way: Way) -> Draft:
    """The first step of a way."""
    step = way.steps[0]
    draft = Draft(case.library)
    why = _why(case, draft, way)
    draft.say(f"{_opening(draft, way)}.", why)
    pick = best_for(case.library, step, way.learner.wishes)
    task = _advice(draft, way) if step.area in OF_WORK else [_project(draft, step)]
    time = _time(draft, way)
    lines = [_with(draft, step, pick), *task, time, *_then(draft, way)]
    dispute = on_step(draft, step, way.known)
    draft.lines([*lines, dispute[0]] if dispute else lines)
    draft.behind += way.curriculum.lessons(*way.steps[: 1 + _MOST_THEN])
    draft.plan = step_data(
        way.steps[: 1 + _MOST_THEN],
        why,
        profile=way.profile,
        resources=[f"{phrase_of(pick, labelled=False)} {draft.cite(pick)}"] if pick else [],
        project=next((line for line in task if MARK.search(line)), None),
        time=time if MARK.search(time) else None,
        disagreements=[dispute[1]] if dispute else [],
    )
    return draft.say(way.understood)


def _opening(draft: Draft, way: Way) -> str:
    """The step, and what to start it with."""
    step = way.steps[0]
    is_fresh = way.learner.beginner and not way.learner.known
    if step.area in OF_WORK:
        return f"Turn to {step.name} next"
    if is_fresh:
        opening, begin = f"Start with {step.name}", "beginning"
    else:
        opening, begin = f"Learn {step.name} next", "starting"
    start = _start(draft, way)[:_MOST_STARTS]
    phrases = [_brief(draft.library, f, step) for f in start]
    first = in_a_breath(f"{opening}, {begin} with", phrases)
    items = listed(phrases[:first])
    if items and items.lower() != step.name.lower():
        opening = f"{opening}, {begin} with {items}"
    return f"{opening} {draft.cite(*start[:first])}".strip()


def _start(draft: Draft, way: Way) -> list[Fact]:
    """What the roadmap that gives the topic most room begins it with."""
    best: list[Fact] = []
    for fact in way.curriculum.places(way.steps[0]).values():
        items = first_items(draft.library, fact, way.steps[0])
        plain = [f for f in items if f.statement.is_item and not is_clause(f.content)]
        if _suits(plain) > _suits(best):
            best = plain
    return best


def _suits(items: list[Fact]) -> tuple[bool, int]:
    """How well a list begins a topic: not with what it calls advanced, and with several things."""
    return bool(items) and not any("advanced" in f.content.lower() for f in items), len(items)


def _brief(library: Library, fact: Fact, step: Topic) -> str:
    """A fact in few words: what it says of the step without naming it again, or without a label that names no topic."""
    label = label_of(fact)
    if label.lower() in {step.name.lower(), *(a.lower() for a in step.aliases)}:
        return phrase_of(fact, labelled=False)
    if not library.topics.found_in(label):
        return _ASIDE.sub("", phrase_of(fact, labelled=False))
    return short_phrase(fact)


def _why(case: Case, draft: Draft, way: Way) -> str:
    """How many roadmaps teach the step, and how many of them ahead of what follows, each cited."""
    places = way.curriculum.places(way.steps[0])
    if not places:
        return "No roadmap gives it a section of its own."
    total = len(case.library.roadmaps)
    after = way.steps[1] if len(way.steps) > 1 else None
    later = way.curriculum.places(after) if after else {}
    ahead = list(way.curriculum.order(way.steps[0], after).before) if after else []
    if after and len(ahead) >= min(_ENOUGH_AHEAD, len(places)):
        reason = f"{verb('put', len(ahead))} it ahead of {after.name}"
        after_it = "".join(draft.cite(later[id_]) for id_ in ahead)
        return f"{share(len(ahead), total)} roadmaps {reason} {_marks(draft, way, ahead)}{after_it}."
    does = "advise" if way.steps[0].area in OF_WORK else "teach"
    return f"{share(len(places), total)} roadmaps {verb(does, len(places))} it {_marks(draft, way, list(places))}."


def _marks(draft: Draft, way: Way, roadmaps: list[str]) -> str:
    """The marks for where these roadmaps begin to teach the step."""
    lessons = way.curriculum.lessons_of(way.steps[0])
    return "".join(draft.cite(lessons[id_][0]) for id_ in roadmaps[:_MOST_CITED])


def _with(draft: Draft, step: Topic, pick: Fact | None) -> str:
    if pick is None:
        return f"With: no roadmap names a resource for {step.name} alone."
    return f"With: {phrase_of(pick, labelled=False)} {draft.cite(pick)}."


def _project(draft: Draft, step: Topic) -> str:
    """The first thing to do that names the step, else that a stage with the step in its heading sets."""
    facts = [f for f in draft.library.facts_in(draft.library.roadmaps) if f.section.role in {"projects", "test"}]
    actions = [f for f in facts if f.statement.is_item and is_instruction(f.content)]
    own = (f for f in actions if step.id in f.statement.topics)
    near = (f for f in actions if (stage := stage_of(draft.library, f.section)) and step.id in stage.topics)
    fact = next(own, None) or next(near, None)
    if fact is None:
        return f"Project: no roadmap sets one for {step.name} alone."
    return f"Project: {phrase_of(fact, labelled=False)} {draft.cite(fact)}."


def _advice(draft: Draft, way: Way) -> list[str]:
    """What the roadmaps tell a learner to do about a step that is no subject to learn."""
    advised = [f for f in way.curriculum.places(way.steps[0]).values() if is_instruction(f.content)][:_MOST_ADVISED]
    return [f"Do: {phrase_of(f, labelled=False)} {draft.cite(f)}." for f in advised]


def _time(draft: Draft, way: Way) -> str:
    """The time a heading states for the topic itself, else for the stage it belongs to."""
    library, step = draft.library, way.steps[0]
    sections = (s for d in library.roadmaps for s in library.sections_of[d.id])
    headed = next((s for s in sections if step.id in s.topics and duration_in(s.heading)), None)
    if headed:
        short = library.documents[headed.document_id].short
        return f"Time: {(headed.duration or '').lower()}, by {short} {draft.cite_heading(headed)}."
    for fact in way.curriculum.places(step).values():
        owner = timed(library, fact.section)
        if owner:
            gives = f"{fact.document.short} gives {untimed(owner)} {(owner.duration or '').lower()}"
            return f"Time: not stated for it alone; {gives} {draft.cite_heading(owner)}."
    return "Time: not stated by any roadmap."


def _then(draft: Draft, way: Way) -> list[str]:
    """The line on what comes after the step, where anything does."""
    begun = {id_ for fact in _start(draft, way)[:1] for id_ in fact.statement.topics}  # named in the opening
    parts = [way.cited(draft, t) for t in [t for t in way.steps[1:] if t.id not in begun][:_MOST_THEN]]
    return [f"Then: {', then '.join(parts)}."] if parts else []
