"""Rephrasing: the question before put once more, of another roadmap or stage."""

from rag.question import Question
from rag.reading import Reader
from rag.stage import Span, restaged

_OF_ALL = frozenset({"next_step", "count", "comparison"})  # what is asked of the learner, or of all roadmaps


def rephrased(reader: Reader, before: Question, question: Question, stage: Span | None) -> Question | None:
    """`before` asked of the roadmap that `question` names and of `stage`; None where it cannot be put again as it was.

    That is so where it speaks of several roadmaps, or left something out itself.
    """
    if before.intent in _OF_ALL or before.pointed or len(question.sources) > 1 or len(before.sources) > 1:
        return None
    whole = reader.read(before.text)
    if (whole.sources, whole.stage, whole.units) != (before.sources, before.stage, before.units):
        return None
    text = before.normal
    for source in question.sources:
        text = reader.with_roadmap(text, source)
    if stage:
        text = restaged(text, stage[0])
    return reader.read(text)
