"""What the roadmaps say of a topic that the question describes without naming it."""

from collections.abc import Sequence

from rag.case import Case
from rag.evidence import Scored, in_scope
from rag.extractive.draft import Draft
from rag.extractive.gate import held_by, missing_thing
from rag.extractive.tell import tell
from rag.fact import Fact

_MOST_OF_A_LIST = 5
_MOST_ROADMAPS = 2


def compose(case: Case) -> Draft | None:
    """The best facts on the described topic; None where something named, a figure or an attribute is asked for."""
    question = case.question
    if not question.described or question.figure or any(u.named for u in question.units):
        return None
    topic = question.topics[0]
    facts = [f for f in in_scope(case.library, question) if f.document.kind == "roadmap"]
    found = _by_roadmap(case.weighed([f for f in facts if topic.id in f.statement.topics]))
    if missing_thing(case, held_by([fact for said in found for fact in said])):
        return None
    draft = Draft(case.library)
    for said in found[:_MOST_ROADMAPS]:
        draft.say(*tell(draft, sorted(said, key=lambda f: f.number), speaker=said[0].document.short))
    return draft if found else None


def _by_roadmap(scored: Sequence[Scored]) -> list[list[Fact]]:
    """Each roadmap's best fact with others of its list."""
    found: dict[str, list[Fact]] = {}
    for s in scored:
        said = found.setdefault(s.fact.document.id, [])
        if not said or (s.fact.section is said[0].section and len(said) < _MOST_OF_A_LIST):
            said.append(s.fact)
    return list(found.values())
