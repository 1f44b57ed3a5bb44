"""What retrieval is worth split by split: Waymark's own, as measures that can be gated, and its rivals' beside it."""

from collections.abc import Container
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from eval.evidence import BUDGET
from eval.measures import Measure
from eval.ranking import METRICS
from eval.resampling import mean_interval, paired_p_value
from eval.retrieval import TOKENS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eval.standings import RetrievalReport, Standing

PREFIX = "retrieval."


@dataclass(frozen=True, slots=True)
class Rival:
    """Another system on the same questions; `p_values` tells, by measure, how surely it differs from Waymark."""

    name: str
    measures: tuple[Measure, ...]
    p_values: "Mapping[str, float]"


def retrieval_names() -> tuple[str, ...]:
    """The names of the measures of retrieval, in the order of the report."""
    budgets = (f"evidence_recall_{BUDGET}_words", *(f"evidence_recall_{tokens}_tokens" for tokens in TOKENS))
    return tuple(f"{PREFIX}{name}" for name in (*budgets, *METRICS))


def own_measures(report: "RetrievalReport", ids: Container[str]) -> tuple[Measure, ...]:
    """What Waymark's passages are worth over the questions in `ids`."""
    return _measures(report, report.systems[0], ids)


def rivals(report: "RetrievalReport", ids: Container[str]) -> tuple[Rival, ...]:
    """The other systems over the questions in `ids`, each set against Waymark."""
    own = {m.name: m for m in own_measures(report, ids)}
    found = [(system.name, _measures(report, system, ids)) for system in report.systems[1:]]
    return tuple(Rival(name, its, {m.name: _p_value(own[m.name], m) for m in its}) for name, its in found)


def _measures(report: "RetrievalReport", system: "Standing", ids: Container[str]) -> tuple[Measure, ...]:
    queries = [query for query in report.queries if query in ids]
    return tuple(
        _measure(f"{PREFIX}{metric}", {query: system.values[metric][query] for query in queries})
        for metric in report.metrics
    )


def _measure(name: str, scores: "Mapping[str, float]") -> Measure:
    return Measure(
        name=name,
        unit="share",
        value=fmean(scores.values()) if scores else None,
        count=len(scores),
        against=tuple(id_ for id_, score in scores.items() if score < 1),
        interval=mean_interval(list(scores.values())),
        scores=scores,
    )


def _p_value(one: Measure, other: Measure) -> float:
    return paired_p_value(list(one.scores.values()), list(other.scores.values()))
