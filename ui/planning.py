"""The `waymark plan` command: the way to a goal over the weeks that it takes."""

from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.effort import HOURS_A_MONTH
from ui.options import About, Goal, Hours, Know, Lack, ProfileFile

if TYPE_CHECKING:
    from rag.plan import Plan

# The formats and what they need are imported inside the functions, so that the other commands start without them.


class Format(StrEnum):
    """How a plan is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    CSV = "csv"
    JSON = "json"
    ICS = "ics"


def plan(  # noqa: PLR0913, PLR0917 - one argument for each option
    ctx: typer.Context,
    about: About = None,
    know: Know = None,
    lack: Lack = None,
    goal: Goal = None,
    hours: Hours = None,
    profile: ProfileFile = None,
    hours_per_month: Annotated[
        float, typer.Option(help="How many hours of work a source's month is taken as.")
    ] = HOURS_A_MONTH,
    roadmap: Annotated[
        str | None, typer.Option(metavar="ID", help="Follow this roadmap alone, in its own order.")
    ] = None,
    start: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The first day; today if left out.")
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="How the plan is written.")] = Format.TEXT,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write it there; to standard output if left out.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace FILE if it is there.")] = False,
) -> None:
    """Plan the way to a goal, week by week."""
    from rag.plan import Pace
    from ui.inputs import read_question
    from ui.profiles import read_file, told_of

    if out:
        _check_free(out, overwrite=overwrite)
    pace = Pace(start.date() if start else date.today(), hours, hours_per_month)  # noqa: DTZ011 - the learner's own day
    text = read_question(about) if about else ""
    kept = read_file(profile) if profile else None
    assistant = ctx.obj.assistant()
    with told_of(profile):
        made = assistant.plan(text, know or (), lack or (), goal, pace=pace, roadmap=roadmap, profile=kept)
    written = _written(made, form).encode()
    if out:
        _write(out, written)
        typer.echo(f"The plan is in {out}.", err=True)
    else:
        typer.echo(written, nl=False)


def _written(plan: "Plan", form: Format) -> str:
    match form:
        case Format.TEXT:
            from rag.exports.text import text_of

            return text_of(plan)
        case Format.MARKDOWN:
            from rag.exports.markdown import markdown_of

            return markdown_of(plan)
        case Format.CSV:
            from rag.exports.table import csv_of

            return csv_of(plan)
        case Format.JSON:
            from rag.exports.data import json_of

            return json_of(plan)
        case Format.ICS:
            from rag.exports.ics import ics_of

            return ics_of(plan, datetime.now(UTC))


def _check_free(out: Path, *, overwrite: bool) -> None:
    from rag.errors import PlanError

    if out.exists() and not overwrite:
        raise PlanError(f"{out} is there already. Name another file with --out, or add --overwrite.")


def _write(out: Path, written: bytes) -> None:
    from rag.errors import PlanError

    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(written)
    except OSError as error:
        raise PlanError(
            f"The plan cannot be written to {out}: {error.strerror}. Name another file with --out."
        ) from None
