"""Reading a question in the light of the turns before it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from rag import cues
from rag.question import Question, Reader
from rag.records import Turn

_LEANS = re.compile(
    r"^(?:and|or|but|so|then|also|what about|how about|ok(?:ay)?|what if|same|why|which one|i'd rather|rather|instead|any(?:thing)? else|what else|more|for)\b"
    r"|\b(?:it|that|this|them|those|these|there|they|its|their|one|ones|the same|the other|the others|the first|the second|the last|former|latter|after that|before that|that one)\b"
)
_NEXT_STAGE = re.compile(r"\b(?:phase|step|stage|section|one|months?)? ?(?:after|following|next)\b(?: (?:that|this|it|one))?|\bnext (?:phase|step|stage|section|one)\b")
_DEPTH = 5  # questions back that can still matter
_SHORT = 4  # content words up to which a message without a source or topic of its own leans on the one before


def resolve(reader: Reader, raw: str, history: Sequence[Turn], stage_of: Callable[[Question], int | None]) -> Question:
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
    own = [u for u in question.units if u.topic or u.named]
    is_short = len(question.units) <= _SHORT and len(question.normal.split()) <= 12
    complete = bool(question.sources) and bool(own) and not _LEANS.search(question.normal)
    return is_short and not complete and (bool(_LEANS.search(question.normal)) or not question.sources)


def _merged(question: Question, before: Question, stage_of: Callable[[Question], int | None]) -> Question:
    sources = question.sources or before.sources
    asked = question.role or question.form
    units = question.units
    own_subject = [u for u in units if u.topic or u.named]
    if not own_subject:
        units = (*units, *(u for u in before.units if u not in units)) if not _NEXT_STAGE.search(question.normal) or not before.sources else units
    else:
        # A new subject takes the place of the old one; what was asked about it stays.
        units = (*units, *(u for u in before.units if not (u.topic or u.named) and u not in units))
    stage, months = question.stage or None, question.months
    if not own_subject and before.sources and _NEXT_STAGE.search(question.normal):
        at = before.stage[1] if before.stage else stage_of(before)
        if at is not None and cues.NEXT.search(before.normal):
            at += 1  # the answer before named the stage after the one that the learner named
        stage = (at + 1, at + 1) if at is not None else None
        units = question.units
    elif stage is None and not question.sources and not own_subject:
        stage, months = before.stage, months or before.months
        units = question.units if stage and asked else units
    if cues.NEXT.search(before.normal):
        before = replace(before, role=None, form=None, intent="fact")
    same_kind = asked is None and question.intent in {"fact", "what_is", "comparison", "count"}
    return replace(
        question,
        sources=sources,
        units=units,
        topics=tuple(dict.fromkeys(u.topic for u in units if u.topic)),
        stage=stage,
        months=months,
        role=question.role or (before.role if not question.form else None),
        form=question.form or (before.form if asked is None else None),
        figure=question.figure or (before.figure and asked is None),
        intent=before.intent if same_kind and before.intent not in {"next_step", "comparison"} else ("fact" if question.intent == "comparison" and len(sources) == 1 else question.intent),
        about=f"{question.about} {' '.join(u.text for u in units)}".strip(),
        followed_up=True,
    )
