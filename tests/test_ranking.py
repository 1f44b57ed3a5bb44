"""Rankings are measured as trec_eval does, and nothing that is asked for drops out of an average."""

import sys
from math import log2

import pytest

from eval.errors import RankingUnavailableError, RunError
from eval.ranking import METRICS, score

pytest.importorskip("pytrec_eval", reason="it has no ready-made build for Linux on ARM")

QRELS = {"q": {"a": 2, "b": 1, "c": 0}}


def test_every_metric_can_be_worked_by_hand() -> None:
    values = score(QRELS, {"q": ["c", "b", "x", "a"]})
    # b, worth 1, is second and a, worth 2, is fourth; at best a would be first and b second.
    gained, best = 1 / log2(3) + 2 / log2(5), 2 / log2(2) + 1 / log2(3)
    assert {metric: of["q"] for metric, of in values.items()} == {
        "nDCG@10": pytest.approx(gained / best),
        "Recall@5": 1.0,
        "Recall@10": 1.0,
        "MRR": 0.5,
        "Success@1": 0.0,
        "Success@5": 1.0,
    }
    assert tuple(values) == METRICS


def test_what_comes_after_the_cut_does_not_count() -> None:
    values = score(QRELS, {"q": ["a", *"123456789", "b"]})
    assert values["Recall@5"]["q"] == 0.5
    assert values["Recall@10"]["q"] == 0.5
    assert values["Success@1"]["q"] == 1.0


def test_a_query_without_a_result_counts_zero_and_one_that_is_not_judged_does_not_count() -> None:
    qrels = {"found": {"a": 1}, "empty": {"a": 1}, "missing": {"a": 1}}
    values = score(qrels, {"found": ["a"], "empty": [], "stray": ["a"]})
    assert values["MRR"] == {"found": 1.0, "empty": 0.0, "missing": 0.0}


def test_the_order_of_the_run_holds_whatever_the_ids() -> None:
    assert score({"q": {"z": 1}}, {"q": ["a", "z"]})["MRR"]["q"] == 0.5
    assert score({"q": {"a": 1}}, {"q": ["z", "a"]})["MRR"]["q"] == 0.5


def test_a_document_that_is_found_twice_counts_at_its_best_place() -> None:
    assert score({"q": {"b": 1}}, {"q": ["a", "a", "b"]})["MRR"]["q"] == 0.5


def test_a_run_without_any_document_is_refused() -> None:
    with pytest.raises(RunError, match="bm25 found nothing for any of the 1 queries"):
        score(QRELS, {"q": [], "stray": ["a"]}, "bm25")


def test_a_machine_without_ir_measures_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pytrec_eval", None)  # as where it could not be installed
    with pytest.raises(RankingUnavailableError, match="run `pip install ir-measures`"):
        score(QRELS, {"q": ["a"]})
