"""The opinion of a language model, where `waymark eval --judge` asks for one."""

from collections.abc import Callable, Sequence

import typer

from eval.consulting import Consultant
from eval.errors import EvalError
from eval.judge import Judge, Judged, judged
from eval.scoring import Verdict
from rag.llm import LanguageModel, open_model
from rag.settings import read_model_settings
from ui.progress import Event


def open_judge() -> LanguageModel:
    """The language model that the environment names; raises EvalError where it names none."""
    model = open_model(read_model_settings())
    if model is None:
        raise EvalError(
            "No language model is set to judge the answers. Set WAYMARK_MODEL, and OPENAI_BASE_URL or OPENAI_API_KEY; "
            "or leave --judge out."
        )
    return model


def judged_by(model: LanguageModel, verdicts: Sequence[Verdict], on_event: Callable[[Event], None]) -> Judged:
    """What the model makes of every answer that does not abstain; why it failed, where it did, is told."""
    asked = [(v.question, v.answer) for v in verdicts if v.answer and not v.answer.abstained]
    consultant = Consultant(model.complete)
    found = []
    for judgement in Judge(consultant).judgements((answer, question.history) for question, answer in asked):
        found.append(judgement)
        on_event({"stage": "judging", "done": len(found), "total": len(asked)})
    if consultant.reason:
        typer.echo(f"waymark: {consultant.reason}", err=True)
    return judged([question.id for question, _ in asked], found)
