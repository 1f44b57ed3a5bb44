"""The `waymark bench` command: how fast and how light Waymark is beside what one would otherwise write."""

import json
from pathlib import Path
from typing import Annotated

import typer

from ui.terminal import print_json

_ROUNDS = 3


def bench(
    ctx: typer.Context,
    rounds: Annotated[int, typer.Option(min=1, max=20, help="How often each of the two is run.")] = _ROUNDS,
    passages: Annotated[
        list[int] | None,
        typer.Option(min=100, metavar="NUMBER", help="Also measure over so many composed passages; may be repeated."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Write bench.json, bench.md and the plots there.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else, on standard output.")] = False,
) -> None:
    """Measure start, memory, search, answers, ingest and load beside LangChain's usual set-up (some minutes)."""
    from eval.bench.curves import growth_svg
    from eval.bench.measure import measure
    from eval.bench.report import bench_json, bench_markdown, bench_svg, bench_tables
    from eval.golden import QUESTIONS, read_golden
    from eval.terminal import table
    from ui.building import build_if_none
    from ui.progress import shown_progress

    parts = ctx.obj
    settings = parts.read_settings()
    build_if_none(parts, settings)
    queries = list(dict.fromkeys(q.question for q in read_golden(QUESTIONS) if not q.history))
    with shown_progress() as on_event:
        found = measure(settings, queries, rounds, passages or (), on_event)
    if out:
        out.mkdir(parents=True, exist_ok=True)
        (out / "bench.json").write_text(json.dumps(bench_json(found), indent=1), encoding="utf-8")
        (out / "bench.md").write_text(bench_markdown(found), encoding="utf-8")
        (out / "bench.svg").write_text(bench_svg(found), encoding="utf-8")
        curves = growth_svg(found)
        if curves:
            (out / "growth.svg").write_text(curves, encoding="utf-8")
    if as_json:
        print_json(bench_json(found))
    else:
        from rich.console import Console

        for title, cells in bench_tables(found).items():
            Console().print(table(cells, title))
