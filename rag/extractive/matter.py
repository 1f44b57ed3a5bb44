"""The matter of a question about several roadmaps: what it asks of each of them."""

from dataclasses import replace

from rag import cues
from rag.case import Case
from rag.words import FRAME, STOP, content_words

_CLEAR = 0.6  # likeness of a question's best statement from which its own words say enough
_BEST = 5  # statements nearest in meaning, one of which names a topic that was understood rightly
_LEARNING = frozenset({"learning", "studying", "regarding", "concerning", "something", "anything"})


def matter(case: Case) -> Case:
    """The same case, asked of one roadmap: without the words that hold several together, or a topic misunderstood."""
    one = replace(case, meant=_asked(case))
    return _without_topic(one) if case.question.described and _is_misunderstood(one) else one


def is_whole(case: Case) -> bool:
    """Whether a question asks for no matter in particular, but for the roadmaps as a whole."""
    return not any(u.is_firm for u in case.question.units) and not content_words(_asked(case))


def _asked(case: Case) -> str:
    single = cues.TOGETHER.sub(" it ", cues.ROADMAPS.sub(" it ", case.question.about))
    plain = " ".join(cues.FRAMING.sub(" ", single).split())
    is_named = any(u.is_firm for u in case.question.units) and not case.question.described
    return plain if is_named else _bare(plain) or plain


def _bare(text: str) -> str:
    """`text` without the small words that lead up to its matter and end it: `putting models live`."""
    said = text.split()
    telling = [i for i, word in enumerate(said) if not _leads_up(word.strip("?!.,").lower())]
    return " ".join(said[telling[0] : telling[-1] + 1]).rstrip("?!.,") if telling else ""


def _leads_up(word: str) -> bool:
    return not word or ((word in STOP or word in FRAME) and (not word.endswith("ing") or word in _LEARNING))


def _is_misunderstood(case: Case) -> bool:
    """Whether the statements nearest in meaning are near enough, and none of them names the topic understood."""
    facts = case.library.facts_in(case.roadmaps)
    nearest = sorted(case.weighed(facts), key=lambda s: -s.meaning)[:_BEST]
    topics = {t.id for t in case.question.topics}
    return nearest[0].meaning >= _CLEAR and not any(topics & s.fact.topics for s in nearest)


def _without_topic(case: Case) -> Case:
    units = tuple(u for u in case.question.units if not u.topic)
    return replace(case, question=replace(case.question, units=units, described=False))
