"""What to build: the projects and tests that the roadmaps set."""

from collections.abc import Sequence
from dataclasses import replace

from rag.case import Case
from rag.cues.building import WISH
from rag.evidence import Scored, in_scope
from rag.extractive.choose import best_of_others, choose
from rag.extractive.draft import Draft
from rag.extractive.gate import supports
from rag.extractive.means import say_means
from rag.extractive.phrase import label_of
from rag.extractive.tell import tell
from rag.fact import Fact

_SECOND = 0.75  # of the best score: another roadmap's project on the same matter
_ALIKE = 0.38  # cosine from which a project is taken for the one described
_ASKED_FOR = 0.55  # likeness to what a project is known to answer, from which the same is so
_OTHER_ALIKE = 0.45  # the same for another roadmap's project that shares no word with the question
_BEHIND = 0.1  # of likeness, by which another statement must be nearer for no project to have been asked for
_MOST_OF_STAGE = 4


def compose(case: Case) -> Draft | None:
    """The projects that fit the question, or None when the roadmaps set none."""
    if case.question.figure:
        return None
    wanted = {"test"} if case.question.role == "test" else {"projects", "test"}
    in_roadmaps = [f for f in in_scope(case.library, case.question) if f.document.kind == "roadmap"]
    scored = _without_details(case.weighed([f for f in in_roadmaps if f.section.role in wanted]))
    if not scored:
        return None
    if not case.question.units:
        return _whole_list(case, scored)
    facts = [] if _is_beaten(case, scored, wanted) else _fitting(case, scored)
    if not facts:
        return None
    draft = Draft(case.library)
    draft.say(*tell(draft, facts, speaker="" if len(case.question.sources) == 1 else facts[0].document.short))
    others = [] if case.question.sources else _others(scored, facts[0])
    for other in others:
        draft.say(*tell(draft, [other], speaker=other.document.short))
    say_means(case, draft, [*facts, *others])
    return draft


def _others(scored: Sequence[Scored], first: Fact) -> list[Fact]:
    """The projects of other roadmaps on the same matter."""
    return best_of_others(scored, first, share=_SECOND, fits=lambda s: s.cover > 0 or s.similarity > _OTHER_ALIKE)


def _is_beaten(case: Case, scored: Sequence[Scored], wanted: set[str]) -> bool:
    """Whether some other statement comes so much nearer to the question that no project was asked for."""
    if case.question.role in wanted:
        return False
    nearest = max((s.meaning for s in case.scored), default=0.0)
    return max(s.meaning for s in scored) < nearest - _BEHIND


def wished(case: Case) -> Draft | None:
    """The same where somebody wishes to build something, whatever else the message asks for."""
    return compose(case) if WISH.search(case.question.rest) else None


def _without_details(scored: Sequence[Scored]) -> list[Scored]:
    """The projects without what a list tells of each of them, such as what it shows."""
    return [s for s in scored if not _is_detail(s.fact)]


def _is_detail(fact: Fact) -> bool:
    labels = [label_of(replace(fact, statement=item)) for item in fact.section.statements if item.is_item]
    return labels.count(labels[0]) > 2 and label_of(fact) != labels[0] if labels else False


def _fitting(case: Case, scored: Sequence[Scored]) -> list[Fact]:
    """The projects on the matter; where none names the topic asked about, those of the stage that teaches it."""
    facts = choose(scored, case)
    topics = {t.id for t in case.question.topics}
    if topics and not any(topics & f.topics for f in facts):
        return _of_the_stage(case, topics) or facts
    return facts if supports(case, facts) or _is_alike(case, scored[0]) else []


def _of_the_stage(case: Case, topics: set[str]) -> list[Fact]:
    """The projects of the first stage that teaches one of `topics` and sets any."""
    for document in case.roadmaps:
        facts = [f for f in case.library.facts_of[document.id] if f.section.stage is not None]
        naming = [f for f in facts if topics & set(f.statement.topics)]
        for fact in [f for f in naming if f.section.role == "learn"] or naming:
            found = [f for f in facts if f.section.stage == fact.section.stage and _is_project(f)]
            if found:
                return found[:_MOST_OF_STAGE]
    return []


def _is_project(fact: Fact) -> bool:
    return fact.section.role == "projects" and fact.statement.is_item


def _is_alike(case: Case, best: Scored) -> bool:
    """Whether a project is the one described: there are few, so likeness is enough, unless a name is missing."""
    held = best.fact.own_stems | best.fact.path_stems
    missing = any(u.named and not u.is_in(held) for u in case.question.units)
    return (best.similarity >= _ALIKE or best.asked >= _ASKED_FOR) and not missing


def _whole_list(case: Case, scored: Sequence[Scored]) -> Draft | None:
    """Every project of the first list in scope, for a question that asks for nothing narrower."""
    if not case.question.sources:
        return None
    facts = sorted((s.fact for s in scored), key=lambda f: f.number)
    under_project_heading = [f for f in facts if "project" in f.section.heading.lower() and f.statement.is_item]
    first = facts[0] if case.question.stage else next(iter(under_project_heading), None)
    whole = [f for f in facts if first and f.section is first.section and f.statement.is_item]
    draft = Draft(case.library)
    return draft.say(*tell(draft, whole)) if whole else None
