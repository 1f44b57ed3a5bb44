"""What to learn next: one step from the roadmaps' own order, with why now, what with, how long and what follows."""

import re

from ingest.outline import duration_in
from ingest.records import Document, Section, Topic
from rag import cues
from rag.case import Case
from rag.curriculum import Curriculum, first_items
from rag.extractive import resource, stage
from rag.extractive.absent import stage_headings
from rag.extractive.draft import Draft
from rag.extractive.phrase import capital, is_action, is_clause, label_of, listed, number_word, phrase_of
from rag.learner import Learner
from rag.library import Fact

_MOST_CITED = 5
# Areas that a wish in a learner's own words may mean; a wish for work itself is the default goal.
_GOAL_AREAS = frozenset({"nlp", "vision", "generative-ai", "rag-agents", "rl", "mlops", "cloud", "deep-learning", "classical-ml", "data"})


def compose(case: Case, learner: Learner) -> Draft | None:
    """The next step for `learner`; after a finished stage of a named roadmap, its next stage."""
    if case.question.stage and len(case.question.sources) == 1:
        following = _next_stage(case, case.question.sources[0], case.question.stage[1])
        if following:
            return following
    if len(case.question.sources) == 1 and learner.known:
        following = _next_item(case, case.question.sources[0], learner)
        if following:
            return following
    curriculum = Curriculum(case.library)
    goals = learner.goals or _goal_by_meaning(case, learner)
    path = curriculum.path(learner.known, goals)
    if not path:
        return None
    return _route(case, curriculum, path, learner, goals) if cues.ROUTE.search(case.question.normal) else _step(case, curriculum, path, learner, goals)


def _next_item(case: Case, source: Document, learner: Learner) -> Draft | None:
    """What a named roadmap teaches right after the last thing that the learner knows of it."""
    facts = [f for f in case.library.facts_of[source.id] if f.statement.is_item and f.section.role in {"learn", "other", "tools"}]
    known = {t.id for t in learner.known}
    done = [i for i, f in enumerate(facts) if known & set(f.statement.topics) and f.section.stage is not None]
    after = facts[done[-1] + 1 :] if done else []
    if not after:
        return None
    first = after[0]
    same = [f for f in after if f.section is first.section][:3]
    draft = Draft(case.library)
    draft.say(f"{capital(listed([phrase_of(f, labelled=True) for f in same]))}: that comes next in {source.short} {draft.cite(*same)}.")
    if first.section is not facts[done[-1]].section:
        draft.say(f"It stands under {first.section.heading} {draft.cite_heading(first.section)}.")
    return draft


def _route(case: Case, curriculum: Curriculum, path: list[Topic], learner: Learner, goals: tuple[Topic, ...]) -> Draft:
    """The whole way from what is known to the goal, in order, each step with a roadmap that teaches it."""
    draft = Draft(case.library)
    goal = goals[-1] if goals else None
    steps = path[: path.index(goal) + 1] if goal in path else path[:8]
    draft.say(f"{capital(number_word(len(steps)))} steps, in the roadmaps' own order, beginning with {steps[0].name}.")
    for step in steps:
        places = list(curriculum.places(step).values())
        timed = next((s for f in places if (s := _timed(case, f.section))), None)
        time = f", {(timed.duration or '').lower()} by {case.library.documents[timed.document_id].short} {draft.cite_heading(timed)}" if timed and step.id in timed.topics else ""
        draft.lines([f"{capital(step.name)} {''.join(draft.cite(f) for f in places[:2])}{time}."])
    draft.text += "\n\n" + _understood(learner, goals)
    return draft


def _step(case: Case, curriculum: Curriculum, path: list[Topic], learner: Learner, goals: tuple[Topic, ...]) -> Draft:
    step, after = path[0], path[1] if len(path) > 1 else None
    places = curriculum.places(step)
    draft = Draft(case.library)
    start = _start(case, curriculum, step)
    opening = f"Learn {step.name} next" if learner.known or not learner.beginner else f"Start with {step.name}"
    if step.area in {"portfolio", "career"}:
        opening = f"Turn to {step.name} next"
    if start:
        items = listed([_short(f, step) for f in start])
        draft.say(f"{opening}, starting with {items} {draft.cite(*start)}." if items.lower() != step.name.lower() else f"{opening} {draft.cite(*start)}.")
    else:
        draft.say(f"{opening}.")
    draft.say(_why(case, draft, curriculum, step, places, after))
    draft.lines(filter(None, [_with(case, draft, step), _project(case, draft, step), _time(case, draft, step, places), _then(draft, curriculum, path[1:3])]))
    draft.text += "\n\n" + _understood(learner, goals)
    return draft


def _start(case: Case, curriculum: Curriculum, step: Topic) -> list[Fact]:
    """What the roadmap that gives the topic most room begins it with."""
    best: list[Fact] = []
    for fact in curriculum.places(step).values():
        items = [f for f in first_items(case.library, fact, step) if f.statement.is_item and not is_clause(f.content)]
        if _suits(items) > _suits(best):
            best = items
    return best


def _suits(items: list[Fact]) -> tuple[bool, int]:
    """How well a list begins a topic: not with what it calls advanced, and with several things."""
    return bool(items) and not any("advanced" in f.content.lower() for f in items), len(items)


def _short(fact: Fact, step: Topic | None = None) -> str:
    """A fact in few words; what it says of the step itself without naming it again."""
    label = label_of(fact)
    if step and label and label.lower() in {step.name.lower(), *(a.lower() for a in step.aliases)}:
        return phrase_of(fact, labelled=False)
    return stage.short_phrase(fact)


def _why(case: Case, draft: Draft, curriculum: Curriculum, step: Topic, places: dict[str, Fact], after: Topic | None) -> str:
    """How many roadmaps teach the step, and how many of them ahead of what follows, each cited."""
    total = len(case.library.roadmaps)
    if not places:
        return "No roadmap gives it a section of its own."
    later = curriculum.places(after) if after else {}
    ahead = {id_: f for id_, f in places.items() if id_ in later and f.number < later[id_].number}
    shown = ahead if len(ahead) >= min(3, len(places)) and after else places
    marks = "".join(draft.cite(f) for f in list(shown.values())[:_MOST_CITED])
    count = f"All {number_word(total)} roadmaps" if len(shown) == total else f"{capital(number_word(len(shown)))} of the {number_word(total)} roadmaps"
    verb = ("puts" if len(shown) == 1 else "put") if shown is ahead and after else ("teaches" if len(shown) == 1 else "teach")
    return f"{count} {verb} it ahead of {after.name} {marks}." if shown is ahead and after else f"{count} {verb} it {marks}."


def _with(case: Case, draft: Draft, step: Topic) -> str:
    pick = resource.best_for(case, step)
    if pick is None:
        return f"With: no roadmap names a resource for {step.name} alone."
    return f"With: {phrase_of(pick, labelled=False)} {draft.cite(pick)}."


def _project(case: Case, draft: Draft, step: Topic) -> str:
    facts = [f for d in case.library.roadmaps for f in case.library.facts_of[d.id] if f.section.role in {"projects", "test"} and f.statement.is_item]
    own = [f for f in facts if step.id in f.statement.topics]
    near = own or [f for f in facts if _stage_names(case, f, step)]
    actions = [f for f in near if is_action(f.content)] or [f for f in facts if is_action(f.content) and _stage_names(case, f, step)]
    return f"Project: {phrase_of(actions[0], labelled=False)} {draft.cite(actions[0])}." if actions else f"Project: no roadmap sets one for {step.name} alone."


def _stage_names(case: Case, fact: Fact, step: Topic) -> bool:
    head = stage_headings(case, fact.document).get(fact.section.stage or -1)
    return head is not None and step.id in head.topics


def _time(case: Case, draft: Draft, step: Topic, places: dict[str, Fact]) -> str:
    """The time a heading states for the topic itself, else for the stage it belongs to."""
    headed = [s for d in case.library.roadmaps for s in case.library.sections_of[d.id] if step.id in s.topics and duration_in(s.heading)]
    if headed:
        return f"Time: {(headed[0].duration or '').lower()} in {case.library.documents[headed[0].document_id].short} {draft.cite_heading(headed[0])}."
    for fact in places.values():
        owner = _timed(case, fact.section)
        if owner:
            name = owner.heading.split(" (", 1)[0]
            return f"Time: not stated for it alone; {fact.document.short} gives {name} {(owner.duration or '').lower()} {draft.cite_heading(owner)}."
    return "Time: not stated by any roadmap."


def _timed(case: Case, section: Section) -> Section | None:
    """The section, this one or one around it, whose heading states the time."""
    around = [
        s for s in case.library.sections_of[section.document_id]
        if s.heading_path and section.heading_path[: len(s.heading_path)] == s.heading_path and s.order <= section.order and duration_in(s.heading)
    ]  # fmt: skip
    return around[-1] if around else None


def _then(draft: Draft, curriculum: Curriculum, following: list[Topic]) -> str:
    parts = []
    for topic in following:
        places = curriculum.places(topic)
        parts.append(f"{topic.name} {draft.cite(next(iter(places.values())))}" if places else topic.name)
    return f"Then: {', then '.join(parts)}." if parts else ""


def _understood(learner: Learner, goals: tuple[Topic, ...]) -> str:
    goal = listed([g.name for g in goals]) if goals else "AI engineer"
    if not learner.known:
        return f"I took it that you are starting from the beginning and that the goal is {goal}. What do you know already?"
    lacking = f", not {listed([t.name for t in learner.lacking])}" if learner.lacking else ""
    return f"I took it that you know {listed([t.name for t in learner.known])}{lacking}, and that the goal is {goal}. Tell me if that is wrong."


def _next_stage(case: Case, source: Document, done: int) -> Draft | None:
    """The stage after a finished one: what it teaches, its tools and how it is tested."""
    stages = stage_headings(case, source)
    following = min((n for n in stages if n > done), default=None)
    if following is None:
        return None
    draft = Draft(case.library)
    head = stages[following]
    draft.say(f"{head.heading} comes next in {source.short} {draft.cite_heading(head)}.")
    facts = [f for f in case.library.facts_of[source.id] if f.section.stage == following and f.statement.is_item]
    for role, opening in (("learn", "It teaches"), ("resources", "Its resources include"), ("projects", "To build:"), ("test", "To test yourself:")):
        chosen = [f for f in facts if f.section.role == role][:4]
        if chosen:
            draft.say(f"{opening} {listed([_short(f) for f in chosen])} {draft.cite(*chosen)}.")
    return draft


def _goal_by_meaning(case: Case, learner: Learner) -> tuple[Topic, ...]:
    """The topic that a wish in the learner's own words comes nearest to, when it names none."""
    wish = cues.WISH.search(case.question.normal)
    if not wish and not learner.beginner and not cues.BEGIN.search(case.question.normal):
        if all(u.topic for u in case.question.units):
            return ()
        said = case.topic_by_meaning(case.question.normal)
        return (said,) if said and said.area in _GOAL_AREAS and said not in learner.known and said.area not in {t.area for t in learner.known} else ()
    topic = case.topic_by_meaning(re.split(r"[.?!;]", case.question.normal[wish.end() :])[0]) if wish else None
    return (topic,) if topic and topic.area in _GOAL_AREAS and topic not in learner.known else ()


