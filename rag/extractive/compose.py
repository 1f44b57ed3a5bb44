"""Choosing the composer for a question."""

from collections.abc import Callable
from dataclasses import replace

from rag import cues
from rag.case import Case
from rag.evidence import in_scope
from rag.extractive import about, absent, comparison, count, fact, next_step, plan, projects, resource, stage, what_is
from rag.extractive.draft import Draft
from rag.extractive.tell import tell
from rag.learner import Learner
from rag.question import Unit
from rag.records import Intent

Composer = Callable[[Case], Draft | None]

# Each intent's composers, tried in turn; the look-up comes last everywhere, and after it the search by meaning.
_COMPOSERS: dict[Intent, tuple[Composer, ...]] = {
    "count": (count.compose,),
    "comparison": (comparison.compose,),
    "plan": (count.count_items, plan.compose),
    "projects": (count.count_items, projects.compose),
    "resource": (resource.compose,),
    "what_is": (stage.compose, what_is.compose),
    "fact": (count.count_items, stage.compose),
}


def compose(case: Case, learner: Learner) -> tuple[Intent, Draft]:
    """The draft answer to a case and the intent it was answered under; every case gets one, if only a refusal."""
    question = case.question
    folded = question.normal
    if question.is_empty:
        return "empty", about.ask_back(case)
    if cues.GREETING.match(folded):
        return "greeting", about.greet(case)
    if cues.THANKS.match(folded):
        return "greeting", about.thank(case)
    if cues.ABOUT.search(folded):
        return "about", about.describe(case)
    if question.intent == "next_step":
        draft = next_step.compose(case, learner)
        if draft:
            return "next_step", draft
    correction = absent.no_such_stage(case) or absent.denied_premise(case)
    if correction:
        return question.intent, correction
    for composer in (*_COMPOSERS.get(question.intent, ()), fact.compose, by_meaning):
        draft = composer(case)
        if draft:
            return question.intent, draft
    refusal = absent.compose(case)
    return question.intent if refusal.spans or absent.is_near(case) else "out_of_scope", refusal


def by_meaning(case: Case) -> Draft | None:
    """What the roadmaps say of the topic that the question describes without naming it; None when it names something."""
    if any(u.named for u in case.question.units) or case.question.figure:
        return None
    topic = case.topic_by_meaning()
    if topic is None or case.question.topics:
        return None
    names = (topic.name, *topic.aliases)
    unit = Unit(topic.name, tuple(a for name in names for a in case.library.alternatives(name)), 6.0, topic=topic)
    described = replace(case, question=replace(case.question, units=(unit,), topics=(topic,)))
    facts = [f for f in in_scope(case.library, case.question) if f.document.kind == "roadmap" and topic.id in f.statement.topics]
    scored = described.weighed(facts)
    if not scored:
        return None
    draft = Draft(case.library)
    seen: dict[str, None] = {}
    for s in scored:
        if s.fact.document.id not in seen and len(seen) < 2:
            seen[s.fact.document.id] = None
            draft.say(*tell(draft, [s.fact], speaker=s.fact.document.short))
    return draft
