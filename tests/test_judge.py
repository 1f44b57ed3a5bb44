import json
import logging
from dataclasses import replace
from pathlib import Path

import pytest
from commands import fake_parts, run
from endpoint import SECRET, Endpoint, serving
from fakes import FakeAssistant
from pydantic import SecretStr

from eval.consulting import Consultant
from eval.errors import GateError
from eval.gatefile import read_gates
from eval.judge import Judge, Judged, Judgement, judged, judged_json
from rag.llm import LanguageModel
from rag.records import Turn
from rag.settings import ModelSettings

ANSWER = FakeAssistant().ask("what next?")  # five sentences, the second of them without a marker


def judge_at(endpoint: Endpoint) -> Judge:
    settings = ModelSettings(openai_base_url=endpoint.url, openai_api_key=SecretStr(SECRET), waymark_model="tiny")
    return Judge(Consultant(LanguageModel(settings, seconds=20).complete))


def replying(unsupported: list[int], relevance: object) -> Endpoint:
    reply = json.dumps({"unsupported": unsupported, "relevance": relevance})
    return Endpoint(reply=lambda _: f"Here it is:\n```json\n{reply}\n```")


def test_faithfulness_is_the_share_of_sentences_that_the_quotes_support() -> None:
    with serving(replying([2], 1)) as endpoint:
        assert list(judge_at(endpoint).judgements([(ANSWER, ())])) == [Judgement(faithfulness=0.8, relevance=0.5)]


def test_the_model_sees_the_question_the_quotes_and_the_numbered_sentences() -> None:
    with serving(replying([], 2)) as endpoint:
        list(judge_at(endpoint).judgements([(ANSWER, ())]))
    lines = endpoint.prompts[0].splitlines()
    assert lines[:2] == ["Question:", "what next?"]
    assert any(
        line.startswith("[1] Sample Roadmap > Phase 1: Foundations (2 months) > What to learn:") for line in lines
    )
    assert "2. You have the Python that it takes." in lines


def test_the_model_sees_the_turns_before_a_follow_up() -> None:
    with serving(replying([], 2)) as endpoint:
        list(judge_at(endpoint).judgements([(ANSWER, [Turn("user", "I know Python.")])]))
    assert endpoint.prompts[0].startswith("Earlier:\nuser: I know Python.\n\nQuestion:\n")


def test_a_sentence_that_is_not_there_and_one_named_twice_do_not_count() -> None:
    with serving(replying([2, 2, 0, 99, -1], 2)) as endpoint:
        assert list(judge_at(endpoint).judgements([(ANSWER, ())])) == [Judgement(0.8, 1.0)]


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(Endpoint(reply=lambda _: "I think it is fine."), id="prose"),
        pytest.param(replying([], 3), id="a_grade_that_there_is_not"),
        pytest.param(Endpoint(reply=lambda _: '{"relevance": 2}'), id="half_of_it"),
        pytest.param(Endpoint(status=401), id="wrong_key"),
        pytest.param(Endpoint(body=b"<html>"), id="no_json"),
    ],
)
def test_an_endpoint_that_fails_is_asked_three_times_and_left_alone(
    broken: Endpoint, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(broken) as endpoint:
        assert list(judge_at(endpoint).judgements([(ANSWER, ())] * 5)) == [None] * 5
    assert len(endpoint.prompts) == 3
    assert SECRET not in caplog.text


def test_failures_apart_from_each_other_stop_nothing() -> None:
    replies = iter(["?", "?", '{"unsupported": [], "relevance": 2}'] * 2)
    consultant = Consultant(lambda _instructions, _text: next(replies))
    found = list(Judge(consultant).judgements([(ANSWER, ())] * 6))
    assert [j is None for j in found] == [True, True, False] * 2
    assert consultant.failures == 4
    assert "something else than the JSON" in consultant.reason


def test_an_answer_without_a_sentence_is_not_judged() -> None:
    consultant = Consultant(lambda _instructions, _text: '{"unsupported": [], "relevance": 2}')
    assert list(Judge(consultant).judgements([(replace(ANSWER, text=""), ())])) == [None]


def test_means_are_over_what_was_judged_and_name_whom_the_model_doubts() -> None:
    whole = judged(["a", "b", "c", "d"], [Judgement(1, 1), None, Judgement(0.5, 1), Judgement(1, 0)])
    assert whole == Judged(faithfulness=2.5 / 3, relevance=2 / 3, count=3, failures=1, doubted=("c", "d"))
    assert judged_json(judged(["a"], [None])) == {
        "faithfulness": None, "relevance": None, "count": 0, "failures": 1, "doubted": [],
    }  # fmt: skip


# waymark eval --judge


def test_a_judge_that_fails_is_told_without_its_key_and_changes_nothing_else(tmp_path: Path) -> None:
    question = {
        "id": "q", "split": "dev", "type": "fact", "question": "What next?", "answerable": True, "evidence": [],
        "nuggets": [["linear algebra"]],
    }  # fmt: skip
    dataset, gates = tmp_path / "q.jsonl", tmp_path / "gates.toml"
    dataset.write_text(json.dumps(question), encoding="utf-8")
    gates.write_text('[[gate]]\nmetric = "correctness"\nminimum = 1\nwhy = "w"\n', encoding="utf-8")
    asked = ("eval", "--json", "--dataset", str(dataset), "--gate", str(gates))
    with serving(Endpoint(status=401)) as endpoint:
        judged = run(fake_parts(tmp_path), *asked, "--judge", **endpoint.environment)
    report, plain = json.loads(judged.stdout), json.loads(run(fake_parts(tmp_path), *asked).stdout)
    opinion = report.pop("judged")
    assert (judged.exit_code, opinion["count"], opinion["failures"], opinion["faithfulness"]) == (0, 0, 1, None)
    assert (report["measures"], report["gates"]) == (plain["measures"], plain["gates"])
    assert (
        "waymark: The language model tiny at 127.0.0.1 answered with the status 401: the key is not accepted."
        in judged.stderr
    )
    assert SECRET not in judged.output


@pytest.mark.parametrize("metric", ["faithfulness", "relevance", "judged.faithfulness"])
def test_no_gate_can_name_what_the_judge_says(tmp_path: Path, metric: str) -> None:
    path = tmp_path / "gates.toml"
    path.write_text(f'[[gate]]\nmetric = "{metric}"\nminimum = 1\nwhy = "w"\n', encoding="utf-8")
    with pytest.raises(GateError, match=f"the metric '{metric}' is not known"):
        read_gates(path)
