"""The measures of a ranking, by ir-measures: the only file that imports it."""

from collections.abc import Mapping, Sequence
from importlib.util import find_spec

from eval.errors import RankingUnavailableError, RunError

Qrels = Mapping[str, Mapping[str, int]]  # by query, the grade of each judged document; above 0 is relevant
Run = Mapping[str, Sequence[str]]  # by query, the documents found, best first
Values = Mapping[str, Mapping[str, float]]  # by metric, the value for each query

# As trec_eval and BEIR count: the gain of nDCG is the grade itself; the other measures take any grade above 0.
_MEASURES = {
    "nDCG@10": "nDCG@10",
    "Recall@5": "R@5",
    "Recall@10": "R@10",
    "MRR": "RR",
    "Success@1": "Success@1",
    "Success@5": "Success@5",
}
METRICS = tuple(_MEASURES)


def score(qrels: Qrels, run: Run, name: str = "the run") -> Values:
    """The value of each metric for every query of `qrels`; a query that `run` lacks counts 0, and others do not count.

    Raises RunError for a run without any document, RankingUnavailableError where ir-measures cannot be had.
    """
    check_available()
    import ir_measures  # some tenths of a second, which nothing but a measurement need pay

    if not any(run.get(query) for query in qrels):
        raise RunError(f"{name} found nothing for any of the {len(qrels)} queries. Check that the documents have text.")
    measures = {ir_measures.parse_measure(measure): metric for metric, measure in _MEASURES.items()}
    judged = {query: dict(grades) for query, grades in qrels.items()}
    found = {query: _scored(run[query]) for query in qrels if run.get(query)}
    values = {metric: dict.fromkeys(qrels, 0.0) for metric in METRICS}
    for metric in ir_measures.iter_calc(list(measures), judged, found):
        values[measures[metric.measure]][metric.query_id] = float(metric.value)
    return values


def check_available() -> None:
    """Raise RankingUnavailableError where ir-measures is not installed."""
    if not (find_spec("ir_measures") and find_spec("pytrec_eval")):
        raise RankingUnavailableError(
            "Rankings are measured with ir-measures, which is not installed: on Linux on ARM its pytrec-eval-terrier "
            "has to be compiled. With a C compiler at hand, run `pip install ir-measures`, then this again."
        )


def _scored(ranked: Sequence[str]) -> dict[str, float]:
    """Each document once, with strictly falling scores: equal ones would be put in the order of their ids."""
    distinct = list(dict.fromkeys(ranked))
    return {document: float(len(distinct) - place) for place, document in enumerate(distinct)}
