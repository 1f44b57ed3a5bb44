"""Retrieval systems on the same queries: what each is worth, and how surely the first differs from the others."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import fmean
from typing import Any

from eval.ranking import Qrels, Run, Values, score
from eval.resampling import Interval, mean_interval, paired_p_value


@dataclass(frozen=True, slots=True)
class Standing:
    """One system: `values` has each metric's value for each query, `means` and `intervals` (95 %) are over the queries.

    `p_values` has, for each metric, how often chance alone sets the first system and this one as far apart; it is empty
    for the first system itself. `run` has what was found for each query, best first.
    """

    name: str
    means: dict[str, float]
    intervals: dict[str, Interval]
    p_values: dict[str, float]
    values: Values = field(repr=False)
    run: Run = field(repr=False)


@dataclass(frozen=True, slots=True)
class RetrievalReport:
    """The systems, the one that matters first, over the same `queries`; `metrics` in the order of the report."""

    queries: tuple[str, ...]
    metrics: tuple[str, ...]
    systems: tuple[Standing, ...]
    qrels: Qrels = field(repr=False)

    def system(self, name: str) -> Standing:
        """The standing of the system called `name`; raises KeyError for one that was not measured."""
        return {s.name: s for s in self.systems}[name]


def compare(qrels: Qrels, runs: Mapping[str, Run], more: Mapping[str, Values] | None = None) -> RetrievalReport:
    """Score every run against `qrels`, and set the first against each of the others.

    `more` brings each system's values of further metrics, which come first in the report. Raises as `score` does.
    """
    queries = tuple(qrels)
    values = {name: {**(more or {}).get(name, {}), **score(qrels, run, name)} for name, run in runs.items()}
    first = next(iter(values.values()))
    return RetrievalReport(
        queries=queries,
        metrics=tuple(first),
        systems=tuple(
            _standing(name, its, first if number else None, queries, runs[name])
            for number, (name, its) in enumerate(values.items())
        ),
        qrels=qrels,
    )


def report_json(report: RetrievalReport) -> dict[str, Any]:
    """The report as plain JSON data: `systems` has each one's means by metric."""
    return {
        "queries": len(report.queries),
        "systems": {s.name: s.means for s in report.systems},
        "intervals": {s.name: {m: asdict(i) for m, i in s.intervals.items()} for s in report.systems},
        "p_values": {s.name: s.p_values for s in report.systems[1:]},
        "compared": report.systems[0].name,
    }


def _standing(name: str, values: Values, first: Values | None, queries: Sequence[str], run: Run) -> Standing:
    columns = {metric: [of[q] for q in queries] for metric, of in values.items()}
    return Standing(
        name=name,
        means={metric: fmean(column) for metric, column in columns.items()},
        intervals={m: i for m, column in columns.items() if (i := mean_interval(column))},
        p_values={m: paired_p_value([first[m][q] for q in queries], c) for m, c in columns.items()} if first else {},
        values=values,
        run=run,
    )
