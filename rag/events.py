"""What happens while an answer is given, in the order in which it is told.

Found comes first and Done last. Between them, the texts of all Deltas since the last Replaced (since Found, where there
is none) are the answer's text, and the citations of all Cited since then are its citations: the same that `Done` holds
and that the same question gets without streaming. Replaced comes at most once.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rag.records import Answer, Citation, Passage

_PIECE = re.compile(r"\S.*?(?:[.!?:][\"')\]]*(?=\s)|(?=\n)|$)\s*", re.DOTALL)
_MARK = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Found:
    """The passages that the answer is given from, best first; a model's answer may hold them in another order."""

    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation, told before the text that holds its marker."""

    citation: Citation


@dataclass(frozen=True, slots=True)
class Delta:
    """The next piece of the answer's text; all of them joined are the text."""

    text: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """The language model failed in the middle: what was told since Found is void, and the answer is told anew.

    `reason` is a sentence for people, the `degraded` of the answer that follows. Who cannot take back what was shown
    says the reason in its place, and goes on.
    """

    reason: str


@dataclass(frozen=True, slots=True)
class Planned:
    """The next step as data, where the answer is one."""

    plan: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Done:
    """The whole answer, the same as without streaming."""

    answer: Answer


Event = Found | Cited | Delta | Replaced | Planned | Done


def told(answer: Answer) -> Iterator[Event]:
    """The events of an answer that is there as a whole, a sentence or line at a time."""
    yield Found(answer.passages)
    by_marker = {c.marker: c for c in answer.citations}
    for piece in pieces(answer.text):
        for marker in _MARK.findall(piece):
            citation = by_marker.pop(int(marker), None)
            if citation:
                yield Cited(citation)
        yield Delta(piece)
    if answer.plan:
        yield Planned(answer.plan)
    yield Done(answer)


def pieces(text: str) -> list[str]:
    """`text` cut after its sentences and lines; joined they are `text` again."""
    lead = len(text) - len(text.lstrip())
    found = [m.group() for m in _PIECE.finditer(text, lead)]
    return [text[:lead] + found[0], *found[1:]] if found else [text] if text else []
