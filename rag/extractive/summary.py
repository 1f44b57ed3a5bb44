"""What the summary of the one thing that a question is about says to it: `can Weaviate search by keyword, too?`."""

import re
from dataclasses import replace

from ingest.records import Document
from rag import cues
from rag.case import Case
from rag.extractive.choose import choose
from rag.extractive.draft import Draft
from rag.extractive.gate import supports
from rag.extractive.offers import names_of
from rag.extractive.pointed import told_by_name
from rag.extractive.versus import tells_who_lists_it, with_things
from rag.normal import normal

_MEANT = 0.5  # likeness from which a statement answers what is asked of the thing
_TAKEN = ("fact", "out_of_scope", "projects", "comparison", "count")  # what such questions are taken for
# Asked of the thing itself, whatever it is asked: `does Khan Academy check my exercises`, `in Iris, what do I predict`.
_OF_IT = re.compile(
    rf"^(?:and |so |but )?(?:(?:is|are|does|do|did|can|could|will|would|has|have) (?:the )?{cues.THING}\b"
    rf"|(?:in|with|on|for|at) (?:the |that )?{cues.THING}\b[^?]*\bwhat\b)"
)


def compose(case: Case) -> Draft | None:
    """The statements of its summary that answer, the best by far; None where several things or roadmaps are meant."""
    thing = _thing(case)
    if thing is None:
        return None
    facts = [f for f in case.library.facts_of.get(thing.id, ()) if not tells_who_lists_it(case, f)]
    of_it = _without_name(case, thing)
    scored = of_it.weighed(facts)
    if not scored or scored[0].meaning < _MEANT:
        return None
    chosen = choose(scored, of_it)
    if not supports(case, chosen):
        return None
    draft = Draft(case.library)
    return draft.say(*told_by_name(draft, chosen, thing))


def is_where(thing: Document, asked: str) -> bool:
    """Whether a resource is only named as the place where another is looked for, as in `a course on Coursera`."""
    return any(re.search(rf"\b(?:on|from|at|by|with|in) {re.escape(normal(n))}\b", asked) for n in names_of(thing))


def _thing(case: Case) -> Document | None:
    """The one thing that a question asks something of itself; one that is where it is found is not another."""
    question = case.question
    named = question.resources
    if len(named) > 1:
        named = tuple(d for d in named if not is_where(d, question.normal))
    if len(named) != 1 or question.sources or cues.ROADMAPS.search(question.normal) or question.intent not in _TAKEN:
        return None
    return named[0] if _OF_IT.search(with_things(question)) else None


def _without_name(case: Case, thing: Document) -> Case:
    """The case of what is asked of the thing, whose name tells no statement of its summary from the others."""
    units = tuple(u for u in case.question.units if u.text != thing.title and not _is_name(u.text, thing))
    return replace(case, question=replace(case.question, units=units))


def _is_name(text: str, thing: Document) -> bool:
    return text.lower() in {normal(name) for name in names_of(thing)}
