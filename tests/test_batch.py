import io
import json
from pathlib import Path
from typing import Any

from commands import fake_parts, run
from fakes import FakeAssistant

from rag.records import Turn
from ui.batch import answer_batch


def batch(text: str | bytes, assistant: FakeAssistant | None = None) -> list[dict[str, Any]]:
    data = text.encode() if isinstance(text, str) else text
    return list(answer_batch(io.BytesIO(data), assistant or FakeAssistant(), 10))  # type: ignore[arg-type]


def test_each_question_gets_an_answer_with_its_id_in_order() -> None:
    answers = batch('{"id": "q2", "question": "one"}\n{"id": "q1", "question": "two"}\n')
    assert [(a["id"], a["question"], a["abstained"]) for a in answers] == [("q2", "one", False), ("q1", "two", False)]


def test_history_is_passed_on_and_unknown_fields_are_ignored() -> None:
    assistant = FakeAssistant()
    batch(
        '{"id": "a", "question": "q", "history": [{"role": "user", "content": "hi"}], "profile": {}, "x": 1}',
        assistant,
    )
    batch('{"id": "a", "question": "q", "history": null}', assistant)
    assert assistant.asked == [("q", (Turn("user", "hi"),)), ("q", ())]


def test_a_profile_is_told_as_the_learners_first_words() -> None:
    assistant = FakeAssistant()
    batch(
        '{"id": "a", "question": "q", "profile": {"known": ["Python", 3], "goal": "NLP", "hours_per_week": 5}}',
        assistant,
    )
    batch('{"id": "b", "question": "q", "profile": "a beginner"}', assistant)
    assert assistant.asked == [("q", (Turn("user", "I know Python. My goal is NLP."),)), ("q", ())]


def test_a_line_that_cannot_be_taken_is_answered_with_the_reason_and_stops_nothing() -> None:
    answers = batch(
        b'{"id": "a", "question": \n'
        b"\xff\n"
        b"[1]\n"
        b'{"id": "d"}\n'
        b'{"id": "e", "question": "broken"}\n'
        b'{"id": "f", "question": "x", "history": [{"role": "system", "content": "x"}]}\n'
        b'{"id": "g", "question": "fine"}\n'
    )
    assert [a["id"] for a in answers] == ["line 1", "line 2", "line 3", "d", "e", "f", "g"]
    assert [a["abstained"] for a in answers] == [True] * 6 + [False]
    assert "line 1 is not JSON" in answers[0]["text"]
    assert "line 2 is not JSON" in answers[1]["text"]
    assert "line 3 is not a JSON object" in answers[2]["text"]
    assert "line 4 has no question" in answers[3]["text"]
    assert answers[4]["text"] == "The question is too long. Ask it in fewer than 2000 characters."
    assert answers[5]["text"] == "The history of line 6, entry 1: its role must be user or assistant."
    assert answers[4].keys() == answers[6].keys()


def test_empty_lines_and_a_byte_order_mark_are_passed_over() -> None:
    assert [a["id"] for a in batch(b'\xef\xbb\xbf{"id": 7, "question": "x"}\n\n  \r\n{"question": "y"}\r\n')] == [
        7,
        "line 4",
    ]


def test_a_file_that_could_be_read_ends_with_0_and_only_json_on_standard_output(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text('{"id": "a", "question": "x\\ud800"}\nnonsense\n', encoding="utf-8")
    result = run(fake_parts(tmp_path), "ask", "--batch", str(path))
    assert result.exit_code == 0
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a", "line 2"]


def test_questions_come_from_standard_input_too(tmp_path: Path) -> None:
    result = run(fake_parts(tmp_path), "ask", "--batch", "-", given='{"id": "a", "question": "x"}')
    assert json.loads(result.stdout)["id"] == "a"


def test_a_file_that_cannot_be_read_ends_with_1(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none"):
        result = run(fake_parts(tmp_path), "ask", "--batch", str(path))
        assert (result.exit_code, result.stdout) == (1, "")
        assert f"waymark: {path} cannot be read" in result.stderr


def test_an_empty_file_gives_no_answers(tmp_path: Path) -> None:
    result = run(fake_parts(tmp_path), "ask", "--batch", "-", given="")
    assert (result.exit_code, result.stdout) == (0, "")


def test_answers_are_made_as_questions_arrive() -> None:
    assistant = FakeAssistant()
    answers = answer_batch(iter([b'{"question": "one"}', b'{"question": "two"}']), assistant, 10)  # type: ignore[arg-type]
    next(answers)
    assert [question for question, _ in assistant.asked] == ["one"]
