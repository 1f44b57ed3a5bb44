import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping

import pytest

from ingest.settings import SHIPPED_CORPUS

pytestmark = pytest.mark.slow

GUIDE = "# Pigeon Guide\n\n## Feeding\n\nPigeons eat grain twice a day.\n"
LISTING = (
    "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); from ui.cli import main; main()"
)
HEAVY = {"torch", "transformers", "sentence_transformers", "streamlit", "openai"}


def waymark(home: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LISTING, *arguments], capture_output=True, text=True, env=home, check=False
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment with a corpus of one roadmap, ingested by the real command together with a file of ours."""
    folder = tmp_path_factory.mktemp("command")
    (folder / "corpus").mkdir()
    for name in ("topics.yaml", "roadmaps/2024-2025.md"):
        shutil.copy(SHIPPED_CORPUS / name, folder / "corpus")
    (folder / "guide.md").write_text(GUIDE, encoding="utf-8")
    environment = os.environ | {"WAYMARK_HOME": str(folder / "home"), "WAYMARK_CORPUS": str(folder / "corpus")}
    ended = waymark(environment, "ingest", "--json", str(folder / "guide.md"), str(folder / "none.md"))
    assert ended.returncode == 1
    report = json.loads(ended.stdout)
    assert report["documents"]["added"] == 2
    assert [failure["source"] for failure in report["failures"]] == [str(folder / "none.md")]
    return environment


def test_the_text_shown_is_the_text_ingested(home: dict[str, str]) -> None:
    assert waymark(home, "show", "guide").stdout == GUIDE


def test_asking_needs_no_heavy_package(home: dict[str, str]) -> None:
    ended = waymark(home, "ask", "--json", "What do pigeons eat?")
    assert json.loads(ended.stdout)["question"] == "What do pigeons eat?"
    assert HEAVY.isdisjoint(module.partition(".")[0] for module in ended.stderr.split())


def test_a_next_step_opens_no_store_and_no_chain(home: dict[str, str]) -> None:
    ended = waymark(home, "next", "--json", "--know", "python")
    assert json.loads(ended.stdout)["profile"]["known"]
    unused = HEAVY | {"chromadb", "langchain_core", "networkx", "scipy"}
    assert unused.isdisjoint(module.partition(".")[0] for module in ended.stderr.split())


def test_the_doctor_finds_nothing_wrong(home: dict[str, str]) -> None:
    ended = waymark(home, "doctor", "--json")
    assert (ended.returncode, json.loads(ended.stdout)["ok"]) == (0, True)
