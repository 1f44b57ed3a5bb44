"""Looking after an installation: what is there, and the one thing to do about what is not."""

import os
import platform
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.errors import SettingsError, WaymarkError
from rag.running import run
from ui.elsewhere import elsewhere
from ui.finding import Finding
from ui.packages import needed_packages, version
from ui.terminal import Page, one_line

if TYPE_CHECKING:
    from ingest.settings import Settings
    from ui.parts import Parts

_REINSTALL = "Run `make install`."
_LEAST_SPACE = 500_000_000  # bytes: three generations, the exported model and room to write the next


def examine(parts: "Parts", environment: Mapping[str, str]) -> list[Finding]:
    """Everything looked at, in order; never raises a WaymarkError, because that is what people call a doctor for."""
    findings = [
        Finding("waymark", version()),
        Finding("python", f"{platform.python_version()} on {platform.platform()}"),
        _packages(),
    ]
    try:
        settings = parts.read_settings()
    except WaymarkError as error:
        findings.append(Finding("settings", "not usable", one_line(str(error))))
    else:
        findings += [_home(settings.home), _corpus(settings.corpus), _model(settings)]
        findings += [*elsewhere(settings), _index(parts, settings)]
    findings.append(_language_model())
    # A key is never shown, not even a part of it.
    return [*findings, Finding("OPENAI_API_KEY", "set" if environment.get("OPENAI_API_KEY") else "not set")]


def findings_json(findings: list[Finding]) -> dict[str, Any]:
    """The findings as plain JSON data."""
    return {"ok": all(f.remedy is None for f in findings), "findings": [asdict(f) for f in findings]}


def print_findings(findings: list[Finding]) -> None:
    """Print the findings, each with what to do about it."""
    page = Page()
    for finding in findings:
        page.line(f"{finding.name}: {finding.value}", style="red" if finding.remedy else None)
        if finding.remedy:
            page.indented(finding.remedy, style="bold")
    if all(f.remedy is None for f in findings):
        page.line("Nothing needs doing.", style="green")


def _packages() -> Finding:
    found = needed_packages()
    missing = [name for name, installed in found.items() if installed is None]
    value = ", ".join(f"{name} {installed or 'missing'}" for name, installed in found.items())
    if missing or not found:
        return Finding(
            "packages", value or "unknown", f"{', '.join(missing) or 'Waymark'} is not installed. {_REINSTALL}"
        )
    return Finding("packages", value)


def _home(home: Path) -> Finding:
    """Whether the index's folder, or the nearest one above it that there is, can be written and has room."""
    elsewhere = "set WAYMARK_HOME to another folder."
    try:
        there = next(folder for folder in (home, *home.absolute().parents) if folder.exists())
        with tempfile.TemporaryFile(dir=there):
            free = shutil.disk_usage(there).free
    except OSError as error:
        why = f"{home}, not writable ({error.strerror})"
        return Finding("home", why, f"Correct the permissions of {home}, or {elsewhere}")
    value = f"{home}, {'there' if there == home else 'not there yet'}, writable, {free / 1e9:.1f} GB free"
    return Finding("home", value, f"Free some space there, or {elsewhere}" if free < _LEAST_SPACE else None)


def _corpus(corpus: Path) -> Finding:
    """Whether every file of the corpus can be read."""
    files = [*sorted(corpus.rglob("*.md")), corpus / "topics.yaml"]
    unreadable = [str(path) for path in files if not os.access(path, os.R_OK)]
    value = f"{corpus}, {len(files) - 1} documents"
    if len(files) == 1 or unreadable:
        what = f"{unreadable[0]} is missing or unreadable" if unreadable else "It holds no documents"
        return Finding("corpus", value, f"{what}. {_REINSTALL[:-1]} again, or correct or unset WAYMARK_CORPUS.")
    return Finding("corpus", value)


def _model(settings: "Settings") -> Finding:
    try:
        from ingest.embed import ModelCard, model_folder  # onnxruntime comes with it, and may be what is broken
    except ImportError as error:
        return Finding("model", f"{settings.embedder}, cannot be used ({one_line(str(error))})", _REINSTALL)
    folder = model_folder(settings.models, settings.embedder)
    card = ModelCard.read(folder)
    if card and not card.is_of_now:
        return Finding("model", f"{settings.embedder}, exported by another Waymark", "Run `waymark ingest`.")
    if card is None or not (folder / "model.onnx").is_file():
        return Finding("model", f"{settings.embedder}, not exported yet", "Run `waymark ingest`, which exports it.")
    return Finding("model", f"{settings.embedder}, exported to {folder}")


def _language_model() -> Finding:
    """The language model, asked for one word."""
    from rag.errors import ModelError
    from rag.llm import open_model
    from rag.settings import read_model_settings

    try:
        model = open_model(read_model_settings())
    except SettingsError as error:
        return Finding("language model", "settings not usable", one_line(str(error)))
    if model is None:
        return Finding("language model", "none set; answers are in Waymark's own words")
    try:
        run(model.reply("Reply with the one word yes.", "Are you there?", model.deadlines.first))
    except ModelError as error:
        return Finding("language model", f"{model.name}, does not answer", one_line(str(error)))
    return Finding("language model", f"{model.name}, answers")


def _index(parts: "Parts", settings: "Settings") -> Finding:
    """The index in use, opened as an answer would open it."""
    try:
        assistant = parts.open_assistant(settings)
        about, notice = assistant.about(), assistant.notice()
    except WaymarkError as error:
        return Finding("index", "not usable", one_line(str(error)))
    except Exception as error:  # noqa: BLE001 - whatever a third party's failure is, the doctor has to report it
        return Finding(
            "index",
            f"cannot be opened ({type(error).__name__}: {one_line(str(error))[:300]})",
            "Run `waymark ingest --rebuild`.",
        )
    said = ", ".join(f"{name} {value}" for name, value in about.items())
    return Finding("index", f"not as it should be: {said}" if notice else said, notice)
