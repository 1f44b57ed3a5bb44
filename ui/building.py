"""Building the index from the command line: with progress, then a report."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from ingest.errors import NoIndexError, StaleIndexError
from ui.progress import shown_progress
from ui.terminal import Page

if TYPE_CHECKING:
    from ingest.records import Failure, IngestReport
    from ingest.settings import Settings
    from ui.parts import Parts

_NOT_READ = "Not read:"


def build(parts: "Parts", settings: "Settings", paths: Sequence[Path] = (), **options: Any) -> "IngestReport":
    """Run an ingest and show its progress; the options are those of `ingest.pipeline.ingest`. Raises WaymarkError."""
    with shown_progress() as on_event:
        return parts.ingest(settings, paths, on_event=on_event, **options)


def build_if_none(parts: "Parts", settings: "Settings") -> None:
    """Build the index where there is none that can be read and asked here, saying so; raises WaymarkError.

    Where several machines share one, it is brought from there.
    """
    if not _is_ready(settings):
        _bring(settings)
    if not _is_ready(settings):
        typer.echo("There is no index that this Waymark reads yet; building it first.", err=True)
        build(parts, settings)


def _bring(settings: "Settings") -> None:
    from ingest.pull import pull
    from ingest.shared import shared_folder

    shared = shared_folder(settings)
    if shared:
        pull(settings, shared)


def _is_ready(settings: "Settings") -> bool:
    """Whether there is an index of a schema that is read here, and the model to ask it; raises DamagedIndexError."""
    from ingest.embed import ModelCard, model_folder
    from ingest.generation import current, read_manifest  # NumPy and onnxruntime come with it

    try:
        read_manifest(current(settings.home))
    except (NoIndexError, StaleIndexError):
        return False
    card = ModelCard.read(model_folder(settings.models, settings.embedder))
    return card is not None and card.is_of_now


def failed_paths(report: "IngestReport", paths: Sequence[Path]) -> "list[Failure]":
    """The failures at or under one of `paths`; those of paths added earlier are reported and do not count."""
    given = [path.resolve() for path in paths]
    return [f for f in report.failures if any(Path(f.source).resolve().is_relative_to(path) for path in given)]


def print_report(report: "IngestReport") -> None:
    """Print what the ingest did, one fact a line."""
    page = Page()
    verdict, *lines = report_lines(report)
    page.line(verdict, style="bold")
    for line in lines:
        page.line(line, style="red" if line.startswith(_NOT_READ) else "")


def report_lines(report: "IngestReport") -> list[str]:
    """What the ingest did, one fact a line, the verdict first."""
    lines = [
        _verdict(report),
        f"Documents: {_counts(report.documents)}.",
        f"Chunks: {_counts(report.chunks)}; {report.embedded} {'to embed' if report.dry_run else 'embedded'}.",
    ]
    if report.repairs:
        lines.append(f"Repairs: {', '.join(f'{name} {times}' for name, times in sorted(report.repairs.items()))}.")
    for restatement, original in sorted(report.superseded.items()):
        lines.append(f"The original {original} takes the place of the restatement {restatement}.")
    return [*lines, *(f"{_NOT_READ} {_reason(failure)}" for failure in report.failures)]


def _verdict(report: "IngestReport") -> str:
    if report.dry_run:
        return f"Dry run, nothing was written: {report.seconds:.1f} s."
    return f"Index {report.generation} is in use: {report.seconds:.1f} s."


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts.items())


def _reason(failure: "Failure") -> str:
    """The reason, with the source before it unless it says so itself."""
    return failure.reason if failure.reason.startswith(failure.source) else f"{failure.source}: {failure.reason}"
