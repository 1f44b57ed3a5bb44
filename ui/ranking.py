"""The `waymark eval retrieval` command: Waymark's search beside others, on golden questions or a public collection."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from ui.terminal import Page, print_json

if TYPE_CHECKING:
    from eval.golden import GoldenQuestion
    from eval.standings import RetrievalReport
    from ui.parts import Parts

# The eval package is imported inside the functions, so that the other commands start without it.


def retrieval(  # noqa: PLR0913, PLR0917 - one argument for each option
    ctx: typer.Context,
    beir: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="A collection in BEIR's format; the golden questions if left out."),
    ] = None,
    dataset: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Golden questions; those shipped with Waymark if left out.")
    ] = None,
    split: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Golden questions: dev, test or all. FOLDER: a file of qrels, usually test."),
    ] = None,
    run_dir: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Write the judgements and every run there, as TREC has them.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else, on standard output.")] = False,
) -> None:
    """Measure retrieval beside its parts and other systems, on a collection of yours or on golden questions."""
    if beir and dataset:
        raise typer.BadParameter("give either --beir or --dataset", param_hint="--dataset")
    from eval.standings import report_json
    from eval.trec import write_trec

    report = _on_collection(ctx.obj, beir, split or "test") if beir else _on_golden(ctx.obj, dataset, split or "all")
    if run_dir:
        write_trec(run_dir, report)
    if as_json:
        print_json(report_json(report))
    else:
        _print(report)


def _on_collection(parts: "Parts", folder: Path, split: str) -> "RetrievalReport":
    from eval.beir import read_beir
    from eval.collection import measure_collection
    from eval.ranking import check_available
    from ingest.export import open_embedder
    from ui.progress import shown_progress

    check_available()
    collection = read_beir(folder, split)
    settings = parts.read_settings()
    with shown_progress() as on_event:
        on_event({"stage": "model"})
        embedder = open_embedder(settings.embedder, settings.models)
        return measure_collection(collection, embedder, on_event)


def _on_golden(parts: "Parts", dataset: Path | None, split: str) -> "RetrievalReport":
    from eval.asking import ask_all
    from eval.evidence import Outlines
    from eval.golden import check_evidence
    from eval.ranking import check_available
    from ui.building import build_if_none
    from ui.progress import shown_progress

    check_available()
    questions = _questions(dataset, split)
    settings = parts.read_settings()
    build_if_none(parts, settings)
    assistant = parts.open_assistant(settings)
    outlines = Outlines(assistant.documents(), assistant.superseded())
    check_evidence(questions, outlines.sections(), outlines.superseded)
    outcomes = []
    with shown_progress() as on_event:
        for number, outcome in enumerate(ask_all(questions, assistant), start=1):
            outcomes.append(outcome)
            on_event({"stage": "asking", "done": number, "total": len(questions)})
        return parts.measure_retrieval(settings, outcomes, on_event)


def _questions(dataset: Path | None, split: str) -> "list[GoldenQuestion]":
    """The questions of the split that rest on evidence; those that rest on none have nothing to be found."""
    from eval.errors import GoldenError
    from eval.golden import QUESTIONS, Split, read_golden

    if split not in {"all", *get_args(Split)}:
        raise typer.BadParameter(f"it must be {', '.join(get_args(Split))} or all", param_hint="--split")
    path = dataset or QUESTIONS
    questions = [q for q in read_golden(path) if q.evidence and split in {"all", q.split}]
    if not questions:
        raise GoldenError(f"{path} holds no question of that split with evidence. Choose another one with --split.")
    return questions


def _print(report: "RetrievalReport") -> None:
    from ui.standings import overview, versus

    page = Page()
    page.console.print(overview(report))
    for metric in dict.fromkeys((report.metrics[0], "nDCG@10")):
        page.console.print(versus(report, metric))
