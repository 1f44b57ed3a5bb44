"""What comes after a resource, where its summary says so."""

import re
from collections.abc import Sequence

from rag.case import Case
from rag.cues.pattern import cue
from rag.extractive.draft import Draft
from rag.extractive.offers import names_of
from rag.extractive.tell import tell_after_colon
from rag.normal import normal
from rag.question import Question

_PLACE = "Where it fits"  # the section of a summary that tells
_ASKED = re.compile(r"\b(?:what|which|where)\b")
_AFTER = r"\bafter (?:i(?:'ve| have)? (?:finished|done|completed|read|watched|taken|worked through) )?"
_IT = re.compile(_AFTER + r"(?:it|(?:this|that)(?: (?:one|course|book|library|tool))?)(?=\W*$|[,;.?!])")
_BEFORE_NAME = r"(?:(?:the|my|an?|your) )?(?:\w+ ){0,2}"
# How a summary says what comes then: `comes next`, `is a sensible next read`, `after it`.
_SAID = cue(
    r"(?:is|are|comes?|makes?)(?: \w+)? next(?! to\b)",
    r"next (?:reads?|topics?|steps?|subjects?|courses?)",
    r"after (?:it|that|this)",
    r"afterwards",
    r"(?:leads on|goes on|moves? on) to",
)


def compose(case: Case) -> Draft | None:
    """What the summary of the one resource asked about says to take up after it; None where it says nothing of it."""
    question = case.question
    if len(question.resources) != 1 or not _ASKED.search(question.normal) or question.stage or question.months:
        return None
    thing = question.resources[0]
    names = [normal(name) for name in names_of(thing)]
    if not _is_after(question, names):
        return None
    facts = (f for f in case.library.facts_of.get(thing.id, ()) if f.section.heading == _PLACE)
    said = next((f for f in facts if _tells(normal(f.content), names)), None)
    if said is None:
        return None
    draft = Draft(case.library)
    told = tell_after_colon(draft, [said])
    return draft.say(told if thing.title in told else f"{thing.title}: {told}")


def _is_after(question: Question, names: Sequence[str]) -> bool:
    """Whether a question asks for what comes after the thing of these names."""
    by_name = rf"{_AFTER}{_BEFORE_NAME}(?:{'|'.join(map(re.escape, names))})"
    return bool(re.search(by_name, question.normal) or (question.pointed and _IT.search(question.normal)))


def _tells(said: str, names: Sequence[str]) -> bool:
    """Whether a statement, in normal spelling, says what comes after the thing of these names."""
    return bool(_SAID.search(said)) or any(f"after {name}" in said for name in names)
