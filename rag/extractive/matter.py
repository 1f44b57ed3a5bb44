"""The matter of a question about several roadmaps: what it asks of each of them."""

from dataclasses import replace

from rag import cues
from rag.case import Case

_CLEAR = 0.6  # likeness of a question's best statement from which its own words say enough
_BEST = 5  # statements nearest in meaning, one of which names a topic that was understood rightly


def matter(case: Case) -> Case:
    """The same case, asked of one roadmap: without the words that hold several together, or a topic misunderstood."""
    asked = " ".join(cues.FRAMING.sub(" ", cues.ROADMAPS.sub(" it ", case.question.about)).split())
    one = replace(case, vector=case.library.embedder.embed([asked])[0]) if asked else case
    return _without_topic(one) if case.question.described and _is_misunderstood(one) else one


def _is_misunderstood(case: Case) -> bool:
    """Whether the statements nearest in meaning are near enough, and none of them names the topic understood."""
    facts = case.library.facts_in(case.roadmaps)
    nearest = sorted(case.weighed(facts), key=lambda s: -s.meaning)[:_BEST]
    topics = {t.id for t in case.question.topics}
    return nearest[0].meaning >= _CLEAR and not any(topics & s.fact.topics for s in nearest)


def _without_topic(case: Case) -> Case:
    units = tuple(u for u in case.question.units if not u.topic)
    return replace(case, question=replace(case.question, units=units, described=False))
