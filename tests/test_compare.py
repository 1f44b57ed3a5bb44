"""Two runs side by side, by the command line as people use it and over records small enough to be worked by hand."""

import json
from pathlib import Path
from typing import Any

import pytest
from commands import fake_parts, run
from typer.testing import Result

from eval.compare import compare
from eval.errors import RecordError
from eval.record import Asked, Record, Recorded, read_record, write_baseline


def record(right: str, *, wrong: str = "", with_scores: bool = True, precision: float = 0.9) -> Record:
    """A run in which the questions of `right` (a letter each) were answered rightly, and those of `wrong` not."""
    asked = [
        Asked(id_, "fact", "dev", id_ in right, {"correctness": float(id_ in right)} if with_scores else {})
        for id_ in sorted(right + wrong)
    ]
    share = len(right) / len(asked)
    measures = {
        "correctness": Recorded(share, share - 0.1, share + 0.1, len(asked), "share", fewer_is_better=False),
        "false_abstention": Recorded(1 - precision, 0.0, 0.2, len(asked), "share", fewer_is_better=True),
        "failures": Recorded(0.0, None, None, len(asked), "number", fewer_is_better=True),
    }
    return Record("golden.jsonl", {"all": measures}, asked)


def compared(folder: Path, before: Record, after: Record, *arguments: str) -> Result:
    write_baseline(before, folder / "a.json")
    write_baseline(after, folder / "b.json")
    return run(fake_parts(folder), "eval", "compare", str(folder / "a.json"), str(folder / "b.json"), *arguments)


def test_what_moved_is_told_with_its_p_value() -> None:
    # Three questions turned right and none wrong: of the 8 ways to swap them, 2 are as far apart.
    found = compare(record("ab", wrong="cde"), record("abcde"))
    (change,) = found.changes
    assert (change.metric, change.before, change.after, change.is_better) == ("correctness", 0.4, 1.0, True)
    assert change.p_value == 2 / 8
    assert (found.turned_right, found.turned_wrong) == (("c", "d", "e"), ())


def test_where_fewer_is_better_a_rise_is_worse() -> None:
    (change,) = compare(record("ab"), record("ab", precision=0.8)).changes
    assert (change.metric, change.is_better, change.p_value) == ("false_abstention", False, None)


def test_questions_that_only_one_run_asked_are_named_and_not_paired() -> None:
    found = compare(record("ab", wrong="c"), record("bc", wrong="d"))
    assert (found.only_before, found.only_after) == (("a",), ("d",))
    assert (found.turned_right, found.turned_wrong) == (("c",), ())


def test_runs_without_a_question_in_common_cannot_be_compared() -> None:
    with pytest.raises(RecordError, match="no question in common"):
        compare(record("a"), record("b"))


def test_the_command_prints_what_moved_and_what_turned(tmp_path: Path) -> None:
    result = compared(tmp_path, record("ab", wrong="cde"), record("acde", wrong="b"))
    assert result.exit_code == 0
    assert "correctness all 40.0 % 80.0 % +40.0 % - better" in " ".join(result.stdout.split())
    assert "Turned right: c, d, e." in result.stdout
    assert "Turned wrong: b." in result.stdout
    assert "No measure moved." in compared(tmp_path, record("ab"), record("ab")).stdout


def test_the_command_prints_json(tmp_path: Path) -> None:
    found = json.loads(compared(tmp_path, record("ab", wrong="c"), record("abc"), "--json").stdout)
    assert found["turned_right"] == ["c"]
    assert [(c["metric"], c["is_better"]) for c in found["changes"]] == [("correctness", True)]


# reading


def test_a_baseline_is_read_as_it_was_written_but_for_scores(tmp_path: Path) -> None:
    path = tmp_path / "new" / "base.json"
    write_baseline(record("ab", wrong="c"), path)
    assert read_record(path) == record("ab", wrong="c", with_scores=False)


def test_a_baseline_has_a_line_for_each_measure_and_each_question(tmp_path: Path) -> None:
    write_baseline(record("ab", wrong="c"), tmp_path / "base.json")
    lines = (tmp_path / "base.json").read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith('{"id": ') for line in lines) == 3
    assert sum('"value": ' in line for line in lines) == 3


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("{", "is not one that waymark eval wrote: Invalid JSON"),
        ('{"measures": {}}', "is not one that waymark eval wrote: dataset: Field required"),
        ('{"dataset": "x", "measures": {"all": {"correctness": 0.5}}, "asked": []}', "measures.all.correctness: "),
        ('{"format": "other 2", "dataset": "x", "measures": {}, "asked": []}', "has the format 'other 2'"),
    ],
)
def test_a_file_of_another_form_is_named_with_what_is_wrong(tmp_path: Path, data: str, says: str) -> None:
    (tmp_path / "a.json").write_text(data, encoding="utf-8")
    result = run(fake_parts(tmp_path), "eval", "compare", str(tmp_path / "a.json"), str(tmp_path / "a.json"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{tmp_path / 'a.json'}, the report, " in result.stderr
    assert says in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    result: Any = run(fake_parts(tmp_path), "eval", "compare", "none.json", "none.json")
    assert (result.exit_code, result.stderr) == (
        1,
        "waymark: none.json, the report, cannot be read: No such file or directory. Check the path.\n",
    )
