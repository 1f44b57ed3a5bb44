from pathlib import Path

import pytest

from eval.ranking import METRICS, score
from eval.standings import compare
from eval.trec import qrels_lines, run_lines, write_trec

pytest.importorskip("pytrec_eval", reason="it has no ready-made build for Linux on ARM")


def test_judgements_and_runs_have_trec_s_columns() -> None:
    assert qrels_lines({"q": {"a": 2, "b": 0}}) == ["q 0 a 2", "q 0 b 0"]
    assert run_lines({"q": ["b", "a"]}, "bm25") == ["q Q0 b 1 2 bm25", "q Q0 a 2 1 bm25"]


def test_white_space_in_an_id_would_be_a_column_of_its_own() -> None:
    assert qrels_lines({"my q": {"roadmap#Step 1 > Stock": 2}}) == ["my_q 0 roadmap#Step_1_>_Stock 2"]


def test_what_is_written_can_be_measured_by_ir_measures_to_the_same_values(tmp_path: Path) -> None:
    import ir_measures

    qrels = {"q": {"a": 2, "b": 1}, "p": {"a": 1}}
    runs = {"one": {"q": ["b", "c", "a"], "p": ["c"]}, "two": {"q": ["a"], "p": ["a"]}}
    write_trec(tmp_path / "runs", compare(qrels, runs))
    read = ir_measures.calc_aggregate(
        [ir_measures.parse_measure("nDCG@10")],
        list(ir_measures.read_trec_qrels(str(tmp_path / "runs" / "qrels.txt"))),
        list(ir_measures.read_trec_run(str(tmp_path / "runs" / "one.run"))),
    )
    ours = score(qrels, runs["one"])["nDCG@10"]
    assert list(read.values()) == [pytest.approx(sum(ours.values()) / 2)]
    assert sorted(path.name for path in (tmp_path / "runs").iterdir()) == ["one.run", "qrels.txt", "two.run"]
    assert METRICS[0] == "nDCG@10"
