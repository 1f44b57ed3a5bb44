"""The abstention curve: what abstaining would be worth if it were decided by one threshold on likeness alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.measures import f1, precision, recall
from eval.scoring import Verdict

_STEPS = 50


@dataclass(frozen=True, slots=True)
class Point:
    """Abstaining wherever no passage is as like the question as `threshold`, a cosine; None where that has no value."""

    threshold: float
    precision: float | None
    recall: float | None
    f1: float | None
    false_abstention: float | None


def abstention_curve(verdicts: Sequence[Verdict]) -> tuple[Point, ...]:
    """The curve over thresholds from 0 to 1; a failure counts as the wrong choice at each."""
    return tuple(_point(step / _STEPS, verdicts) for step in range(_STEPS + 1))


def likeness(verdict: Verdict) -> float | None:
    """The cosine of the question and the passage nearest to it; None for a failure, 0 without passages."""
    if verdict.answer is None:
        return None
    return max((p.similarity for p in verdict.answer.passages), default=0.0)


def _point(threshold: float, verdicts: Sequence[Verdict]) -> Point:
    did = [(not v.question.answerable, _abstains(v, threshold)) for v in verdicts]
    answerable = [abstained for due, abstained in did if not due]
    needless = sum(answerable) / len(answerable) if answerable else None
    return Point(threshold, precision(did), recall(did), f1(did), needless)


def _abstains(verdict: Verdict, threshold: float) -> bool:
    near = likeness(verdict)
    return verdict.question.answerable if near is None else near < threshold
