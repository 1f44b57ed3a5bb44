"""The `waymark eval` command: ask the golden questions, report what the answers are worth, hold them to the gates."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.comparing import compare
from ui.drafting import make_questions
from ui.ranking import retrieval
from ui.terminal import Page, print_json

if TYPE_CHECKING:
    from eval.report import Report

# The eval package is imported inside the functions, so that the other commands start without it.

app = typer.Typer(help="Ask the golden questions and score the answers.")
app.command()(compare)
app.command("make-questions")(make_questions)
app.command()(retrieval)


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
    report: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Write the report there: HTML, Markdown, JUnit and JSON.")
    ] = None,
    verdicts: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write one JSON line for each question, its answer included.")
    ] = None,
    write_baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what later runs are to be no worse than.")
    ] = None,
    judge: Annotated[
        bool, typer.Option("--judge", help="Also send the answers to a language model for its opinion.")
    ] = False,
) -> None:
    """Ask the golden questions, measure answers and retrieval, and hold them to gates."""
    if ctx.invoked_subcommand:
        return
    from eval.data import record_of, report_json, verdict_json
    from eval.errors import GoldenError
    from eval.gatefile import read_gates
    from eval.gates import Gates, check_splits
    from eval.golden import QUESTIONS, read_golden
    from eval.record import write_baseline as write_record
    from eval.report import make_report
    from ui.judging import judged_by, open_judge
    from ui.measuring import measured
    from ui.progress import shown_progress

    path = dataset or QUESTIONS
    questions = [q for q in read_golden(path) if split in {Split.ALL, q.split}]
    gates = read_gates(gate) if gate else Gates()
    check_splits(gates, [q.split for q in questions])
    if not questions:
        raise GoldenError(f"{path} holds no question of that split. Choose another one with --split.")
    model = open_judge() if judge else None
    with shown_progress() as on_event:
        found = measured(ctx.obj, questions, on_event)
        opinion = judged_by(model, found.verdicts, on_event) if model else None
    made = make_report(path.name, found.verdicts, gates, found.retrieval, opinion)
    if verdicts:
        _write(verdicts, "".join(f"{json.dumps(verdict_json(v), ensure_ascii=False)}\n" for v in made.verdicts))
    if report:
        _write_report(made, report)
    if write_baseline:
        write_record(record_of(made), write_baseline)
    if as_json:
        print_json(report_json(made))
    else:
        _print(made)
    if made.failing:
        raise typer.Exit(1)


def _write_report(report: "Report", folder: Path) -> None:
    from eval.data import report_json
    from eval.junit import junit
    from eval.markdown import markdown
    from eval.page import page

    _write(folder / "report.json", json.dumps(report_json(report), indent=1, ensure_ascii=False) + "\n")
    _write(folder / "report.md", markdown(report))
    _write(folder / "report.xml", junit(report))
    _write(folder / "report.html", page(report))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _print(report: "Report") -> None:
    from eval.cells import failing_lines, judged_lines, turned_lines
    from eval.terminal import tables

    page = Page()
    page.line(f"{report.asked}.")
    for table in tables(report):
        page.console.print(table)
    for line in failing_lines(report):
        page.line(line, style="red")
    for line in (*turned_lines(report), *judged_lines(report)):
        page.line(line)
    if report.wrong:
        page.line(f"Wrong: {', '.join(report.wrong)}.")
    for id_, error in report.failures.items():
        page.line(f"Failed: {id_}, {error}", style="red")
