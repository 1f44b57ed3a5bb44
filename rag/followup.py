"""Reading a question in the light of the turns before it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from rag import cues
from rag.question import Question, Unit
from rag.reading import Reader
from rag.records import Intent, Turn
from rag.stage import Span

_LEANS = re.compile(
    r"^(?:and|or|but|so|then|also|what about|how about|ok(?:ay)?|what if|same|why|which one|i'd rather|rather|instead"
    r"|any(?:thing)? else|what else|more|for)\b"
    r"|\b(?:it|its|that|this|them|those|these|there|they|their|ones?|former|latter)\b"
    r"|\bthe (?:same|others?|first|second|last)\b"
)
_NEXT_STAGE = re.compile(
    r"\b(?:phase|step|stage|section|one|months?)? ?(?:after|following|next)\b(?: (?:that|this|it|one))?"
)
_DEPTH = 5  # questions back that can still matter
_FEW_UNITS, _FEW_WORDS = 4, 12  # up to which a message that is not complete in itself leans on the one before

StageOf = Callable[[Question], int | None]


def resolve(reader: Reader, raw: str, history: Sequence[Turn], stage_of: StageOf) -> Question:
    """The question that `raw` asks, with roadmap, subject and attribute carried over where it leaves them out.

    `stage_of` tells at which numbered stage the answer to an earlier question stands, for `and the phase after that?`.
    """
    question = reader.read(raw)
    earlier = [t.content for t in history if t.role == "user"]
    if not earlier or not _leans(question):
        return question
    before = resolve(reader, earlier[-1], [Turn("user", content) for content in earlier[-_DEPTH:-1]], stage_of)
    return _merged(question, before, stage_of)


def _leans(question: Question) -> bool:
    """Whether a question leaves out what the turns before it said."""
    if question.intent == "next_step":
        return False
    if len(question.units) > _FEW_UNITS or len(question.normal.split()) > _FEW_WORDS:
        return False
    return not question.sources or bool(_LEANS.search(question.normal))


def _merged(question: Question, before: Question, stage_of: StageOf) -> Question:
    """`question` with what it leaves out taken from the one before it."""
    onward = _goes_onward(question, before)
    units = question.units if onward else _units(question, before)
    stage, months = _following(before, stage_of) if onward else question.stage, question.months
    if not onward and _stays_there(question):
        stage, months = before.stage, question.months or before.months
        units = question.units if stage and _asks_for_a_part(question) else units
    if _was_next_step(before):
        before = replace(before, role=None, form=None, intent="fact")
    keeps = not _asks_for_a_part(question)
    return replace(
        question,
        sources=question.sources or before.sources,
        units=units,
        stage=stage,
        months=months,
        role=question.role or (None if question.form else before.role),
        form=question.form or (before.form if keeps else None),
        figure=question.figure or (before.figure and keeps),
        intent=_intent(question, before),
        about=f"{question.about} {' '.join(u.text for u in units)}".strip(),
    )


def _asks_for_a_part(question: Question) -> bool:
    """Whether a question says by itself what it wants to hear of its subject: books, projects, tools."""
    return bool(question.role or question.form)


def _has_subject(question: Question) -> bool:
    return any(u.is_firm for u in question.units)


def _was_next_step(before: Question) -> bool:
    return bool(cues.NEXT.search(before.normal))


def _goes_onward(question: Question, before: Question) -> bool:
    """Whether a question asks for the stage after that of the one before, as in `and the phase after that?`."""
    return not _has_subject(question) and bool(before.sources) and bool(_NEXT_STAGE.search(question.normal))


def _stays_there(question: Question) -> bool:
    """Whether a question goes on about the same stage."""
    return question.stage is None and not question.sources and not _has_subject(question)


def _following(before: Question, stage_of: StageOf) -> Span | None:
    """The stage after the one that the question before was about."""
    at = before.stage[1] if before.stage else stage_of(before)
    if at is None:
        return None
    # The answer to a next-step question named the stage after the one that the learner named.
    after = at + 2 if _was_next_step(before) else at + 1
    return after, after


def _units(question: Question, before: Question) -> tuple[Unit, ...]:
    """Its own units and those carried over: all, or, beside a new subject, what was asked about the old one."""
    carried = [u for u in before.units if not (u.is_firm and _has_subject(question))]
    return (*question.units, *(u for u in carried if u not in question.units))


def _intent(question: Question, before: Question) -> Intent:
    """What is asked now: as before, where it does not say and the one before can be asked of something else."""
    says_little = not _asks_for_a_part(question) and question.intent in {"fact", "what_is", "comparison", "count"}
    if says_little and before.intent not in {"next_step", "comparison"}:
        return before.intent
    sources = question.sources or before.sources
    return "fact" if question.intent == "comparison" and len(sources) == 1 else question.intent
