"""What a stage holds, told kind by kind: what it teaches, its tools and resources, what to build."""

from collections.abc import Iterable, Sequence
from typing import Final

from ingest.records import Role
from rag.extractive.draft import MARK, Draft
from rag.extractive.phrase import is_instruction, short_phrase
from rag.extractive.wording import in_a_breath, listed
from rag.fact import Fact

OPENINGS: Final[dict[Role, str]] = {
    "learn": "It teaches",
    "tools": "Its tools are",
    "projects": "To build:",
    "test": "To test yourself:",
    "resources": "Its resources are",
}


# The same after the stage's own name, in the sentence that opens the answer.
_WITHIN: Final[dict[Role, str]] = {
    "learn": "you learn",
    "tools": "the tools are",
    "projects": "you",
    "test": "you",
    "resources": "the resources are",
}


def say_kinds(draft: Draft, facts: Sequence[Fact], roles: Iterable[Role], most: int, within: str = "") -> None:
    """Say of each of these kinds, where any of `facts` is of it, the first `most` things.

    `within`, such as `In Phase 3`, opens the first of these sentences.
    """
    for role in roles:
        own = [f for f in facts if f.section.role == role and f.statement.is_item]
        # What is taught are things, not what the learner is told to do.
        own = ([f for f in own if role != "learn" or not is_instruction(f.content)] or own)[:most]
        if own and within:
            opening = f"{within} {_WITHIN[role]}"
            first = in_a_breath(MARK.sub("", opening), [short_phrase(f) for f in own])
            draft.say(_sentence(draft, opening, own[:first]))
            own, within = own[first:], ""
        if own:
            draft.say(_sentence(draft, OPENINGS[role], own))


def _sentence(draft: Draft, opening: str, facts: Sequence[Fact]) -> str:
    return f"{opening} {listed([short_phrase(f) for f in facts])} {draft.cite(*facts)}."
