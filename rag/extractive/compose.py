"""Choosing the composer for a question."""

from collections.abc import Callable

from rag import cues
from rag.case import Case
from rag.evidence import in_scope
from rag.extractive import about, absent, comparison, count, fact, next_step, plan, projects, resource, source, stage, what_is
from rag.extractive.draft import Draft
from rag.extractive.tell import tell
from rag.learner import Learner
from rag.library import Fact
from rag.records import Intent

_FEW = 2  # units up to which a message with thanks in it is nothing but thanks
_MOST_OF_A_LIST = 5
Composer = Callable[[Case], Draft | None]

# Each intent's composers, tried in turn; the look-up comes last everywhere, and after it the search by meaning.
_COMPOSERS: dict[Intent, tuple[Composer, ...]] = {
    "count": (count.compose,),
    "comparison": (comparison.compose,),
    "plan": (count.count_items, plan.compose, stage.overview),
    "projects": (count.count_items, projects.compose),
    "resource": (resource.compose,),
    "what_is": (stage.overview, stage.compose, what_is.compose),
    "fact": (count.count_items, stage.overview, stage.compose),
}


def compose(case: Case, learner: Learner) -> tuple[Intent, Draft]:
    """The draft answer to a case and the intent it was answered under; every case gets one, if only a refusal."""
    question = case.question
    folded = question.normal
    if question.is_empty:
        return "empty", about.ask_back(case)
    if cues.GREETING.match(folded):
        return "greeting", about.greet(case)
    if cues.THANKS.match(folded) and len(question.units) <= _FEW:
        return "greeting", about.thank(case)
    if cues.ABOUT.search(folded):
        return "about", about.describe(case)
    if question.intent == "next_step" and _is_about_learner(case, learner):
        draft = next_step.compose(case, learner)
        if draft:
            return "next_step", draft
    correction = absent.no_such_stage(case) or absent.denied_premise(case) or source.author(case)
    if correction:
        return question.intent, correction
    by_role: tuple[Composer, ...] = (projects.compose,) if question.role == "projects" else (resource.compose,) if question.role == "resources" else ()
    for composer in (*_COMPOSERS.get(question.intent, ()), *by_role, fact.compose, by_meaning):
        draft = composer(case)
        if draft:
            return question.intent, with_status(case, absent.claim_checked(case, draft))
    refusal = absent.compose(case)
    return question.intent if refusal.spans or absent.is_near(case) else "out_of_scope", refusal


def _is_about_learner(case: Case, learner: Learner) -> bool:
    """Whether a next step can be told: the learner said something of themselves, or asked the bare question."""
    said = learner.known or learner.goals or learner.lacking or learner.beginner
    return bool(said) or not case.question.units or case.question.stage is not None or "next" in case.question.normal or "engineer" in case.question.normal or bool(cues.BEGIN.search(case.question.normal))


def with_status(case: Case, draft: Draft) -> Draft:
    """The draft, opened by Waymark's note where a resource that the question names has moved, closed or been succeeded."""
    for document in case.question.resources:
        if draft.text and document.resource and document.resource.status_note and document.resource.status_note.rstrip(".") not in draft.text:
            note = resource.status_note(case, draft, document)
            draft.text = f"{note} {draft.text}" if note else draft.text
    return draft


def by_meaning(case: Case) -> Draft | None:
    """What the roadmaps say of the topic that the question describes without naming it; None when it names something."""
    if any(u.named for u in case.question.units) or case.question.figure:
        return None
    if not case.question.described:
        return None
    topic = case.question.topics[0]
    facts = [f for f in in_scope(case.library, case.question) if f.document.kind == "roadmap" and topic.id in f.statement.topics]
    scored = case.weighed(facts)
    if not scored:
        return None
    draft = Draft(case.library)
    seen: dict[str, list[Fact]] = {}
    for s in scored:
        own = seen.setdefault(s.fact.document.id, [])
        if not own or (s.fact.section is own[0].section and len(own) < _MOST_OF_A_LIST):
            own.append(s.fact)
    for facts in list(seen.values())[:2]:
        draft.say(*tell(draft, sorted(facts, key=lambda f: f.number), speaker=facts[0].document.short))
    return draft
