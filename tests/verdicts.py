"""Verdicts on the fake's answer, changed as a test needs it."""

from dataclasses import replace
from typing import Any

from fakes import FakeAssistant

from eval.asking import Outcome
from eval.evidence import Outlines
from eval.golden import Evidence, GoldenQuestion
from eval.scoring import Scorer, Verdict

LEARN = ("Phase 1: Foundations (2 months)", "What to learn")
QUESTION = GoldenQuestion(
    id="q",
    split="dev",
    type="fact",
    question="what next?",
    answerable=True,
    evidence=(Evidence("sample", LEARN),),
    nuggets=(("linear algebra",), ("vectors", "vector spaces")),
    must_not=("rust",),
)


def question(id_: str = "q", **changes: Any) -> GoldenQuestion:
    return replace(QUESTION, id=id_, **changes)


def answered(asked: GoldenQuestion = QUESTION, assistant: FakeAssistant | None = None, **changes: Any) -> Verdict:
    """The verdict on the fake's answer to `asked`, after `changes` to the answer."""
    assistant = assistant or FakeAssistant()
    answer = replace(assistant.ask(asked.question), **changes)
    return scorer(assistant).verdict(Outcome(asked, answer, "", 1.0))


def failed(asked: GoldenQuestion) -> Verdict:
    return scorer(FakeAssistant()).verdict(Outcome(asked, None, "ZeroDivisionError: x", 1.0))


def scorer(assistant: FakeAssistant) -> Scorer:
    return Scorer(assistant, Outlines(assistant.documents(), assistant.superseded()))
