"""Weighing up: what one roadmap says of each of several resources beside naming them."""

from ingest.records import Document
from rag.case import Case
from rag.extractive.naming import is_told_by_name
from rag.extractive.phrase import is_clause
from rag.fact import Fact
from rag.words import content_words

_SAYS_MORE = 2  # telling words beside the name itself, as in `PyTorch, recommended for research`
_Place = tuple[str, int]


def weighed_up(case: Case) -> list[Fact]:
    """The statements of the one section of a roadmap that says something of each resource asked about, in order."""
    sections: dict[_Place, list[Fact]] = {}
    for scored in case.weighed([f for f in case.library.facts_in(case.library.roadmaps) if _tells(case, f)]):
        sections.setdefault((scored.fact.document.id, scored.fact.section.order), []).append(scored.fact)
    whole = (facts for facts in sections.values() if all(_names_any(facts, d) for d in case.question.resources))
    return sorted(next(whole, []), key=lambda f: f.number)


def _names_any(facts: list[Fact], thing: Document) -> bool:
    return any(is_told_by_name(f, thing) for f in facts)


def _tells(case: Case, fact: Fact) -> bool:
    """Whether a statement says something of one of the resources, or is a sentence about several."""
    named = [d for d in case.question.resources if is_told_by_name(fact, d)]
    if not named or (len(named) > 1 and not is_clause(fact.content)):
        return False
    meant = case.library.resource_of(fact)
    if meant and meant not in named and any(d.title in meant.title for d in named):  # `Git` stands in `GitHub`
        return False
    own = {w for d in named for name in (d.title, *d.aliases) for w in content_words(name)}
    return len([w for w in content_words(fact.content) if w not in own]) >= _SAYS_MORE
