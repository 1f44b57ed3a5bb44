"""The `waymark eval` command: ask the golden questions, report what the answers are worth, hold them to the gates."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.drafting import make_questions
from ui.terminal import Page, print_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.golden import GoldenQuestion
    from eval.report import Report
    from eval.scoring import Verdict
    from ui.parts import Parts

# The eval package is imported inside the functions, so that the other commands start without it.

app = typer.Typer(help="Ask the golden questions and score the answers.")
app.command("make-questions")(make_questions)


class Split(StrEnum):
    """Which questions to ask."""

    DEV = "dev"
    TEST = "test"
    ALL = "all"


@app.callback(invoke_without_command=True)
def evaluate(  # noqa: PLR0913, PLR0917 - one argument for each option
    ctx: typer.Context,
    dataset: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Golden questions; those shipped with Waymark if left out.")
    ] = None,
    split: Annotated[Split, typer.Option(help="Which of them to ask.")] = Split.ALL,
    gate: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Exit with 1 when a measure misses what this file asks for.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else, on standard output.")] = False,
    markdown: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the report for a pull request.")] = None,
    verdicts: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write one JSON line for each question, its answer included.")
    ] = None,
) -> None:
    """Ask the golden questions and score the answers."""
    if ctx.invoked_subcommand:
        return
    from eval.gates import check_splits, read_gates
    from eval.golden import QUESTIONS, read_golden
    from eval.report import make_report, report_json
    from eval.report import markdown as as_markdown

    path = dataset or QUESTIONS
    questions = [q for q in read_golden(path) if split in {Split.ALL, q.split}]
    gates = read_gates(gate) if gate else ()
    check_splits(gates, [q.split for q in questions])
    report = make_report(path.name, _verdicts(ctx.obj, path, questions), gates)
    if verdicts:
        _write(verdicts, "".join(f"{line}\n" for line in _verdict_lines(report.verdicts)))
    if markdown:
        _write(markdown, as_markdown(report))
    if as_json:
        print_json(report_json(report))
    else:
        _print(report)
    if report.failing:
        raise typer.Exit(1)


def _verdicts(parts: "Parts", path: Path, questions: "Sequence[GoldenQuestion]") -> "list[Verdict]":
    """The verdict on every question, once the index is there and has what the questions rest on."""
    from eval.asking import ask_all
    from eval.errors import GoldenError
    from eval.evidence import Outlines
    from eval.golden import check_evidence
    from eval.scoring import Scorer
    from ui.building import build_if_none
    from ui.progress import shown_progress

    if not questions:
        raise GoldenError(f"{path} holds no question of that split. Choose another one with --split.")
    settings = parts.read_settings()
    build_if_none(parts, settings)
    assistant = parts.open_assistant(settings)
    outlines = Outlines(assistant.documents(), assistant.superseded())
    check_evidence(questions, outlines.sections(), outlines.superseded)
    scorer = Scorer(assistant, outlines)
    found = []
    with shown_progress() as on_event:
        for number, outcome in enumerate(ask_all(questions, assistant), start=1):
            found.append(scorer.verdict(outcome))
            on_event({"stage": "asking", "done": number, "total": len(questions)})
    return found


def _verdict_lines(verdicts: "Sequence[Verdict]") -> list[str]:
    from eval.report import verdict_json

    return [json.dumps(verdict_json(v), ensure_ascii=False) for v in verdicts]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _print(report: "Report") -> None:
    from eval.report import failing_lines, gate_table, measure_table

    page = Page()
    page.console.print(measure_table(report))
    if report.rows:
        page.console.print(gate_table(report))
    for line in failing_lines(report):
        page.line(line, style="red")
    if report.wrong:
        page.line(f"Wrong: {', '.join(report.wrong)}.")
    for id_, error in report.failures.items():
        page.line(f"Failed: {id_}, {error}", style="red")
