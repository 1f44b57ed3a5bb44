import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from commands import FakeIngest, fake_parts, run
from fakes import FakeAssistant
from typer.testing import Result

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
    assert rows(result)["measure"] == ["all", "dev", "test"]
    assert " ".join(rows(result)["correctness"]) == "50.0 % of 4 33.3 % of 3 100.0 % of 1"
    assert rows(result)["failures"] == ["1", "1", "0"]
    assert "correctness.plan" not in result.stdout
    assert "Wrong: wrong, failed." in result.stdout
    assert "Failed: failed, ZeroDivisionError: crash" in result.stdout


def test_progress_is_told_on_standard_error(tmp_path: Path, dataset: Path) -> None:
    assert "Asking: 1 of 4" in evaluated(tmp_path, dataset).stderr


def test_one_split_can_be_asked_alone(tmp_path: Path, dataset: Path) -> None:
    result = evaluated(tmp_path, dataset, "--split", "dev")
    assert rows(result)["measure"] == ["dev"]
    assert " ".join(rows(result)["correctness"]) == "33.3 % of 3"


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
    assert report["measures"]["all"]["correctness"] == 0.5
    assert report["measures"]["test"]["correctness.plan"] is None
    assert [(g["metric"], g["value"], g["holds"]) for g in report["gates"]] == [("correctness", 0.5, True)]


def test_each_verdict_is_a_line_with_the_answer_that_it_is_about(tmp_path: Path, dataset: Path) -> None:
    evaluated(tmp_path, dataset, "--verdicts", str(tmp_path / "new" / "verdicts.jsonl"))
    lines = (tmp_path / "new" / "verdicts.jsonl").read_text(encoding="utf-8").splitlines()
    right, wrong, failed, refused = map(json.loads, lines)
    assert [v["id"] for v in (right, wrong, failed, refused)] == ["right", "wrong", "failed", "refused"]
    assert (right["verdict"], right["evidence_cited"]) == ("right", True)
    assert right["text"] == FakeAssistant().ask("x").text
    assert right["citations"][0]["quote"] == "vectors, matrices and eigenvalues come before any model."
    assert (wrong["verdict"], wrong["missing"]) == ("wrong", [["statistics", "probability"]])
    assert wrong["forbidden"] == ["python"]
    assert (failed["verdict"], failed["abstained"], failed["error"]) == ("wrong", None, "ZeroDivisionError: crash")
    assert (refused["verdict"], refused["abstained"]) == ("right", True)


def test_two_runs_write_the_same_verdicts(tmp_path: Path, dataset: Path) -> None:
    files = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for file in files:
        evaluated(tmp_path, dataset, "--verdicts", str(file))
    assert files[0].read_bytes() == files[1].read_bytes()


def test_markdown_has_the_gates_the_measures_and_what_was_wrong(tmp_path: Path, dataset: Path) -> None:
    path = tmp_path / "report.md"
    evaluated(tmp_path, dataset, "--markdown", str(path), "--gate", gates(tmp_path, "correctness", 0.9))
    report = path.read_text(encoding="utf-8")
    assert report.startswith("## Waymark eval: 1 of 1 gates fail\n\n4 questions of `golden.jsonl`.\n")
    assert "| correctness | all | at least 90.0 % | 50.0 % of 4 | FAILS |" in report
    assert "so that \\| nobody is misled Wrong: wrong, failed." in report
    assert "| correctness | 50.0 % of 4 | 33.3 % of 3 | 100.0 % of 1 |" in report
    assert "2 wrong answers" in report
    assert "- failed failed: ZeroDivisionError: crash" in report


def test_markdown_without_gates_leads_with_what_was_right(tmp_path: Path, dataset: Path) -> None:
    path = tmp_path / "report.md"
    evaluated(tmp_path, dataset, "--markdown", str(path))
    assert path.read_text(encoding="utf-8").startswith("## Waymark eval: 50.0 % of 4 right\n")


# gates


def test_gates_that_hold_end_with_0(tmp_path: Path, dataset: Path) -> None:
    result = evaluated(tmp_path, dataset, "--gate", gates(tmp_path, "correctness", 1.0, "test"))
    assert (result.exit_code, rows(result)["correctness"][-1]) == (0, "holds")


def test_a_gate_that_fails_ends_with_1_and_names_row_and_questions(tmp_path: Path, dataset: Path) -> None:
    result = evaluated(tmp_path, dataset, "--gate", gates(tmp_path, "correctness", 0.5, "dev"))
    assert result.exit_code == 1
    assert (
        "correctness (dev) is 33.3 % of 3, must be at least 50.0 %: so that | nobody is misled Wrong: wrong, failed."
    ) in result.stdout
    assert evaluated(tmp_path, dataset, "--json", "--gate", str(tmp_path / "gates.toml")).exit_code == 1


def test_quotes_one_character_off_fail_the_gate(tmp_path: Path) -> None:
    dataset = written(tmp_path / "q.jsonl", LINES[0])
    gate = gates(tmp_path, "quotes_exact", 1.0)
    assert evaluated(tmp_path, dataset, "--gate", gate).exit_code == 0
    result = evaluated(tmp_path, dataset, "--gate", gate, open_assistant=lambda _: ShiftedQuotes())
    assert result.exit_code == 1
    assert "quotes_exact (all) is 0.0 % of 1" in result.stdout


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
    result = evaluated(tmp_path, dataset, "--markdown", str(tmp_path))
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == f"waymark: {tmp_path}: Is a directory."


def test_an_unknown_split_is_wrong_usage(tmp_path: Path, dataset: Path) -> None:
    result = evaluated(tmp_path, dataset, "--split", "train")
    assert (result.exit_code, result.stdout) == (2, "")
