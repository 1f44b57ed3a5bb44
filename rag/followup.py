"""Reading a question in the light of the turns before it."""

from collections.abc import Sequence
from dataclasses import replace

from rag import cues
from rag.asking import last_asked
from rag.carrying import Sense, carried
from rag.cues.follow_up import LEANS, NEXT_STAGE
from rag.question import Question
from rag.reading import Reader
from rag.records import Turn
from rag.told import Told

_DEPTH = 5  # questions back that can still matter
_FEW_UNITS, _FEW_WORDS = 4, 12  # up to which what a message asks may lean on the turns before it


def resolve(reader: Reader, raw: str, history: Sequence[Turn], sense: Sense) -> Question:
    """The question that `raw` asks, with roadmap, stage, subject and attribute carried over where it omits them."""
    question = reader.read(raw)
    asked = [i for i, turn in enumerate(history) if turn.role == "user"]
    if asked and _reports_progress(question, reader.read(history[asked[-1]].content)):
        return replace(question, intent="next_step")
    if not asked or not _leans(question):
        return question
    last = asked[-1]
    earlier = history[asked[max(0, len(asked) - _DEPTH)] : last]
    before = resolve(reader, history[last].content, earlier, sense)
    told = Told(reader, " ".join(turn.content for turn in history[last + 1 :]), before)
    return carried(question, before, told, sense)


def _reports_progress(question: Question, before: Question) -> bool:
    """Whether a message says that the last answer's advice is followed, and so asks what comes then."""
    is_told = "?" not in question.text and bool(cues.DONE_THAT.search(question.normal))
    return is_told and before.intent == "next_step" and not question.sources


def _leans(question: Question) -> bool:
    """Whether a question leaves out what the turns before it said."""
    text = question.normal
    if cues.GREETING.match(text) or cues.THANKS.match(text) or cues.ABOUT.search(text):
        return False
    if question.intent in {"greeting", "about"}:
        return False
    if question.intent == "next_step":
        return bool(NEXT_STAGE.search(text)) and not question.sources and not cues.KNOWING.search(text)
    asks = last_asked(text)
    if (asks == text and len(question.units) > _FEW_UNITS) or len(asks.split()) > _FEW_WORDS:
        return False
    if question.sources or _is_complete(question):
        return bool(LEANS.search(text))
    return asks == text or not _has_subject(question)


def _has_subject(question: Question) -> bool:
    return any(u.is_firm for u in question.units)


def _is_complete(question: Question) -> bool:
    """Whether a question can be asked without any before it: of all roadmaps, or what a named thing is."""
    return question.intent in {"count", "comparison"} or (question.intent == "what_is" and _has_subject(question))
