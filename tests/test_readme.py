"""The README and the docs name only what there is, and everything that they promise to name."""

import ast
import builtins
import json
import re
from collections.abc import Iterator
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

import pytest
from fakes import FakeAssistant
from typer.main import get_group

from eval.golden import check_evidence, read_golden
from ingest.load import load
from ingest.outline import outline
from ingest.settings import SHIPPED_CORPUS, Settings
from rag.records import Answer, Citation, Intent, passage_json
from rag.service.settings import ServiceSettings
from rag.settings import ModelSettings
from ui.cli import make_app
from ui.parts import REAL
from ui.settings import PageSettings

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("ingest", "rag", "eval", "ui")
DOCS = ("architecture", "operations", "eval", "models", "api", "pages", "scale")
PAGES = ("README.md", "CHANGELOG.md", *(f"docs/{name}.md" for name in DOCS))
PAGES += (".github/CONTRIBUTING.md",)
FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<block>.*?)^```$", re.MULTILINE | re.DOTALL)
PATH = re.compile(
    r"(?:ingest|rag|eval|ui|corpus|tests|docs|\.github|\.ci|\.lock|\.streamlit)/[\w./-]*"
    r"|Makefile|LICENSE|[\w.-]+\.(?:md|toml)"
)
PLACEHOLDER = re.compile(r"\b(?:FILE|FOLDER|PATH|NAME|VALUE|NUMBER|ID|SUFFIX|ENCODING|ERROR)\b|\.\.\.")
TELLING = 8  # characters from which a piece of a message is surely that message's own

every_page = pytest.mark.parametrize("page", PAGES)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks_in(page: str, language: str) -> list[str]:
    return [found["block"] for found in FENCE.finditer(text_of(page)) if found["language"] == language]


def code_in(page: str) -> list[str]:
    """What stands between backticks, and what is typed in console blocks."""
    typed = [
        line
        for block in blocks_in(page, "console")
        for line in re.findall(r"^\$ (.*?)(?: +#.*)?$", block, re.MULTILINE)
    ]
    return [*re.findall(r"`([^`\n]+)`", FENCE.sub("", text_of(page))), *typed]


def arguments_of(command: str, page: str) -> Iterator[list[str]]:
    """The words after `command` wherever the page shows how it is called; quoted ones count as one."""
    for code in code_in(page):
        name, *words = re.sub(r'"[^"]*"', "TEXT", code).removeprefix(".venv/bin/").split()
        if name == command and words:
            yield words


def options() -> dict[str, set[str]]:
    """The options of each `waymark` command; those of a command within it count as its own."""
    commands = get_group(make_app(REAL)).commands
    return {name: set(options_of(command)) for name, command in commands.items()}


def options_of(command: Any) -> Iterator[str]:
    for part in (command, *getattr(command, "commands", {}).values()):
        yield from (option for parameter in part.params for option in parameter.opts)


def modules() -> list[str]:
    files = [file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]
    return [file.relative_to(ROOT).as_posix() for file in files if file.name != "__init__.py"]


def strings_in(tree: ast.AST) -> list[str]:
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def failures_raised() -> Iterator[tuple[str, str]]:
    """Each message that is raised as an error of ours, its variable parts left out, with the place where it stands."""
    for module in modules():
        for node in ast.walk(ast.parse(text_of(module))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
                error = ast.unparse(node.exc.func)
                message = " ".join(strings_in(node.exc.args[0]))
                if error.endswith("Error") and not hasattr(builtins, error) and re.search(r"\w", message):
                    yield f"{module}:{node.lineno}", message


def failures_described() -> list[list[str]]:
    """Each message in the first columns of the page's tables, as the pieces between its variable parts."""
    tables = text_of("docs/operations.md").split("\n## What Waymark says", 1)[1]
    first_cells = re.findall(r"^\| (`.*?`) \| ", tables, re.MULTILINE)
    messages = [message for cell in first_cells for message in re.findall(r"`([^`]+)`", cell)]
    pieces = [[piece.strip(" ,.:") for piece in PLACEHOLDER.split(message)] for message in messages]
    return [list(filter(None, message)) for message in pieces]


@every_page
def test_every_file_that_a_page_names_is_there(page: str) -> None:
    named = {code for code in code_in(page) if PATH.fullmatch(code)}
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


@every_page
def test_every_link_within_the_project_leads_to_a_file(page: str) -> None:
    targets = re.findall(r"\]\(([^()\s#]+)[^()\s]*\)", FENCE.sub("", text_of(page)))
    within = {target for target in targets if "://" not in target}
    assert [target for target in sorted(within) if not (ROOT / page).parent.joinpath(target).exists()] == []


@every_page
def test_every_waymark_command_that_a_page_names_is_there(page: str) -> None:
    known = options()
    for name, *rest in arguments_of("waymark", page):
        assert name in known
        assert {word for word in rest if word.startswith("--")} <= known[name]


@every_page
def test_every_make_target_that_a_page_names_is_there(page: str) -> None:
    names = set(re.findall(r"^(\w+)(?=:| \?=)", text_of("Makefile"), re.MULTILINE))
    for words in arguments_of("make", page):
        assert {word.partition("=")[0] for word in words} <= names


def test_the_readme_names_every_command() -> None:
    assert {name for name, *_ in arguments_of("waymark", "README.md")} == options().keys()


def test_the_readme_names_every_setting() -> None:
    named = set(re.findall(r"WAYMARK_[A-Z]+(?:_[A-Z]+)*", text_of("README.md")))
    ours = {
        f"WAYMARK_{name.upper()}"
        for name in (*Settings.model_fields, *ServiceSettings.model_fields, *PageSettings.model_fields)
    }
    models = {name.upper() for name in ModelSettings.model_fields}
    assert named == ours | {name for name in models if name.startswith("WAYMARK_")}
    assert [name for name in models if f"| `{name}` |" not in text_of("README.md")] == []


def test_the_readme_explains_every_field_of_an_answer() -> None:
    explained = text_of("README.md").split("\nAn `Answer`:", 1)[1].split("\n## ", 1)[0]
    assert re.findall(r"^\| `(\w+)` \|", explained, re.MULTILINE) == [field.name for field in fields(Answer)]
    passage = passage_json(FakeAssistant().search("anything")[0])
    assert [name for name in (*[f.name for f in fields(Citation)], *passage) if f"`{name}`" not in explained] == []


def test_the_readme_names_every_intent_in_order() -> None:
    row = next(line for line in text_of("README.md").splitlines() if line.startswith("| `intent` |"))
    assert re.findall(r"`(\w+)`", row)[1:] == list(get_args(Intent))


def test_the_map_of_the_house_names_every_module() -> None:
    house = text_of("README.md").split("\n## The map of the house", 1)[1]
    assert [module for module in modules() if f"`{module}`" not in house] == []


def test_every_name_that_a_shown_program_imports_is_there() -> None:
    nodes = [node for program in blocks_in("README.md", "python") for node in ast.walk(ast.parse(program))]
    imported = [
        (node.module or "", alias.name) for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names
    ]
    assert imported
    assert [name for module, name in imported if not hasattr(import_module(module), name)] == []


def test_the_golden_question_that_is_shown_can_be_read(tmp_path: Path) -> None:
    (shown,) = blocks_in(".github/CONTRIBUTING.md", "json")
    file = tmp_path / "questions.jsonl"
    file.write_text(json.dumps(json.loads(shown)), encoding="utf-8")
    roadmap, _ = load(SHIPPED_CORPUS / "roadmaps/twelve-months.md", shipped=True)
    check_evidence(read_golden(file), outline(roadmap))


def test_the_resource_that_is_shown_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "example-course.md"
    file.write_text(blocks_in(".github/CONTRIBUTING.md", "markdown")[0], encoding="utf-8")
    document, _ = load(file, shipped=True)
    assert document.id == file.stem
    assert document.kind == "resource"


def test_every_failure_that_is_described_can_happen() -> None:
    said = "\n".join(
        [text_of("Makefile"), *(s for module in modules() for s in strings_in(ast.parse(text_of(module))))]
    )
    assert [pieces for pieces in failures_described() if not all(piece in said for piece in pieces)] == []


def test_every_failure_that_is_raised_is_described() -> None:
    described = [piece for message in failures_described() for piece in message if len(piece) >= TELLING]
    assert [where for where, message in failures_raised() if not any(piece in message for piece in described)] == []
