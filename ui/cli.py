"""The `waymark` command: each command reads its options, calls one function and prints what comes back."""

import json
import os
import sys
from dataclasses import asdict, replace
from typing import Annotated

import typer

from rag.bounds import USUAL_PASSAGES
from ui import evaluating
from ui.benching import bench
from ui.group import Group
from ui.options import About, Goal, Hours, Know, Lack, ProfileFile
from ui.parts import REAL, Parts
from ui.planning import plan
from ui.serving import keys, mcp, serve
from ui.terminal import one_line, print_json

# Everything else is imported inside the command that needs it, so that each one starts as fast as it can.

Json = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else, on standard output.")]
Passages = Annotated[int, typer.Option("--k", min=1, max=50, help="How many passages to retrieve.")]


_COMMAND_NAMES = {"next_step": "next"}  # which Python knows as a function of its own


def make_app(parts: Parts) -> typer.Typer:
    """The command line, made of `parts`."""
    app = typer.Typer(
        cls=Group, no_args_is_help=True, context_settings={"obj": parts, "help_option_names": ["-h", "--help"]}
    )
    app.callback()(waymark)
    asking, looking = (ask, next_step, plan, compare, search), (topics, sources, show)
    for command in (*asking, *looking, ingest, chat, serve, mcp, doctor, bench):
        app.command(_COMMAND_NAMES.get(command.__name__))(command)
    app.add_typer(keys, name="keys")
    app.add_typer(evaluating.app, name="eval")
    return app


def main() -> None:
    """Run the `waymark` command."""
    for name in ("stdout", "stderr"):
        # Closed by whoever started this, it is none; and the next file that is opened would get its number.
        stream = getattr(sys, name) or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - for good
        stream.reconfigure(errors="replace")  # a letter that the terminal lacks is no reason to fail
        setattr(sys, name, stream)
    make_app(REAL)(prog_name="waymark")


def _print_version(wanted: bool) -> None:
    if wanted:
        from ui.packages import version

        typer.echo(f"waymark {version()}")
        raise typer.Exit


def waymark(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """What should I learn next? Answers from published AI-engineer roadmaps, with citations that can be checked."""


def ask(  # noqa: PLR0913, PLR0917 - one argument for each option
    ctx: typer.Context,
    question: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help="The question; - reads it from standard input.")
    ] = None,
    batch: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Answer a file of JSON lines: id, question, history; - is standard input."),
    ] = None,
    history: Annotated[
        str | None, typer.Option(metavar="FILE", help="A JSON list of the earlier turns, each with role and content.")
    ] = None,
    k: Passages = USUAL_PASSAGES,
    as_json: Json = False,
) -> None:
    """Answer a question, with citations."""
    if (question is None) == (batch is None):
        raise typer.BadParameter("give either a question or --batch FILE", param_hint="QUESTION")
    if batch is not None and history is not None:
        raise typer.BadParameter("in a batch, each line holds its own history", param_hint="--history")
    if batch is not None:
        _ask_batch(ctx.obj, batch, k)
    elif question is not None:
        _ask_one(ctx.obj, question, history, k, as_json=as_json)


def _ask_batch(parts: Parts, batch: str, k: int) -> None:
    from ui.batch import answer_batch
    from ui.inputs import opened

    with opened(batch) as lines:
        for answer in answer_batch(lines, parts.assistant(), k):
            typer.echo(json.dumps(answer))


def _ask_one(parts: Parts, question: str, history: str | None, k: int, *, as_json: bool) -> None:
    from rag.records import answer_json
    from ui.answers import print_answer
    from ui.inputs import read_history, read_question

    question = read_question(question)
    turns = read_history(history) if history is not None else ()
    assistant = parts.assistant()
    answer = assistant.ask(question, turns, k)
    if answer.degraded:
        typer.echo(f"waymark: {one_line(answer.degraded)}", err=True)
    if as_json:
        print_json(answer_json(answer))
    else:
        print_answer(answer, assistant)


def next_step(  # noqa: PLR0913, PLR0917 - one argument for each option
    ctx: typer.Context,
    about: About = None,
    know: Know = None,
    lack: Lack = None,
    goal: Goal = None,
    hours: Hours = None,
    profile: ProfileFile = None,
    save: Annotated[bool, typer.Option("--save", help="Keep in the --profile FILE what is understood of you.")] = False,
    as_json: Json = False,
) -> None:
    """Say what to learn next, and why."""
    from ui.answers import print_answer
    from ui.inputs import read_question
    from ui.profiles import read_file, told_of, write_file

    if save and profile is None:
        raise typer.BadParameter("name the file with --profile FILE", param_hint="--save")
    kept = read_file(profile, may_lack=save) if profile else None
    assistant = ctx.obj.assistant()
    with told_of(profile):
        answer = assistant.next_step(
            read_question(about) if about else "", know or (), lack or (), goal, hours=hours, profile=kept
        )
    if save and profile and answer.plan and answer.plan["profile"]:
        write_file(profile, answer.plan["profile"])
    if as_json:
        from rag.exports.step import step_json

        print_json(step_json(answer))
    else:
        print_answer(answer, assistant)


def compare(
    ctx: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="TOPIC", help="Topics; without any, all that have a stage."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Set the roadmaps side by side, and say where they disagree."""
    from rag.exports.comparison import comparison_json
    from ui.roadmaps import print_comparison

    comparison = ctx.obj.assistant().compare(names or ())
    if as_json:
        print_json(comparison_json(comparison))
    else:
        print_comparison(comparison)


def topics(
    ctx: typer.Context,
    topic: Annotated[str | None, typer.Argument(help="A topic; without one, all topics and goals.")] = None,
    edges: Annotated[
        bool, typer.Option("--edges", help="List what each topic requires instead, and which roadmaps back that.")
    ] = False,
    as_json: Json = False,
) -> None:
    """List the topics and goals that Waymark knows by name, or say who teaches one of them."""
    from rag.exports.topics import teaching_json, topics_json
    from ui.steps import edges_json, print_edges, print_teaching, print_topics

    if topic and edges:
        raise typer.BadParameter("lists all topics, so leave out TOPIC", param_hint="--edges")
    assistant = ctx.obj.assistant()
    if topic:
        teaching = teaching_json(assistant.teaching(topic))
        print_json(teaching) if as_json else print_teaching(teaching, {d.id: d.short for d in assistant.documents()})
        return
    if edges:
        found = assistant.edges()
        print_json(edges_json(found)) if as_json else print_edges(found)
        return
    known = assistant.topics()
    if as_json:
        print_json(topics_json(known))
    else:
        print_topics(known)


def search(
    ctx: typer.Context,
    query: Annotated[str, typer.Argument(help="What to look for.")],
    k: Passages = USUAL_PASSAGES,
    as_json: Json = False,
) -> None:
    """List the passages that best fit a query."""
    from rag.records import passage_json
    from ui.tables import print_passages

    passages, notice = ctx.obj.assistant().search_noted(query, k)
    if notice:
        typer.echo(f"waymark: {notice}", err=True)
    if as_json:
        print_json([passage_json(p) for p in passages])
    else:
        print_passages(passages)


def sources(ctx: typer.Context, as_json: Json = False) -> None:
    """List the documents of the index."""
    from rag.exports.documents import source_json
    from ui.tables import print_sources

    assistant = ctx.obj.assistant()
    documents, superseded = assistant.documents(), assistant.superseded()
    if as_json:
        print_json([source_json(d, superseded) for d in documents])
    else:
        print_sources(documents, superseded)


def show(
    ctx: typer.Context,
    document_id: Annotated[str, typer.Argument(help="An id that `waymark sources` lists.")],
    as_json: Json = False,
) -> None:
    """Print a document's stored text, which the offsets of citations refer to."""
    from rag.exports.documents import document_json

    document = ctx.obj.assistant().document(document_id)
    if as_json:
        print_json(document_json(document))
    else:
        typer.echo(document.text.encode(), nl=False)  # as bytes, so that no line ending is changed on the way


def ingest(  # noqa: PLR0913, PLR0917 - one argument for each option
    ctx: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH|URL",
            help="Files and folders to add, and to keep up to date from now on; web pages to fetch and add.",
        ),
    ] = None,
    forget: Annotated[
        list[str] | None,
        typer.Option(metavar="PATH|URL", help="Take out what was added under that name; may be given again."),
    ] = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Take nothing over from the index in use.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change; fetch nothing.")] = False,
    refresh_resources: Annotated[
        bool,
        typer.Option(
            "--refresh-resources",
            help="Only look up what the corpus links to, and draft summaries for review; --rebuild asks for all anew.",
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Build the index, or bring it up to date."""
    if refresh_resources:
        from ui import refreshing

        if names or forget or dry_run:
            raise typer.BadParameter("it goes with --rebuild and --json alone", param_hint="--refresh-resources")
        refreshing.refresh_resources(ctx.obj, ctx.obj.read_settings(), anew=rebuild, as_json=as_json)
        return
    from ui.building import build, failed_paths, print_report
    from ui.fetching import discard, fetched, kept_as

    settings = ctx.obj.read_settings()
    gone = [kept_as(settings.home, name) for name in forget or ()]
    paths, failures = fetched(ctx.obj, settings.home, names or (), dry_run=dry_run)
    report = build(ctx.obj, settings, paths, forget=gone, dry_run=dry_run, rebuild=rebuild)
    if not dry_run:
        discard(settings.home, forget or ())
    report = replace(report, failures=(*failures, *report.failures))
    if as_json:
        print_json(asdict(report))
    else:
        print_report(report)
    if failures or failed_paths(report, paths):
        raise typer.Exit(1)


def chat(
    ctx: typer.Context, port: Annotated[int, typer.Option(min=1, max=65535, help="Where to serve it.")] = 8501
) -> None:
    """Serve the chat page, building the index first where there is none."""
    from ui.chat import chat as serve

    raise typer.Exit(serve(ctx.obj, port))


def doctor(ctx: typer.Context, as_json: Json = False) -> None:
    """Say what is installed, where things are, and what needs doing."""
    from ui.doctor import examine, findings_json, print_findings

    findings = examine(ctx.obj, os.environ)
    if as_json:
        print_json(findings_json(findings))
    else:
        print_findings(findings)
    if any(f.remedy for f in findings):
        raise typer.Exit(1)
