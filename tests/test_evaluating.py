import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from commands import FakeIngest, fake_parts, run
from endpoint import Endpoint, serving
from fakes import FakeAssistant
from typer.testing import Result

from eval.errors import RankingUnavailableError
from rag.records import Answer, Turn

LEARN = {"document": "sample", "heading_path": ["Phase 1: Foundations (2 months)", "What to learn"]}
GATES = '[[gate]]\nmetric = "{}"\nminimum = {}\nsplit = "{}"\nwhy = "so that | nobody is misled"\n'


def line(id_: str, question: str = "what next?", **changes: Any) -> dict[str, Any]:
    first: dict[str, Any] = {
        "id": id_, "split": "dev", "type": "next_step", "question": question, "answerable": True,
        "evidence": [LEARN], "nuggets": [["linear algebra"]], "must_not": [],
    }  # fmt: skip
    return first | changes


# One right, one wrong and one that fails in dev; one right in test.
LINES = (
    line("right"),
    line("wrong", nuggets=[["linear algebra"], ["statistics", "probability"]], must_not=["python"]),
    line("failed", "crash"),
    line("refused", "weather", split="test", type="out_of_scope", answerable=False, evidence=[], nuggets=[]),
)


class ShiftedQuotes(FakeAssistant):
    """Cites everything one character too far on."""

    def ask(self, question: str, history: Sequence[Turn] = (), k: int = 10) -> Answer:
        """The fake's answer with every citation shifted."""
        answer = super().ask(question, history, k)
        return replace(answer, citations=tuple(replace(c, start=c.start + 1, end=c.end + 1) for c in answer.citations))


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    return written(tmp_path / "golden.jsonl", *LINES)


def written(path: Path, *lines: dict[str, Any]) -> Path:
    path.write_text("".join(f"{json.dumps(x)}\n" for x in lines), encoding="utf-8")
    return path


def gates(folder: Path, metric: str, minimum: float, split: str = "all") -> str:
    path = folder / "gates.toml"
    path.write_text(GATES.format(metric, minimum, split), encoding="utf-8")
    return str(path)


def evaluated(folder: Path, dataset: Path, *arguments: str, **parts: Any) -> Result:
    return run(fake_parts(folder, **parts), "eval", "--dataset", str(dataset), *arguments)


def rows(result: Result) -> dict[str, list[str]]:
    """The words of each row of the printed table, by its first."""
    return {words[0]: words[1:] for words in map(str.split, result.stdout.splitlines()) if words}


# the report


def test_the_measures_are_printed_for_all_that_was_asked_and_for_each_split(tmp_path: Path, dataset: Path) -> None:
    result = evaluated(tmp_path, dataset)
    assert result.exit_code == 0
    assert "4 questions of golden.jsonl" in result.stdout
    assert rows(result)["measure"] == ["all", "dev", "test", "of"]
    assert " ".join(rows(result)["correctness"]) == "50.0 % ± 50 33.3 % ± 50 100.0 % 4"
    assert rows(result)["failures"] == ["1", "1", "0", "4"]
    assert "correctness.plan" not in result.stdout
    assert "Wrong: wrong, failed." in result.stdout
    assert "Failed: failed, ZeroDivisionError: crash" in result.stdout


def test_progress_is_told_on_standard_error(tmp_path: Path, dataset: Path) -> None:
    assert "Asking: 1 of 4" in evaluated(tmp_path, dataset).stderr


def test_one_split_can_be_asked_alone(tmp_path: Path, dataset: Path) -> None:
    result = evaluated(tmp_path, dataset, "--split", "dev")
    assert rows(result)["measure"] == ["dev", "of"]
    assert " ".join(rows(result)["correctness"]) == "33.3 % ± 50 3"


def test_questions_are_asked_in_order_and_with_their_history(tmp_path: Path) -> None:
    assistant = FakeAssistant()
    history = [{"role": "user", "content": "hi"}]
    dataset = written(tmp_path / "q.jsonl", line("b", "one"), line("a", "two", history=history))
    evaluated(tmp_path, dataset, open_assistant=lambda _: assistant)
    assert assistant.asked == [("one", ()), ("two", (Turn("user", "hi"),))]


def test_with_json_standard_output_holds_the_report_and_nothing_else(tmp_path: Path, dataset: Path) -> None:
    result = evaluated(tmp_path, dataset, "--json", "--gate", gates(tmp_path, "correctness", 0.5))
    report = json.loads(result.stdout)
    assert (report["dataset"], report["questions"], report["wrong"]) == ("golden.jsonl", 4, ["wrong", "failed"])
    assert report["failures"] == {"failed": "ZeroDivisionError: crash"}
    assert report["measures"]["all"]["correctness"]["value"] == 0.5
    assert report["measures"]["test"]["correctness.plan"]["value"] is None
    # Of its five markers, only that of the course leads to what its sentence says.
    assert report["asked"][0]["scores"]["citation_precision"] == pytest.approx(1 / 5)
    assert [(g["metric"], g["value"], g["holds"]) for g in report["gates"]] == [("correctness", 0.5, True)]


def test_each_verdict_is_a_line_with_the_answer_that_it_is_about(tmp_path: Path, dataset: Path) -> None:
    evaluated(tmp_path, dataset, "--verdicts", str(tmp_path / "new" / "verdicts.jsonl"))
    lines = (tmp_path / "new" / "verdicts.jsonl").read_text(encoding="utf-8").splitlines()
    right, wrong, failed, refused = map(json.loads, lines)
    assert [v["id"] for v in (right, wrong, failed, refused)] == ["right", "wrong", "failed", "refused"]
    assert (right["verdict"], right["evidence_cited"]) == ("right", True)
    assert right["text"] == FakeAssistant().ask("x").text
    assert right["citations"][0]["quote"] == "vectors, matrices and eigenvalues come before any model."
    assert (right["faults"], right["words"]) == (["markdown"], 38)
    assert (wrong["verdict"], wrong["missing"]) == ("wrong", [["statistics", "probability"]])
    assert wrong["forbidden"] == ["python"]
    assert (failed["verdict"], failed["abstained"], failed["error"]) == ("wrong", None, "ZeroDivisionError: crash")
    assert (refused["verdict"], refused["abstained"]) == ("right", True)


def test_two_runs_write_the_same_verdicts(tmp_path: Path, dataset: Path) -> None:
    files = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for file in files:
        evaluated(tmp_path, dataset, "--verdicts", str(file))
    assert files[0].read_bytes() == files[1].read_bytes()


def test_the_report_is_written_in_four_forms(tmp_path: Path, dataset: Path) -> None:
    folder = tmp_path / "new" / "report"
    result = evaluated(tmp_path, dataset, "--report", str(folder), "--gate", gates(tmp_path, "correctness", 0.9))
    assert result.exit_code == 1
    assert sorted(path.name for path in folder.iterdir()) == ["report.html", "report.json", "report.md", "report.xml"]
    assert (folder / "report.md").read_text(encoding="utf-8").startswith("## Waymark eval: 1 of 1 gates fail\n")
    assert json.loads((folder / "report.json").read_text(encoding="utf-8"))["questions"] == 4
    assert (folder / "report.xml").read_text(encoding="utf-8").startswith("<?xml")
    assert "Waymark eval: 1 of 1 gates fail" in (folder / "report.html").read_text(encoding="utf-8")


def test_two_runs_give_the_same_report_but_for_times(tmp_path: Path, dataset: Path) -> None:
    runs = [json.loads(evaluated(tmp_path, dataset, "--json").stdout) for _ in range(2)]
    for run_ in runs:
        assert set(run_.pop("latency_ms")) == {"latency_median", "latency_p95"}
    assert runs[0] == runs[1]


def test_retrieval_is_told_beside_its_rivals(tmp_path: Path, dataset: Path) -> None:
    result = evaluated(tmp_path, dataset)
    # Three questions rest on evidence, of which one failed; LangChain found half of what Waymark did.
    assert rows(result)["retrieval"] == ["waymark", "langchain"]
    assert " ".join(rows(result)["nDCG@10"]) == "66.7 % 33.3 %"


def test_retrieval_is_left_out_where_nothing_rests_on_evidence(tmp_path: Path) -> None:
    dataset = written(tmp_path / "q.jsonl", LINES[3])
    assert "nDCG" not in evaluated(tmp_path, dataset).stdout
    result = evaluated(tmp_path, dataset, "--gate", gates(tmp_path, "retrieval.MRR", 0.5))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "The gate on retrieval.MRR has nothing to hold" in result.stderr


def test_questions_that_nobody_reviewed_are_counted(tmp_path: Path) -> None:
    dataset = written(tmp_path / "q.jsonl", LINES[0], line("b", draft=True))
    assert "2 questions of q.jsonl, 1 of them drafts" in evaluated(tmp_path, dataset).stdout


def test_a_language_model_tells_its_opinion_beside_the_measures(tmp_path: Path, dataset: Path) -> None:
    endpoint = Endpoint(reply=lambda _: '{"unsupported": [1], "relevance": 1}')
    with serving(endpoint):
        result = run(
            fake_parts(tmp_path), "eval", "--dataset", str(dataset), "--judge", "--json", **endpoint.environment
        )
    # One failed and one abstained; of the six sentences of the other two answers, each has one that is not supported.
    judged = json.loads(result.stdout)["judged"]
    assert (judged["count"], judged["relevance"], judged["doubted"]) == (2, 0.5, ["right", "wrong"])
    assert judged["faithfulness"] == pytest.approx(1 - 1 / 5)


def test_a_judge_that_is_not_there_is_named_before_anything_is_asked(tmp_path: Path, dataset: Path) -> None:
    result = evaluated(tmp_path, dataset, "--judge")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "No language model is set to judge the answers. Set WAYMARK_MODEL" in result.stderr


def test_without_the_library_for_rankings_the_answers_are_still_measured(tmp_path: Path, dataset: Path) -> None:
    def unavailable(*_: Any) -> Any:
        raise RankingUnavailableError("The measures of rankings need ir-measures.")

    result = evaluated(tmp_path, dataset, measure_retrieval=unavailable)
    assert result.exit_code == 0
    assert "Retrieval is not measured. The measures of rankings need ir-measures." in result.stderr
    assert "nDCG" not in result.stdout


# gates


def test_gates_that_hold_end_with_0(tmp_path: Path, dataset: Path) -> None:
    result = evaluated(tmp_path, dataset, "--gate", gates(tmp_path, "correctness", 1.0, "test"))
    assert (result.exit_code, rows(result)["correctness"][-1]) == (0, "holds")


def test_a_gate_that_fails_ends_with_1_and_names_row_and_questions(tmp_path: Path, dataset: Path) -> None:
    result = evaluated(tmp_path, dataset, "--gate", gates(tmp_path, "correctness", 0.5, "dev"))
    assert result.exit_code == 1
    assert (
        "correctness (dev) is 33.3 % of 3, must be at least 50.0 %: so that | nobody is misled "
        "Counting against it: wrong, failed."
    ) in result.stdout
    assert evaluated(tmp_path, dataset, "--json", "--gate", str(tmp_path / "gates.toml")).exit_code == 1


def test_quotes_one_character_off_fail_the_gate(tmp_path: Path) -> None:
    dataset = written(tmp_path / "q.jsonl", LINES[0])
    gate = gates(tmp_path, "quotes_exact", 1.0)
    assert evaluated(tmp_path, dataset, "--gate", gate).exit_code == 0
    result = evaluated(tmp_path, dataset, "--gate", gate, open_assistant=lambda _: ShiftedQuotes())
    assert result.exit_code == 1
    assert "quotes_exact (all) is 0.0 % of 1" in result.stdout


def test_a_baseline_holds_what_later_runs_are_compared_with(tmp_path: Path, dataset: Path) -> None:
    baseline, gate = tmp_path / "base.json", tmp_path / "gates.toml"
    evaluated(tmp_path, dataset, "--write-baseline", str(baseline))
    row = '[[gate]]\nmetric = "correctness"\nno_worse_than_baseline = true\nwhy = "x"\n'
    gate.write_text(f'baseline = "base.json"\n{row}', encoding="utf-8")
    result = evaluated(tmp_path, dataset, "--gate", str(gate))
    assert result.exit_code == 0
    assert "at least 0.0 % (baseline 50.0 %)" in " ".join(result.stdout.split())
    changed = written(dataset, line("right", nuggets=[["statistics"]]), line("wrong"), *LINES[2:])
    result = evaluated(tmp_path, changed, "--gate", str(gate))
    assert "Turned wrong since the baseline: right." in result.stdout
    assert "Turned right since the baseline: wrong." in result.stdout


# before anything is asked


def test_the_index_is_built_first_where_there_is_none(tmp_path: Path, dataset: Path) -> None:
    ingest = FakeIngest()
    result = evaluated(tmp_path, dataset, "--json", ingest=ingest)
    assert [asked["home"] for asked in ingest.asked] == [tmp_path]
    assert result.stderr.startswith("There is no index that this Waymark reads yet; building it first.\n")
    assert json.loads(result.stdout)["questions"] == 4


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["--dataset", "none.jsonl"], "none.jsonl cannot be read: No such file", id="no_dataset"),
        pytest.param(["--gate", "none.toml"], "none.toml cannot be read: No such file", id="no_gates"),
    ],
)
def test_a_file_that_is_not_there_is_one_sentence(
    tmp_path: Path, dataset: Path, arguments: list[str], says: str
) -> None:
    result = evaluated(tmp_path, dataset, *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_broken_line_is_named_before_anything_is_built(tmp_path: Path) -> None:
    ingest = FakeIngest()
    dataset = written(tmp_path / "q.jsonl", LINES[0], line("x", type="riddle"))
    result = evaluated(tmp_path, dataset, ingest=ingest)
    assert (result.exit_code, result.stdout, ingest.asked) == (1, "", [])
    assert "q.jsonl, line 2: type is 'riddle'; it must be" in result.stderr


def test_evidence_that_the_corpus_does_not_have_is_named_before_anything_is_asked(tmp_path: Path) -> None:
    assistant = FakeAssistant()
    dataset = written(tmp_path / "q.jsonl", line("x", evidence=[{"document": "sample", "heading_path": ["Phase 9"]}]))
    result = evaluated(tmp_path, dataset, open_assistant=lambda _: assistant)
    assert (result.exit_code, assistant.asked) == (1, [])
    assert "the heading 'Phase 9' in 'sample'" in result.stderr


def test_a_split_of_which_there_is_nothing_is_refused(tmp_path: Path) -> None:
    dataset = written(tmp_path / "q.jsonl", LINES[0])
    result = evaluated(tmp_path, dataset, "--split", "test")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "q.jsonl holds no question of that split." in result.stderr
    result = evaluated(tmp_path, dataset, "--gate", gates(tmp_path, "correctness", 0.5, "test"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "is about the test split, and none of it is asked" in result.stderr


def test_a_report_that_cannot_be_written_is_one_sentence(tmp_path: Path, dataset: Path) -> None:
    result = evaluated(tmp_path, dataset, "--verdicts", str(tmp_path))
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == f"waymark: {tmp_path}: Is a directory."


def test_an_unknown_split_is_wrong_usage(tmp_path: Path, dataset: Path) -> None:
    result = evaluated(tmp_path, dataset, "--split", "train")
    assert (result.exit_code, result.stdout) == (2, "")
