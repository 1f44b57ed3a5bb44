"""Systems stand side by side over the same queries, the first set against each of the others."""

import json

import pytest

from eval.ranking import METRICS
from eval.resampling import Interval
from eval.standings import RetrievalReport, compare, report_json

pytest.importorskip("pytrec_eval", reason="it has no ready-made build for Linux on ARM")

QRELS = {str(n): {"right": 1} for n in range(4)}


@pytest.fixture
def report() -> RetrievalReport:
    good = {query: ["right"] for query in QRELS}
    poor = {query: ["wrong", "right"] for query in QRELS}
    read = {"good": {"read": dict.fromkeys(QRELS, 0.5)}, "poor": {"read": dict.fromkeys(QRELS, 0.25)}}
    return compare(QRELS, {"good": good, "poor": poor}, read)


def test_means_and_intervals_are_over_all_queries(report: RetrievalReport) -> None:
    assert report.queries == ("0", "1", "2", "3")
    assert report.system("good").means["MRR"] == 1.0
    assert report.system("poor").means["MRR"] == 0.5
    assert report.system("poor").intervals["MRR"] == Interval(0.5, 0.5)
    assert report.system("poor").values["MRR"]["2"] == 0.5


def test_the_first_is_set_against_the_others(report: RetrievalReport) -> None:
    # Of the 16 ways to swap four equal differences, two set the means as far apart.
    assert report.system("poor").p_values["MRR"] == 2 / 16
    assert report.system("poor").p_values["Recall@5"] == 1.0
    assert report.system("good").p_values == {}


def test_metrics_that_are_brought_come_first(report: RetrievalReport) -> None:
    assert report.metrics == ("read", *METRICS)
    assert report.system("good").means["read"] == 0.5


def test_a_system_that_lacks_a_query_is_averaged_over_all(report: RetrievalReport) -> None:
    lacking = compare(QRELS, {"one": {"0": ["right"]}})
    assert lacking.system("one").means["MRR"] == 0.25
    assert len(report.queries) == 4


def test_the_report_is_plain_data(report: RetrievalReport) -> None:
    data = json.loads(json.dumps(report_json(report)))
    assert data["queries"] == 4
    assert data["systems"]["poor"]["MRR"] == 0.5
    assert data["intervals"]["poor"]["MRR"] == {"low": 0.5, "high": 0.5}
    assert data["p_values"]["poor"]["MRR"] == 0.125
    assert data["compared"] == "good"
