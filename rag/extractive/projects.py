"""What to build: the projects and tests that the roadmaps set."""

from rag.case import Case
from rag.evidence import Scored, in_scope
from rag.extractive.draft import Draft
from rag.extractive.select import choose, supports
from rag.extractive.tell import tell
from rag.library import Fact

_SECOND = 0.75  # of the best score: another roadmap's project on the same matter
_ALIKE = 0.38
_MOST_SOURCES = 3


def compose(case: Case) -> Draft | None:
    """The projects that fit the question, or None when the roadmaps set none."""
    if case.question.figure:
        return None
    wanted = {"projects", "test"} if case.question.role != "test" else {"test"}
    scored = case.weighed([f for f in in_scope(case.library, case.question) if f.section.role in wanted and f.document.kind == "roadmap"])
    if not scored:
        return None
    if not case.question.units:
        return _whole_list(case, scored)
    facts = choose(scored, case)
    topics = {t.id for t in case.question.topics}
    held = any(topics & f.topics for f in facts)
    if topics and not held:
        facts = _of_the_stage(case, topics) or facts
    elif not supports(case, facts) and not _is_alike(case, scored[0]):
        return None
    draft = Draft(case.library)
    named = "" if len(case.question.sources) == 1 else facts[0].document.short
    draft.say(*tell(draft, facts, speaker=named))
    for other in _others(scored, facts[0]) if not case.question.sources else []:
        draft.say(*tell(draft, [other], speaker=other.document.short))
    return draft


def _of_the_stage(case: Case, topics: set[str]) -> list[Fact]:
    """The projects of the first stage that teaches the topic, where no project names it."""
    for document in case.roadmaps:
        taught = [f for f in case.library.facts_of[document.id] if topics & set(f.statement.topics) and f.section.stage is not None and f.section.role == "learn"]
        for fact in taught or [f for f in case.library.facts_of[document.id] if topics & set(f.statement.topics) and f.section.stage is not None]:
            found = [f for f in case.library.facts_of[document.id] if f.section.stage == fact.section.stage and f.section.role == "projects" and f.statement.is_item]
            if found:
                return found[:4]
    return []


def _is_alike(case: Case, best: Scored) -> bool:
    """Whether a project is what the learner describes: projects are few, so likeness in meaning is enough, unless a name is missing."""
    missing = any(u.named and not u.is_in(best.fact.own_stems | best.fact.path_stems) for u in case.question.units)
    return best.similarity >= _ALIKE and not missing


def _whole_list(case: Case, scored: list[Scored]) -> Draft | None:
    """Every project of the first list in scope, for a question that asks for nothing narrower."""
    if not case.question.sources:
        return None
    facts = sorted((s.fact for s in scored), key=lambda f: f.number)
    lists = [f for f in facts if f.section is facts[0].section and f.statement.is_item] if case.question.stage else _main_list(facts)
    draft = Draft(case.library)
    return draft.say(*tell(draft, lists)) if lists else None


def _main_list(facts: list[Fact]) -> list[Fact]:
    """The list under the first heading that speaks of projects."""
    first = next((f for f in facts if "project" in f.section.heading.lower() and f.statement.is_item), None)
    return [f for f in facts if first and f.section is first.section and f.statement.is_item]


def _others(scored: list[Scored], first: Fact) -> list[Fact]:
    found: dict[str, Fact] = {}
    for s in scored:
        if s.score >= _SECOND * scored[0].score and s.fact.document is not first.document and (s.cover > 0 or s.similarity > 0.45):
            found.setdefault(s.fact.document.id, s.fact)
    return list(found.values())[: _MOST_SOURCES - 1]
