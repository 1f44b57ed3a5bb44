"""What a question has become after each stage of answering it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rag.ahead import Ahead
from rag.case import Case
from rag.extractive.draft import Draft
from rag.fact import Fact
from rag.hybrid import Candidates
from rag.learner import NOBODY, Learner
from rag.records import Answer, Citation, Intent, Passage, Turn


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it came in; `k` is how many passages are wanted, `kept` what is known of the learner already."""

    text: str
    history: Sequence[Turn]
    k: int
    kept: Learner = NOBODY


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that was read in the light of its history; `parts` are the questions within it, if it asks several.

    The `search` for it was begun as soon as its words were known.
    """

    case: Case
    parts: tuple[Case, ...]
    learner: Learner
    search: Ahead[Candidates]
    k: int


@dataclass(frozen=True, slots=True)
class Retrieved:
    """An understood question with the passages found for it."""

    case: Case
    parts: tuple[Case, ...]
    learner: Learner
    passages: tuple[Passage, ...]
    k: int


@dataclass(frozen=True, slots=True)
class Composed:
    """A draft answer with the facts behind it, which it does not quote, and the passages found for its question."""

    case: Case
    intent: Intent
    draft: Draft
    behind: Sequence[Fact]
    passages: tuple[Passage, ...]
    k: int


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer whose every marker stands for a quote that was found where it says.

    `notice` says why it was made in a lesser way, where it was.
    """

    intent: Intent
    text: str
    citations: tuple[Citation, ...]
    abstained: bool
    passages: tuple[Passage, ...]
    plan: dict[str, Any] | None = None
    notice: str | None = None


def finished(question: str, checked: Checked, timings: Mapping[str, float]) -> Answer:
    """The answer to `question` in the program's own words; `timings` are milliseconds by stage."""
    return Answer(
        id=uuid.uuid4().hex,
        question=question,
        text=checked.text,
        citations=checked.citations,
        abstained=checked.abstained,
        intent=checked.intent,
        passages=checked.passages,
        plan=checked.plan,
        degraded=checked.notice,
        model="extractive",
        timings_ms={name: round(ms, 1) for name, ms in timings.items()},
    )
