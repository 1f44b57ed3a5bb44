"""The `waymark eval retrieval` command."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from collections_on_disk import write_collection
from commands import fake_parts, run

from eval.asking import Outcome
from eval.ranking import METRICS
from eval.standings import RetrievalReport, compare
from ingest.settings import Settings

pytest.importorskip("pytrec_eval", reason="it has no ready-made build for Linux on ARM")

LINE = {
    "id": "q", "split": "dev", "type": "fact", "question": "what next?", "answerable": True, "nuggets": [["x"]],
    "evidence": [{"document": "sample", "heading_path": ["Phase 1: Foundations (2 months)", "What to learn"]}],
}  # fmt: skip


def measure(_settings: Settings, outcomes: Sequence[Outcome], emit: Callable[[Any], None]) -> RetrievalReport:
    """A report over the questions that were asked: LangChain finds what is right second."""
    emit({"stage": "searching", "done": 1, "total": 1})
    ids = [outcome.question.id for outcome in outcomes]
    runs = {"waymark": {id_: ["right"] for id_ in ids}, "langchain": {id_: ["wrong", "right"] for id_ in ids}}
    return compare({id_: {"right": 2} for id_ in ids}, runs)


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    path = tmp_path / "golden.jsonl"
    lines = (LINE, LINE | {"id": "t", "split": "test"}, LINE | {"id": "n", "evidence": []})
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def home(tmp_path: Path, models: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "models").symlink_to(models, target_is_directory=True)
    return folder


def on_golden(home: Path, *arguments: str) -> Any:
    return run(fake_parts(home, measure_retrieval=measure), "eval", "retrieval", *arguments)


def test_a_collection_gives_json_with_a_figure_for_each_system_and_metric(home: Path, tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "soups")
    result = run(fake_parts(home), "eval", "retrieval", "--beir", str(folder), "--json")
    assert result.exit_code == 0, result.stderr
    data = json.loads(result.stdout)
    assert data["queries"] == 2
    assert list(data["systems"]) == ["hybrid", "dense", "bm25", "rrf"]
    assert all(tuple(figures) == METRICS for figures in data["systems"].values())
    assert data["systems"]["hybrid"]["nDCG@10"] == 1.0
    assert set(data["p_values"]) == {"dense", "bm25", "rrf"}


def test_a_collection_gives_the_same_figures_twice(home: Path, tmp_path: Path) -> None:
    arguments = ["eval", "retrieval", "--beir", str(write_collection(tmp_path / "soups")), "--json"]
    assert run(fake_parts(home), *arguments).stdout == run(fake_parts(home), *arguments).stdout


def test_a_collection_s_runs_are_written(home: Path, tmp_path: Path) -> None:
    folder, runs = write_collection(tmp_path / "soups"), tmp_path / "runs"
    run(fake_parts(home), "eval", "retrieval", "--beir", str(folder), "--run-dir", str(runs))
    assert sorted(p.name for p in runs.iterdir()) == ["bm25.run", "dense.run", "hybrid.run", "qrels.txt", "rrf.run"]
    assert (runs / "bm25.run").read_text(encoding="utf-8").startswith("q1 Q0 stock 1 1 bm25\n")


def test_a_missing_split_is_one_sentence(home: Path, tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "soups")
    result = run(fake_parts(home), "eval", "retrieval", "--beir", str(folder), "--split", "train")
    assert result.exit_code == 1
    assert "The splits that are: test. Choose one with --split." in result.stderr


def test_golden_questions_give_a_table_and_what_sets_the_systems_apart(home: Path, dataset: Path) -> None:
    result = on_golden(home, "--dataset", str(dataset))
    assert result.exit_code == 0, result.stderr
    assert "2 queries" in result.stdout
    assert "waymark is ahead by" in result.stdout
    assert "+0.3691" in result.stdout  # 1 - 1 / log2(3)
    assert "Searching" in result.stderr


def test_only_the_questions_of_the_split_that_rest_on_evidence_are_asked(home: Path, dataset: Path) -> None:
    assert json.loads(on_golden(home, "--dataset", str(dataset), "--json").stdout)["queries"] == 2
    assert json.loads(on_golden(home, "--dataset", str(dataset), "--json", "--split", "test").stdout)["queries"] == 1


def test_options_that_make_no_sense_are_refused(home: Path, dataset: Path, tmp_path: Path) -> None:
    assert on_golden(home, "--beir", str(tmp_path), "--dataset", str(dataset)).exit_code == 2
    assert on_golden(home, "--dataset", str(dataset), "--split", "train").exit_code == 2


def test_evidence_that_the_corpus_lacks_is_named(home: Path, dataset: Path) -> None:
    dataset.write_text(json.dumps(LINE | {"evidence": [{"document": "gone", "heading_path": []}]}), encoding="utf-8")
    result = on_golden(home, "--dataset", str(dataset))
    assert result.exit_code == 1
    assert "the document 'gone'" in result.stderr
