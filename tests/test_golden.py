import json
import re
from pathlib import Path
from typing import Any

import pytest

from eval.errors import GoldenError
from eval.evidence import Outlines
from eval.golden import QUESTIONS, TYPES, Evidence, GoldenQuestion, check_evidence, read_golden
from ingest.load import load
from ingest.records import Section
from ingest.settings import SHIPPED_CORPUS
from rag.records import Turn

SPLITS = ("dev", "test")
LINE: dict[str, Any] = {
    "id": "q1",
    "split": "dev",
    "type": "fact",
    "question": "Which datasets come first?",
    "answerable": True,
    "evidence": [{"document": "sample", "heading_path": ["Phase 1", "Projects"]}],
    "nuggets": [["mnist"], ["iris", "irises"]],
    "must_not": ["cifar"],
}


def written(folder: Path, *lines: Any) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("".join(f"{x if isinstance(x, str) else json.dumps(x)}\n" for x in lines), encoding="utf-8")
    return path


def without(key: str) -> dict[str, Any]:
    return {k: v for k, v in LINE.items() if k != key}


def graded(*grades: int) -> dict[str, Any]:
    (evidence,) = LINE["evidence"]
    return LINE | {"evidence": [evidence | {"grade": grade} for grade in grades]}


def section(document: str, *heading_path: str) -> Section:
    return Section(document, heading_path, 0, 0, 1, 2, "other", None, None, ())


# reading


def test_a_line_becomes_a_question_that_knows_where_it_stands(tmp_path: Path) -> None:
    path = written(tmp_path, LINE)
    (question,) = read_golden(path)
    assert question == GoldenQuestion(
        id="q1",
        split="dev",
        type="fact",
        question="Which datasets come first?",
        answerable=True,
        evidence=(Evidence("sample", ("Phase 1", "Projects")),),
        nuggets=(("mnist",), ("iris", "irises")),
        must_not=("cifar",),
    )
    assert question.place == f"{path}, line 1"


def test_history_and_must_not_may_be_left_out(tmp_path: Path) -> None:
    turns = [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "Hello."}]
    plain, follow_up = read_golden(written(tmp_path, without("must_not"), LINE | {"id": "q2", "history": turns}))
    assert (plain.must_not, plain.history) == ((), ())
    assert follow_up.history == (Turn("user", "hi"), Turn("assistant", "Hello."))


def test_evidence_is_needed_unless_its_grade_says_that_it_is_only_relevant(tmp_path: Path) -> None:
    plain, both = read_golden(written(tmp_path, LINE, graded(2, 1) | {"id": "q2"}))
    assert [e.grade for e in (*plain.evidence, *both.evidence)] == [2, 2, 1]


def test_a_draft_says_so_and_other_questions_are_none(tmp_path: Path) -> None:
    questions = read_golden(written(tmp_path, LINE, LINE | {"id": "q2", "draft": True}))
    assert [q.draft for q in questions] == [False, True]


def test_empty_lines_and_a_byte_order_mark_are_passed_over_and_lines_are_still_counted(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(LINE).encode() + b"\r\n\n" + json.dumps(LINE | {"id": "b"}).encode())
    assert [q.place.rpartition(" ")[2] for q in read_golden(path)] == ["1", "3"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        pytest.param("{", "it is not JSON", id="bad_json"),
        pytest.param('{"id": "\udcff"}', "it is not JSON", id="bytes_that_are_no_text"),
        pytest.param(
            "[", "it is not JSON (EOF while parsing a list at column 1); one question stands on a", id="a_list"
        ),
        pytest.param("id,question,answer", "it is not JSON (expected value at column 1); one question", id="csv"),
        pytest.param({"_id": "1", "text": "x"}, "it is of a collection in the form of BEIR, which", id="beir"),
        pytest.param("[1]", "the line:", id="no_object"),
        pytest.param(without("nuggets"), "the key 'nuggets' is missing", id="missing_key"),
        pytest.param(without("split"), "the key 'split' is missing", id="missing_split"),
        pytest.param(
            LINE | {"evidence": [{"document": "a"}]}, "the key 'evidence.0.heading_path' is missing", id="deep"
        ),
        pytest.param(LINE | {"mustnot": []}, "the key 'mustnot' is not known", id="unknown_key"),
        pytest.param(LINE | {"type": "facts"}, "type is 'facts'; it must be 'fact', 'what_is'", id="unknown_type"),
        pytest.param(LINE | {"split": "train"}, "split is 'train'; it must be 'dev' or 'test'", id="unknown_split"),
        pytest.param(LINE | {"nuggets": ["mnist"]}, "nuggets.0:", id="nugget_without_alternatives"),
        pytest.param(LINE | {"nuggets": [[]]}, "nuggets.0:", id="nugget_of_nothing"),
        pytest.param(LINE | {"nuggets": [[""]]}, "nuggets.0.0:", id="empty_nugget_that_any_answer_holds"),
        pytest.param(LINE | {"answerable": "yes"}, "answerable:", id="not_a_truth_value"),
        pytest.param(LINE | {"nuggets": []}, "an answerable question needs a nugget", id="any_answer_would_be_right"),
        pytest.param(graded(1), "none of its evidence is of grade 2", id="nothing_that_is_needed"),
        pytest.param(graded(3), "evidence.0.grade is 3; it must be 1 or 2", id="unknown_grade"),
        pytest.param(LINE | {"history": [{"role": "system", "content": "x"}]}, "history.0.role is 'system'", id="role"),
    ],
)
def test_a_line_that_cannot_be_taken_is_named_with_what_is_wrong(tmp_path: Path, line: Any, says: str) -> None:
    path = tmp_path / "questions.jsonl"
    text = line if isinstance(line, str) else json.dumps(line)
    path.write_bytes(f"{json.dumps(LINE | {'id': 'before'})}\n{text}\n".encode(errors="surrogateescape"))
    with pytest.raises(GoldenError) as raised:
        read_golden(path)
    assert str(raised.value).startswith(f"{path}, line 2: {says}")


def test_an_id_that_is_taken_is_named_with_both_lines(tmp_path: Path) -> None:
    path = written(tmp_path, LINE, LINE | {"id": "q2"}, LINE)
    with pytest.raises(GoldenError, match=r"line 3: the id 'q1' is taken, by .*line 1"):
        read_golden(path)


@pytest.mark.parametrize("content", ["", "\n  \n"])
def test_a_file_without_questions_is_no_dataset(tmp_path: Path, content: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(GoldenError, match="holds no questions"):
        read_golden(path)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.jsonl"):
        with pytest.raises(GoldenError, match=f"{re.escape(str(path))} cannot be read"):
            read_golden(path)


# evidence


def test_evidence_that_the_corpus_has_passes(tmp_path: Path) -> None:
    check_evidence(read_golden(written(tmp_path, LINE)), [section("sample", "Phase 1", "Projects")])


def test_a_heading_or_document_that_the_corpus_no_longer_has_is_named_with_its_question(tmp_path: Path) -> None:
    questions = read_golden(
        written(tmp_path, LINE, LINE | {"id": "q2", "evidence": [{"document": "gone", "heading_path": ["x"]}]})
    )
    with pytest.raises(GoldenError) as raised:
        check_evidence(questions, [section("sample", "Phase 1", "Project")])
    assert "q1 (" in str(raised.value)
    assert ("line 1) names the heading 'Phase 1 > Projects' in 'sample' (the nearest is 'Phase 1 > Project')") in str(
        raised.value
    )
    assert "line 2) names the document 'gone' (the nearest is 'sample')" in str(raised.value)


def test_in_a_document_without_headings_no_heading_is_near(tmp_path: Path) -> None:
    with pytest.raises(GoldenError, match=r"names the heading 'Phase 1 > Projects' in 'sample'\. Correct"):
        check_evidence(read_golden(written(tmp_path, LINE)), [section("sample")])


def test_of_much_missing_evidence_the_first_is_named_and_the_rest_counted(tmp_path: Path) -> None:
    questions = read_golden(written(tmp_path, *(LINE | {"id": f"q{n}"} for n in range(8))))
    with pytest.raises(GoldenError, match=r"q4 \(.*; and 3 more"):
        check_evidence(questions, [section("sample", "Phase 1")])


def test_the_headings_of_a_superseded_restatement_are_not_asked_for(tmp_path: Path) -> None:
    check_evidence(read_golden(written(tmp_path, LINE)), [section("original", "Phase 1")], superseded={"sample"})


# the shipped questions


def test_the_shipped_questions_rest_on_headings_that_the_shipped_corpus_has() -> None:
    documents = [load(path, shipped=True)[0] for path in sorted(SHIPPED_CORPUS.rglob("*.md"))]
    check_evidence(read_golden(QUESTIONS), Outlines(documents, {}).sections())


def test_the_shipped_questions_are_of_every_type_in_both_splits() -> None:
    questions = read_golden(QUESTIONS)
    for split in SPLITS:
        assert {q.type for q in questions if q.split == split} == set(TYPES)


def test_no_shipped_test_question_is_one_that_was_tuned_on() -> None:
    asked = {
        split: {(q.question.casefold(), q.history) for q in read_golden(QUESTIONS) if q.split == split}
        for split in SPLITS
    }
    assert not asked["dev"] & asked["test"]


def test_every_shipped_question_has_its_kept_verdict() -> None:
    lines = (QUESTIONS.parent / "verdicts.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [q.id for q in read_golden(QUESTIONS)]
