"""The measures over all verdicts, each with its interval; a failure counts against every measure it can.

Everything but the latency is deterministic: the same index and questions give the same numbers.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from math import ceil
from statistics import fmean, median
from typing import Any, Literal

from eval.evidence import BUDGET
from eval.form import FAULTS
from eval.golden import TYPES
from eval.resampling import Interval, interval, mean_interval
from eval.scoring import Verdict

Unit = Literal["share", "number", "ms"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A value over `count` questions, None where there were none, with its 95 % interval.

    `against` are the ids of the questions that it suffered from, `scores` what each question brought to it.
    """

    name: str
    unit: Unit
    value: float | None
    count: int
    against: tuple[str, ...] = ()
    interval: Interval | None = None
    fewer_is_better: bool = False
    scores: Mapping[str, float] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Metric:
    """What is measured: `score` gives a question's part in it, None where it has none; their mean is the value."""

    name: str
    score: Callable[[Verdict], float | None]
    fewer_is_better: bool = False

    def over(self, verdicts: Sequence[Verdict]) -> Measure:
        """The measure over `verdicts`."""
        scores = {v.question.id: float(s) for v in verdicts if (s := self.score(v)) is not None}
        best = 0.0 if self.fewer_is_better else 1.0
        return Measure(
            name=self.name,
            unit="share",
            value=fmean(scores.values()) if scores else None,
            count=len(scores),
            against=tuple(id_ for id_, score in scores.items() if score != best),
            interval=mean_interval(list(scores.values())),
            fewer_is_better=self.fewer_is_better,
            scores=scores,
        )


def _has_fault(fault: str, verdict: Verdict) -> float:
    return fault in verdict.faults


def _right_in_type(type_: str, verdict: Verdict) -> float | None:
    return verdict.right if verdict.question.type == type_ else None


_LEADING = (
    Metric("correctness", lambda v: v.right),
    Metric("correctness_cited", lambda v: v.right and v.evidence_cited),
    Metric("next_step_correctness", partial(_right_in_type, "next_step")),
)
_CITING = (
    Metric("false_abstention", lambda v: v.abstained if v.question.answerable else None, fewer_is_better=True),
    Metric("quotes_exact", lambda v: v.quotes_exact),
    Metric("quotes_in_passages", lambda v: v.quotes_in_passages),
    Metric("citation_precision", lambda v: v.support.precision),
    Metric("citation_recall", lambda v: v.support.recall),
    Metric("uncited_sentences", lambda v: bool(v.support.uncited), fewer_is_better=True),
    Metric(f"evidence_recall_{BUDGET}", lambda v: v.evidence),
    Metric("form", lambda v: not v.faults),
    *(Metric(f"form.{fault}", partial(_has_fault, fault), fewer_is_better=True) for fault in FAULTS),
)
_BY_TYPE = tuple(Metric(f"correctness.{type_}", partial(_right_in_type, type_)) for type_ in TYPES)


def measures(verdicts: Sequence[Verdict]) -> tuple[Measure, ...]:
    """All measures over `verdicts`, in the order of the report; those of a type that was not asked have no value."""
    return (
        *(metric.over(verdicts) for metric in _LEADING),
        *_abstention(verdicts),
        *(metric.over(verdicts) for metric in _CITING),
        _number("failures", "number", [float(v.answer is None) for v in verdicts], sum),
        _number("words_median", "number", [v.words for v in verdicts], median),
        _number("sentences_median", "number", [v.sentences for v in verdicts], median),
        _number("latency_median", "ms", [v.ms for v in verdicts], median),
        _number("latency_p95", "ms", [v.ms for v in verdicts], _p95),
        *(metric.over(verdicts) for metric in _BY_TYPE),
    )


def metric_units() -> dict[str, Unit]:
    """The name and unit of every measure over answers, in the order of the report."""
    return {m.name: m.unit for m in measures(())}


_Did = tuple[bool, bool]  # whether it should have abstained, and whether it did


def _abstention(verdicts: Sequence[Verdict]) -> tuple[Measure, ...]:
    """Precision and recall of abstaining where that was right, and their harmonic mean; scores tell who did right."""
    did: list[_Did] = [(not v.question.answerable, v.abstained) for v in verdicts]
    named = dict(zip((v.question.id for v in verdicts), did, strict=True))

    def measure(name: str, statistic: Callable[[Sequence[_Did]], float | None], *wrong: _Did) -> Measure:
        concerned = {id_: its for id_, its in named.items() if its in {(True, True), *wrong}}
        against = tuple(id_ for id_, its in concerned.items() if its in wrong)
        scores = {id_: float(its[0] == its[1]) for id_, its in named.items()}
        count = len(named) if len(wrong) > 1 else len(concerned)
        return Measure(name, "share", statistic(did), count, against, interval(did, statistic), scores=scores)

    needless, absent = (False, True), (True, False)
    return (
        measure("abstention_precision", precision, needless),
        measure("abstention_recall", recall, absent),
        measure("abstention_f1", f1, needless, absent),
    )


def precision(did: Sequence[_Did]) -> float | None:
    """The share of the abstentions that were due; 0 without any where some were due, None where none was."""
    fitting, needless, absent = _counts(did)
    made = fitting + needless
    return fitting / made if made else 0.0 if absent else None


def recall(did: Sequence[_Did]) -> float | None:
    """The share of the due abstentions that were made, None where none was due."""
    fitting, _, absent = _counts(did)
    return fitting / (fitting + absent) if fitting + absent else None


def f1(did: Sequence[_Did]) -> float | None:
    """The harmonic mean of precision and recall, 2 tp / (2 tp + fp + fn); None where no abstention was due."""
    fitting, needless, absent = _counts(did)
    return 2 * fitting / (2 * fitting + needless + absent) if fitting + absent else None


def _counts(did: Sequence[_Did]) -> tuple[int, int, int]:
    """How many abstained where they should, where they should not, and failed to."""
    return did.count((True, True)), did.count((False, True)), did.count((True, False))


def _number(name: str, unit: Unit, values: Sequence[float], summary: Callable[[Any], float]) -> Measure:
    value = float(summary(values)) if values else None
    bounds = None if unit == "ms" or summary is sum else interval(values, summary)
    return Measure(name, unit, value, len(values), interval=bounds, fewer_is_better=True)


def _p95(values: Sequence[float]) -> float:
    """The smallest value that at least 95 in 100 do not exceed."""
    return sorted(values)[ceil(0.95 * len(values)) - 1]
