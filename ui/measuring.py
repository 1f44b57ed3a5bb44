"""What `waymark eval` measures: an answer to every question, and retrieval beside its rivals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from eval.asking import Outcome, ask_all
from eval.errors import RankingUnavailableError
from eval.evidence import Outlines
from eval.golden import GoldenQuestion, check_evidence
from eval.scoring import Scorer, Verdict
from ui.building import build_if_none
from ui.progress import Event

if TYPE_CHECKING:
    from eval.standings import RetrievalReport
    from ingest.settings import Settings
    from ui.parts import Parts


@dataclass(frozen=True, slots=True)
class Measured:
    """The verdict on every question, in order, and what retrieval is worth where that could be measured."""

    verdicts: tuple[Verdict, ...]
    retrieval: "RetrievalReport | None"


def measured(parts: "Parts", questions: Sequence[GoldenQuestion], on_event: Callable[[Event], None]) -> Measured:
    """Ask `questions`, once the index has what they rest on; raises WaymarkError."""
    settings = parts.read_settings()
    build_if_none(parts, settings)
    assistant = parts.open_assistant(settings)
    outlines = Outlines(assistant.documents(), assistant.superseded())
    check_evidence(questions, outlines.sections(), outlines.superseded)
    scorer = Scorer(assistant, outlines)
    outcomes, verdicts = [], []
    for number, outcome in enumerate(ask_all(questions, assistant), start=1):
        outcomes.append(outcome)
        verdicts.append(scorer.verdict(outcome))
        on_event({"stage": "asking", "done": number, "total": len(questions)})
    return Measured(tuple(verdicts), _retrieval(parts, settings, outcomes, on_event))


def _retrieval(
    parts: "Parts", settings: "Settings", outcomes: Sequence[Outcome], on_event: Callable[[Event], None]
) -> "RetrievalReport | None":
    """What retrieval is worth; None where no question rests on evidence, or rankings cannot be measured here."""
    if not any(outcome.question.evidence for outcome in outcomes):
        return None
    try:
        return parts.measure_retrieval(settings, outcomes, on_event)
    except RankingUnavailableError as error:
        typer.echo(f"Retrieval is not measured. {error}", err=True)
        return None
