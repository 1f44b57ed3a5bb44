"""Reading a question in the light of the turns before it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from rag import cues
from rag.asking import last_asked
from rag.carrying import Sense, carried
from rag.cues.follow_up import IT, LEANS, POINTS, SELECTS, THOSE, YEAR, asks_what_follows
from rag.normal import normal
from rag.question import Question
from rag.reading import Reader
from rag.records import Turn
from rag.told import Told

_DEPTH = 5  # questions back that can still matter
_REMEMBERED = 90  # words before a question that it is read beside
_SOMETHING_ELSE = re.compile(
    r"^\W*(?:(?:good|ok(?:ay)?|great|thanks|thank you|thx|cool|nice|fine|alright|right|got it|well|and|now|but|so)\W+)*"
    r"(?:(?:just )?(?:an?|one|on an?) )?(?:(?:completely|totally|quite|very) )?"
    r"(?:(?:different|another|unrelated|separate|new|other) (?:question|topic|subject|thing|matter|note)"
    r"|something (?:else|different)|change of (?:topic|subject))"
    r"(?: (?:entirely|altogether|now))?\s*[:,.;!\u2013\u2014-]+\s*(?=\w)",
    re.IGNORECASE,
)
_FEW_UNITS, _FEW_WORDS = 4, 12  # up to which what a message asks may lean on the turns before it


def resolve(reader: Reader, raw: str, history: Sequence[Turn], sense: Sense) -> Question:
    """The question that `raw` asks, with roadmap, stage, subject and attribute carried over where it omits them."""
    asked = [i for i, turn in enumerate(history) if turn.role == "user" and not _is_courtesy(turn.content)]
    question = reader.read(YEAR.sub(r"the \1 one", raw) if asked else raw)
    if not asked or not (_takes_up(question) or _leans(question)):
        return question
    before, told = _last(reader, history, asked, sense)
    if _goes_on(question, before):
        return replace(question, intent="next_step")
    if not _leans(question):
        return question
    if before.pointed and len(asked) > 1 and _leaves_things(question):
        before, told = _last(reader, history[: asked[-1]], asked[:-1], sense)
    return replace(carried(question, before, told, sense), leans=True)


def turned(raw: str, history: Sequence[Turn]) -> tuple[str, Sequence[Turn]]:
    """What a message asks after saying that it is about something else, and what it still leans on: then nothing."""
    rest = _SOMETHING_ELSE.sub("", raw)
    if rest == raw:
        return raw, history
    return rest, history if POINTS.search(normal(rest)) else ()


def last_words(history: Sequence[Turn]) -> str:
    """The end of what was said, by either speaker."""
    return " ".join(" ".join(turn.content for turn in history).split()[-_REMEMBERED:])


def _last(reader: Reader, history: Sequence[Turn], asked: Sequence[int], sense: Sense) -> tuple[Question, Told]:
    """The last of the questions that stand at `asked`, read in the light of those before it, and its answer."""
    last = asked[-1]
    before = resolve(reader, history[last].content, history[asked[max(0, len(asked) - _DEPTH)] : last], sense)
    answers = list(takewhile(lambda turn: turn.role != "user", history[last + 1 :]))
    return before, Told(reader, " ".join(turn.content for turn in answers), before)


def _is_courtesy(text: str) -> bool:
    """Whether a message is a greeting or thanks, which nothing after it leans on."""
    said = normal(text)
    return bool(cues.GREETING.match(said) or cues.THANKS.match(said))


def _leaves_things(question: Question) -> bool:
    """Whether a question turns from the resources just spoken of back to what they were named for."""
    points = IT.search(question.normal) or THOSE.search(question.normal)
    return bool(question.role or question.form) and not points


def _goes_on(question: Question, before: Question) -> bool:
    """Whether a message takes up the last answer's advice; what comes after a stage of a roadmap is no such advice."""
    is_advised = before.intent == "next_step" and not ("?" in question.text and before.sources)
    return is_advised and _takes_up(question)


def _takes_up(question: Question) -> bool:
    """Whether a message may take up advice: it tells it done or corrects it, or asks what comes then."""
    if question.sources:
        return False
    if "?" not in question.text:
        return bool(cues.DONE_THAT.search(question.normal) or _tells_of_learner(question))
    return bool(cues.THEN.match(question.normal))


def _tells_of_learner(question: Question) -> bool:
    """Whether a message tells what the learner knows or wants, by the name of a topic."""
    return bool(question.topics and (cues.KNOWING.search(question.normal) or cues.WISH.search(question.normal)))


def _leans(question: Question) -> bool:
    """Whether a question leaves out what the turns before it said."""
    text = question.normal
    if question.intent == "greeting" and asks_what_follows(text):
        return True
    if _is_courtesy(text) or cues.ABOUT.search(text) or question.intent in {"greeting", "about"}:
        return False
    if question.intent == "next_step":
        return asks_what_follows(text) and not question.sources and not cues.KNOWING.search(text)
    asks = last_asked(text)
    if _points(question, asks):
        return True
    if (asks == text and len(question.units) > _FEW_UNITS) or len(asks.split()) > _FEW_WORDS:
        return False
    is_complete = bool(question.sources) or _is_complete(question)
    return bool(LEANS.search(text)) if is_complete else asks == text or not _has_subject(question)


def _points(question: Question, asks: str) -> bool:
    """Whether a question, which ends by asking `asks`, points at what it names by no word of its own."""
    if question.sources or question.resources:
        return False
    return bool(SELECTS.search(asks) or (POINTS.search(asks) and not _has_subject(question)))


def _has_subject(question: Question) -> bool:
    return any(u.is_firm for u in question.units)


def _is_complete(question: Question) -> bool:
    """Whether a question can be asked without any before it: of all roadmaps, or what a named thing is."""
    if question.intent in {"count", "comparison"}:
        return bool(question.units or cues.ROADMAPS.search(question.normal))
    return question.intent == "what_is" and _has_subject(question)
